package info.sopranoexch.faults.history;

/**
 * A payer's action in the sandbox.
 *
 * @param outcome such as {@code paid} or {@code declined}
 * @param callbacks how the sandbox sends its callbacks, such as {@code twice}
 * @param result status of the sandbox's response, or the failure
 */
public record PayerAction(long start, long end, String paymentId, String outcome, String callbacks, String result)
        implements Observation {
    @Override
    public long at() {
        return start;
    }
}
