package info.sopranoexch.faults.history;

/**
 * What a payer did at the provider.
 *
 * @param outcome such as {@code paid} or {@code declined}
 * @param callbacks how the provider was to tell of it
 * @param answer what the provider said
 */
public record PayerAction(long start, long end, String paymentId, String outcome, String callbacks, String answer)
        implements Observation {
    @Override
    public long at() {
        return start;
    }
}
