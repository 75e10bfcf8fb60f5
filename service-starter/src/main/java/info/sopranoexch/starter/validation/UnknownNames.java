package info.sopranoexch.starter.validation;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Suggests the known name that is most similar to a misspelt name. */
final class UnknownNames {
    private static final int MAX_PRINTED = 50;
    private static final int MAX_DISTANCE = 2;

    private UnknownNames() {}

    /** The name as a response may repeat it: at most {@value #MAX_PRINTED} characters, none of them a control. */
    static String printable(String name) {
        return name.codePoints()
                .limit(MAX_PRINTED)
                .map(c -> TextRule.isClean(c) ? c : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** @return null if no known name is similar */
    static @Nullable String nearest(String name, Collection<String> known) {
        String plain = plain(name);
        if (plain.isEmpty()) {
            return null;
        }
        List<String> candidates = known.stream().sorted().toList();
        for (String candidate : candidates) {
            if (plain(candidate).equals(plain)) {
                return candidate;
            }
        }
        for (String candidate : candidates) {
            String spelling = plain(candidate);
            if (plain.endsWith(spelling)
                    || distance(plain, spelling) <= Math.min(MAX_DISTANCE, spelling.length() / 3)) {
                return candidate;
            }
        }
        return null;
    }

    /** {@code expiresIn}, {@code expires-in} and {@code expires_in[]} are all {@code expiresin}. */
    private static String plain(String name) {
        return printable(name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
