package info.sopranoexch.gateway.page;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The languages of the page, with their texts. */
enum Language {
    EN("en"),
    RU("ru");

    private static final int MAX_HEADER = 200;

    private final String tag;
    private final Locale locale;
    private final ResourceBundle texts;

    Language(String tag) {
        this.tag = tag;
        this.locale = Locale.forLanguageTag(tag);
        this.texts = ResourceBundle.getBundle(
                "page.texts",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** @param header {@code Accept-Language}; English when it names neither or cannot be read */
    static Language of(@Nullable String header) {
        if (header == null || header.isBlank() || header.length() > MAX_HEADER) {
            return EN;
        }
        try {
            String found = Locale.lookupTag(Locale.LanguageRange.parse(header), List.of(EN.tag, RU.tag));
            return RU.tag.equals(found) ? RU : EN;
        } catch (IllegalArgumentException e) {
            return EN;
        }
    }

    String tag() {
        return tag;
    }

    Locale locale() {
        return locale;
    }

    String text(String key) {
        return texts.getString(key);
    }
}
