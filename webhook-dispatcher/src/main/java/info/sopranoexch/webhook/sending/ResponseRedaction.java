package info.sopranoexch.webhook.sending;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Removes secrets from the text of a response before it is stored, because receivers may echo the request. It removes given values,
 * also in part and in common encodings, and texts that look like card numbers or API keys.
 */
final class ResponseRedaction {
    static final String MASK = "[redacted]";

    /** A sequence of this many characters of a secret counts as a part of it. */
    private static final int FRAGMENT = 8;
    /** Shorter values cannot be distinguished from ordinary text. */
    private static final int SHORTEST = 4;
    /** Levels of encoding, such as JSON within JSON. */
    private static final int LEVELS = 3;

    /** 13 to 19 digits, in groups or not. The check digit decides. */
    private static final Pattern CARD_NUMBER = Pattern.compile("(?<![0-9])[2-6](?:[ -]?[0-9]){12,18}(?![0-9])");

    private static final List<Pattern> CREDENTIALS = Stream.of(
                    "\\b(?:sk|pk|rk|ak|whsec|ghp|gho|ghs|glpat|xox[abprs]|key|token|secret)[_-]"
                            + "(?=[A-Za-z_-]{0,64}[0-9])[A-Za-z0-9+/=_.-]{12,}",
                    "\\bAKIA[0-9A-Z]{16}\\b",
                    "\\bAIza[0-9A-Za-z_-]{35}",
                    "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)?",
                    "(?i)\\b(?:Bearer|Basic)\\s+(?=[A-Za-z+/=._~-]{0,64}[0-9])[A-Za-z0-9+/=._~-]{8,}",
                    "(?i)(?:api[_-]?key|secret|token|password|authorization)[\"']?\\s{0,8}[:=]\\s{0,8}[\"']?"
                            + "(?=[A-Za-z+/=._~-]{0,64}[0-9])[A-Za-z0-9+/=._~-]{8,}")
            .map(Pattern::compile)
            .toList();

    private final Set<String> fragments = new HashSet<>();
    private final Set<String> words = new HashSet<>();

    /** @param secrets values that must not be stored */
    ResponseRedaction(Collection<String> secrets) {
        for (String secret : secrets) {
            String compact = DecodedText.of(secret).compact().toString();
            if (compact.length() >= FRAGMENT) {
                Stream.of(compact, secret)
                        .distinct()
                        .flatMap(ResponseRedaction::forms)
                        .forEach(this::addFragments);
            } else if (compact.length() >= SHORTEST) {
                words.add(compact);
            }
        }
    }

    /** The value and its encodings in hexadecimal and base64. */
    private static Stream<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return Stream.of(secret, HexFormat.of().formatHex(bytes), base64(bytes, 0), base64(bytes, 1), base64(bytes, 2));
    }

    /** Base64 of the bytes at an offset within a longer text, without the characters that depend on the neighbouring bytes. */
    private static String base64(byte[] bytes, int offset) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        return encoded.substring(Math.min(offset + 1, encoded.length() - 1), encoded.length() - 1);
    }

    private void addFragments(String form) {
        String folded = fold(form);
        for (int i = 0; i + FRAGMENT <= folded.length(); i++) {
            fragments.add(folded.substring(i, i + FRAGMENT));
        }
    }

    /** Receivers may change the case, and use the URL-safe alphabet of base64. */
    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT).replace('-', '+').replace('_', '/');
    }

    String redact(String text) {
        BitSet secret = new BitSet(text.length());
        DecodedText level = DecodedText.of(text);
        for (int i = 0; i <= LEVELS; i++) {
            find(level, secret);
            DecodedText next = level.decoded();
            if (next.length() == level.length()) {
                break;
            }
            level = next;
        }
        return secret.isEmpty() ? text : mask(text, secret);
    }

    private void find(DecodedText text, BitSet secret) {
        findFragments(text.compact(), secret);
        String characters = text.toString();
        words.forEach(word -> findWord(text, characters, word, secret));
        CREDENTIALS.forEach(pattern -> findMatches(text, pattern.matcher(characters), secret));
        Matcher card = CARD_NUMBER.matcher(characters);
        while (card.find()) {
            if (hasCheckDigit(card.group())) {
                mark(text, card.start(), card.end(), secret);
            }
        }
    }

    private void findFragments(DecodedText text, BitSet secret) {
        String folded = fold(text.toString());
        for (int i = 0; i + FRAGMENT <= folded.length(); i++) {
            if (fragments.contains(folded.substring(i, i + FRAGMENT))) {
                mark(text, i, i + FRAGMENT, secret);
            }
        }
    }

    private static void findWord(DecodedText text, String characters, String word, BitSet secret) {
        for (int i = characters.indexOf(word); i >= 0; i = characters.indexOf(word, i + 1)) {
            int end = i + word.length();
            boolean whole = (i == 0 || !Character.isLetterOrDigit(characters.charAt(i - 1)))
                    && (end == characters.length() || !Character.isLetterOrDigit(characters.charAt(end)));
            if (whole) {
                mark(text, i, end, secret);
            }
        }
    }

    private static void findMatches(DecodedText text, Matcher matcher, BitSet secret) {
        while (matcher.find()) {
            mark(text, matcher.start(), matcher.end(), secret);
        }
    }

    private static void mark(DecodedText text, int from, int to, BitSet secret) {
        secret.set(text.start(from), text.end(to - 1));
    }

    /** Luhn's algorithm. */
    private static boolean hasCheckDigit(String number) {
        int sum = 0;
        boolean twice = false;
        for (int i = number.length() - 1; i >= 0; i--) {
            int digit = Character.digit(number.charAt(i), 10);
            if (digit >= 0) {
                int value = twice ? 2 * digit : digit;
                sum += value > 9 ? value - 9 : value;
                twice = !twice;
            }
        }
        return sum % 10 == 0;
    }

    private static String mask(String text, BitSet secret) {
        StringBuilder masked = new StringBuilder(text.length());
        int next = 0;
        for (int start = secret.nextSetBit(0); start >= 0; start = secret.nextSetBit(next)) {
            masked.append(text, next, start).append(MASK);
            next = secret.nextClearBit(start);
        }
        return masked.append(text, next, text.length()).toString();
    }
}
