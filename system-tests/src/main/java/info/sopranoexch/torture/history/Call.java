package info.sopranoexch.torture.history;

/**
 * A merchant's call of the REST API, with what was meant and what came of it.
 *
 * @param start before the first byte was sent
 * @param end when the answer was there, or hope was given up
 * @param account whose API key it had
 */
public record Call(long start, long end, String gateway, String account, Request request, Answer answer)
        implements Observation {
    @Override
    public long at() {
        return start;
    }
}
