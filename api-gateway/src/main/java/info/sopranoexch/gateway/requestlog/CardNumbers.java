package info.sopranoexch.gateway.requestlog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces numbers that may be card numbers: 12 to 19 digits with a valid check digit (ISO/IEC 7812), also with separators
 * between groups of digits. Longer numbers are replaced too, and so are numbers of 17 to 19 digits that contain a card number,
 * such as one that is followed by its CVV.
 */
final class CardNumbers {
    private static final int MIN = 12;
    private static final int MAX = 19;
    private static final int MAX_SEPARATOR = 3;
    /** Shorter numbers are tested only as a whole, because most of them contain a valid check digit by chance. */
    private static final int MIN_WITH_OTHER_DIGITS = 17;
    /** The fewest digits of a card number within a longer number. */
    private static final int MIN_PART = 13;

    /** Ids of the API that can contain such digits by chance. */
    private static final Pattern IDS =
            Pattern.compile("\\b(?:(?:pay|rfd|evt)_[0-9a-f]{32}|req_[0-9a-f]{28}|key_[0-9a-f]{24})(?![0-9a-f])");

    private static final String SEPARATORS = " \t\r\n\u00a0\u202f\u2009-\u2010\u2011\u2012\u2013\u2014\u2212_.+/,:|";

    /** A group of digits in a text. */
    private record Group(int start, int end) {
        int digits() {
            return end - start;
        }
    }

    private CardNumbers() {}

    static String redact(String text) {
        if (!hasEnoughDigits(text)) {
            return text;
        }
        var result = new StringBuilder(text.length());
        Matcher ids = IDS.matcher(text);
        int start = 0;
        while (ids.find()) {
            redact(text, start, ids.start(), result);
            result.append(ids.group());
            start = ids.end();
        }
        redact(text, start, text.length(), result);
        return result.toString();
    }

    private static boolean hasEnoughDigits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isDigit(text.charAt(i)) && ++digits >= MIN) {
                return true;
            }
        }
        return false;
    }

    private static void redact(String text, int from, int to, StringBuilder result) {
        int copied = from;
        int next = from;
        while (next < to) {
            if (!Character.isDigit(text.charAt(next))) {
                next++;
                continue;
            }
            List<Group> run = run(text, next, to);
            for (int first = 0; first < run.size(); first++) {
                int last = lastOfCard(text, run, first);
                if (last >= 0) {
                    result.append(text, copied, run.get(first).start()).append(TextRedaction.REDACTED);
                    copied = run.get(last).end();
                    first = last;
                }
            }
            next = run.getLast().end();
        }
        result.append(text, copied, to);
    }

    /** Returns the groups of digits that only separators divide. */
    private static List<Group> run(String text, int from, int to) {
        var groups = new ArrayList<Group>();
        int next = from;
        while (next < to && Character.isDigit(text.charAt(next))) {
            int start = next;
            while (next < to && Character.isDigit(text.charAt(next))) {
                next++;
            }
            groups.add(new Group(start, next));
            next = afterSeparator(text, next, to);
        }
        return groups;
    }

    private static int afterSeparator(String text, int from, int to) {
        int next = from;
        while (next < to && next - from < MAX_SEPARATOR) {
            if (text.startsWith("%20", next) || text.regionMatches(true, next, "%2d", 0, 3)) {
                return next + 3;
            }
            if (SEPARATORS.indexOf(text.charAt(next)) < 0) {
                return next;
            }
            next++;
        }
        return next;
    }

    /** Returns the last group of the longest card number that starts with a group; -1 if there is none. */
    private static int lastOfCard(String text, List<Group> run, int first) {
        if (run.get(first).digits() > MAX) {
            return first;
        }
        int found = containsCard(text, run.get(first)) ? first : -1;
        int digits = 0;
        for (int last = first; last < run.size(); last++) {
            digits += run.get(last).digits();
            if (digits > MAX) {
                break;
            }
            if (digits >= MIN && hasValidCheckDigit(text, run, first, last)) {
                found = last;
            }
        }
        return found;
    }

    private static boolean containsCard(String text, Group group) {
        if (group.digits() < MIN_WITH_OTHER_DIGITS) {
            return false;
        }
        for (int start = group.start(); start + MIN_PART <= group.end(); start++) {
            for (int end = start + MIN_PART; end <= group.end(); end++) {
                if (hasValidCheckDigit(text, List.of(new Group(start, end)), 0, 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The algorithm of Luhn: every second digit from the right is doubled, and the sum of all digits ends with 0. */
    private static boolean hasValidCheckDigit(String text, List<Group> run, int first, int last) {
        int sum = 0;
        boolean doubled = false;
        for (int group = last; group >= first; group--) {
            for (int i = run.get(group).end() - 1; i >= run.get(group).start(); i--) {
                int digit = Character.digit(text.charAt(i), 10);
                int value = doubled ? digit * 2 : digit;
                sum += value > 9 ? value - 9 : value;
                doubled = !doubled;
            }
        }
        return sum % 10 == 0;
    }
}
