package info.sopranoexch.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Style of error messages: complete sentences that name the field, in common words. Tests check it on every response.
 */
final class MessageStyle {
    private static final Pattern SENTENCE = Pattern.compile("(?s)[A-Z].*[.]");
    /** Phrases that readers do not understand. */
    private static final Pattern BANNED = Pattern.compile(
            "(?i)there is no such|that there (is|are)|one of those|one that|that we (take|know)|at the moment|"
                    + "under way|something|somebody|whatever|cannot be (read|had|kept)|holds a|\\bsee errors\\b");

    private MessageStyle() {}

    /** Returns the violations in the detail and the field errors of a problem. */
    static List<String> violations(JsonNode problem) {
        List<String> violations = new ArrayList<>();
        String detail = problem.path("detail").asString("");
        if (!SENTENCE.matcher(detail).matches()) {
            violations.add("the detail is not a sentence: " + detail);
        }
        banned(detail, violations);
        for (JsonNode error : problem.path("errors")) {
            String field = error.path("field").asString("");
            String message = error.path("message").asString("");
            String name = field.substring(field.lastIndexOf('.') + 1);
            if (!message.contains(name) || !message.endsWith(".")) {
                violations.add("the message is not a sentence about " + name + ": " + message);
            }
            banned(message.replace(name, ""), violations);
        }
        return violations;
    }

    private static void banned(String message, List<String> violations) {
        if (BANNED.matcher(message).find()) {
            violations.add("the message has an unclear phrase: " + message);
        }
    }
}
