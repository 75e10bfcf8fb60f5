package info.sopranoexch.faults.history;

/**
 * A merchant's call of the REST API, with what was meant and what came of it.
 *
 * @param start before the first byte was sent
 * @param end when the answer was there, or hope was given up
 * @param account whose API key it had
 */
public record ApiCall(long start, long end, String gateway, String account, ApiRequest request, ApiResult answer)
        implements Observation {
    @Override
    public long at() {
        return start;
    }
}
