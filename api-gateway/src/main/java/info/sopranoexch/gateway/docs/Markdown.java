package info.sopranoexch.gateway.docs;

import info.sopranoexch.gateway.html.Html;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The little of CommonMark that the document uses: paragraphs, {@code `code`} and {@code **bold**}. */
final class Markdown {
    private static final Pattern MARK = Pattern.compile("`([^`]+)`|\\*\\*([^*]+)\\*\\*");

    private Markdown() {}

    static Html paragraphs(String text) {
        return Html.join(Arrays.stream(text.strip().split("\n\\s*\n", -1))
                .filter(paragraph -> !paragraph.isBlank())
                .map(paragraph -> Html.of("<p>{}</p>\n", line(paragraph)))
                .toArray(Html[]::new));
    }

    static Html line(String text) {
        Html line = Html.EMPTY;
        Matcher mark = MARK.matcher(text);
        int from = 0;
        while (mark.find()) {
            Html piece = mark.group(1) != null
                    ? Html.of("<code>{}</code>", mark.group(1))
                    : Html.of("<strong>{}</strong>", mark.group(2));
            line = Html.join(line, Html.of("{}", text.substring(from, mark.start())), piece);
            from = mark.end();
        }
        return Html.join(line, Html.of("{}", text.substring(from)));
    }
}
