package info.sopranoexch.checkout;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A piece of HTML. Templates are literals of ours; what is put into their holes is escaped unless it is a piece itself,
 * for text and for quoted attributes alike. A hole must stand in one of these two, never in a script, a style or a tag.
 */
final class Html {
    static final Html EMPTY = new Html("");
    private static final String HOLE = "{}";

    private final String text;

    private Html(String text) {
        this.text = text;
    }

    /** @param values one for each <code>{}</code> of the template: a piece, a text or a number */
    static Html of(String template, Object... values) {
        var out = new StringBuilder(template.length() + 64);
        int from = 0;
        for (Object value : values) {
            int hole = template.indexOf(HOLE, from);
            if (hole < 0) {
                throw new IllegalArgumentException("Indicates a bug: more values than holes in " + template);
            }
            out.append(template, from, hole);
            switch (value) {
                case Html piece -> out.append(piece.text);
                case CharSequence plain -> escape(plain, out);
                case Number number -> out.append(number);
                default -> throw new IllegalArgumentException("Indicates a bug: no text: " + value.getClass());
            }
            from = hole + HOLE.length();
        }
        if (template.indexOf(HOLE, from) >= 0) {
            throw new IllegalArgumentException("Indicates a bug: more holes than values in " + template);
        }
        return new Html(out.append(template, from, template.length()).toString());
    }

    /** The piece for a value, nothing for none. */
    static Html given(@Nullable CharSequence value, String template) {
        return value == null ? EMPTY : of(template, value);
    }

    static Html join(Html... pieces) {
        return new Html(Arrays.stream(pieces).map(Html::toString).collect(Collectors.joining()));
    }

    private static void escape(CharSequence plain, StringBuilder out) {
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                // It would end a line of an event stream, too.
                case '\r' -> out.append("&#13;");
                default -> {
                    if (!isLayoutTrick(c)) {
                        out.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\ufffd' : c);
                    }
                }
            }
        }
    }

    /**
     * Marks that turn the text around them, so that a name could make an amount read backwards. They are left out: the
     * page isolates every text of others by {@code bdi} and {@code dir="auto"}, which is what honest ones are for.
     */
    private static boolean isLayoutTrick(char c) {
        return c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
    }

    @Override
    public String toString() {
        return text;
    }
}
