package info.sopranoexch.starter.problem;

/** Problem details that several services use. Each is one or two full sentences: what is wrong, and what to do. */
public final class ProblemMessages {
    public static final String INTERNAL_ERROR =
            "An unexpected error occurred on our side. Retry later, or contact support if it persists.";
    public static final String UNAVAILABLE = "The service is temporarily unavailable. Retry later.";
    public static final String MALFORMED_JSON = "The request body must be one valid JSON object.";
    public static final String UNREADABLE_REQUEST = "The request is malformed.";

    private ProblemMessages() {}

    /** @param resource such as {@code api_key}; also for a resource of another account, in the same words */
    public static String notFound(String resource) {
        return "The " + resource.replace('_', ' ').replace("api", "API") + " was not found.";
    }
}
