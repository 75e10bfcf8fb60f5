package info.sopranoexch.webhook.sending;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with decoded escape sequences, and the position of each character in the source. */
final class DecodedText {
    /** Percent encoding, JSON and JavaScript escapes, and HTML character references. */
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})"
            + "|\\\\u([0-9A-Fa-f]{4})"
            + "|\\\\x([0-9A-Fa-f]{2})"
            + "|&#[xX]([0-9A-Fa-f]{1,6});"
            + "|&#([0-9]{1,7});"
            + "|&(amp|lt|gt|quot|apos|plus|equals|sol);"
            + "|\\\\([/\"'\\\\])");

    private static final int DECIMAL = 5;
    private static final int NAMED = 6;
    private static final int QUOTED = 7;

    private final char[] characters;
    private final int[] starts;
    private final int[] ends;
    private int length;

    private DecodedText(int capacity) {
        this.characters = new char[capacity];
        this.starts = new int[capacity];
        this.ends = new int[capacity];
    }

    static DecodedText of(String source) {
        DecodedText text = new DecodedText(source.length());
        for (int i = 0; i < source.length(); i++) {
            text.add(source.charAt(i), i, i + 1);
        }
        return text;
    }

    /** Decodes one level of escape sequences. */
    DecodedText decoded() {
        DecodedText decoded = new DecodedText(length);
        Matcher escape = ESCAPE.matcher(toString());
        int next = 0;
        while (escape.find()) {
            decoded.addAll(this, next, escape.start());
            decoded.add(character(escape), starts[escape.start()], ends[escape.end() - 1]);
            next = escape.end();
        }
        decoded.addAll(this, next, length);
        return decoded;
    }

    /** Removes white space and all other characters that are not visible ASCII. */
    DecodedText compact() {
        DecodedText compact = new DecodedText(length);
        for (int i = 0; i < length; i++) {
            if (characters[i] > ' ' && characters[i] < 0x7f) {
                compact.add(characters[i], starts[i], ends[i]);
            }
        }
        return compact;
    }

    private static char character(Matcher escape) {
        int group = 1;
        while (escape.group(group) == null) {
            group++;
        }
        String value = escape.group(group);
        return switch (group) {
            case QUOTED -> value.charAt(0);
            case NAMED -> named(value);
            case DECIMAL -> (char) Integer.parseInt(value);
            default -> (char) Integer.parseInt(value, 16);
        };
    }

    private static char named(String name) {
        return switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            case "plus" -> '+';
            case "equals" -> '=';
            default -> '/';
        };
    }

    private void add(char character, int start, int end) {
        characters[length] = character;
        starts[length] = start;
        ends[length] = end;
        length++;
    }

    private void addAll(DecodedText other, int from, int to) {
        for (int i = from; i < to; i++) {
            add(other.characters[i], other.starts[i], other.ends[i]);
        }
    }

    int length() {
        return length;
    }

    /** The start of the character in the source. */
    int start(int index) {
        return starts[index];
    }

    /** The end of the character in the source. */
    int end(int index) {
        return ends[index];
    }

    @Override
    public String toString() {
        return new String(Arrays.copyOf(characters, length));
    }
}
