package info.sopranoexch.localstack.infrastructure;

/** A process of the stack. It keeps port and data across stop, kill and start. */
public interface StackProcess {
    String name();

    /**
     * Starts the process and waits until it is ready. Has no effect on a running process.
     *
     * @throws IllegalStateException if the process dies or is not ready in time; the message has the end of its log
     */
    void start();

    /**
     * Stops the process gracefully, and kills it after a grace period. Has no effect on a process that is not running.
     */
    void stop();

    /** Kills the process and its children with SIGKILL. */
    void kill();

    /** Suspends the process and its children with SIGSTOP. Has no effect on a process that is not running. */
    void pause();

    /**
     * Resumes the process after {@link #pause}.
     */
    void resume();

    boolean isAlive();

    /** Returns the process id, also after the end of the process; 0 before the first start. */
    long pid();
}
