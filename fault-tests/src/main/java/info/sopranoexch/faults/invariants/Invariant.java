package info.sopranoexch.faults.invariants;

/** A rule that every history must keep. */
interface Invariant {
    /** Its number in ARCHITECTURE.md. */
    int number();

    /** The rule in one line. */
    String rule();

    void check(IndexedHistory evidence, InvariantResult findings);
}
