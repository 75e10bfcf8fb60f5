package info.sopranoexch.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The style of the messages in problems: full sentences that name the field, in the words that the documents of other APIs use.
 * It is checked on every answer of every test.
 */
final class MessageStyle {
    private static final Pattern SENTENCE = Pattern.compile("(?s)[A-Z].*[.]");
    /** Phrases of earlier versions that readers did not understand, and remarks about the writer of the message. */
    private static final Pattern BANNED = Pattern.compile(
            "(?i)there is no such|that there (is|are)|one of those|one that|that we (take|know)|at the moment|"
                    + "under way|something|somebody|whatever|cannot be (read|had|kept)|holds a|\\bsee errors\\b");

    private MessageStyle() {}

    /** What is wrong with the detail and the field errors of a problem. */
    static List<String> faults(JsonNode problem) {
        List<String> faults = new ArrayList<>();
        String detail = problem.path("detail").asString("");
        if (!SENTENCE.matcher(detail).matches()) {
            faults.add("the detail is not a sentence: " + detail);
        }
        banned(detail, faults);
        for (JsonNode error : problem.path("errors")) {
            String field = error.path("field").asString("");
            String message = error.path("message").asString("");
            String name = field.substring(field.lastIndexOf('.') + 1);
            if (!message.contains(name) || !message.endsWith(".")) {
                faults.add("the message is not a sentence about " + name + ": " + message);
            }
            banned(message.replace(name, ""), faults);
        }
        return faults;
    }

    private static void banned(String message, List<String> faults) {
        if (BANNED.matcher(message).find()) {
            faults.add("the message has a phrase that reads badly: " + message);
        }
    }
}
