package info.sopranoexch.localstack.infrastructure;

/** One process of the stack; it keeps its port and its data over stop, kill and start. */
public interface Member {
    String name();

    /**
     * Starts it and waits until it serves. Nothing happens when it is running.
     *
     * @throws PortTakenException when another process has its port
     * @throws IllegalStateException when it dies or does not serve in time; the message holds the end of its log
     */
    void start();

    /** Asks it to go, waits, makes it go. Nothing happens when it is not running. */
    void stop();

    /** Kills it with all its own children, as {@code kill -9} or a power cut for processes would. */
    void kill();

    /** Stops its time with all its own children, as SIGSTOP or a stalled machine would. Nothing happens when it is gone. */
    void pause();

    /** Lets it go on after {@link #pause}. */
    void resume();

    boolean isAlive();

    /** Returns its process id, also of one that is gone; 0 before the first start */
    long pid();
}
