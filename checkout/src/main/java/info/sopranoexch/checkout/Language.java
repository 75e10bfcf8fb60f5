package info.sopranoexch.checkout;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The languages of the page. */
enum Language {
    EN("en", Locale.US, Locale.UK),
    RU("ru", Locale.of("ru", "RU"), Locale.of("ru", "RU"));

    private static final int MAX_HEADER = 200;

    private final String tag;
    private final Locale locale;
    private final Locale dates;
    private final ResourceBundle words;

    Language(String tag, Locale locale, Locale dates) {
        this.tag = tag;
        this.locale = locale;
        this.dates = dates;
        this.words = ResourceBundle.getBundle(
                "info.sopranoexch.checkout.words",
                Locale.of(tag),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String tag() {
        return tag;
    }

    /** The locale of amounts. */
    Locale locale() {
        return locale;
    }

    /** The locale of times. For readers of many countries the day comes first and the clock has 24 hours. */
    Locale dates() {
        return dates;
    }

    /** Returns the text of the message bundle. */
    String word(String key) {
        return words.getString(key);
    }

    /** Returns the text with {@code value} in place of <code>{0}</code>. */
    String word(String key, CharSequence value) {
        return word(key).replace("{0}", value);
    }

    /** The language that the page links to. */
    Language other() {
        return this == RU ? EN : RU;
    }

    /** @return the language with that tag; null if the page is not written in it */
    static @Nullable Language ofTag(@Nullable String tag) {
        for (Language language : values()) {
            if (language.tag.equals(tag)) {
                return language;
            }
        }
        return null;
    }

    /** @return by the browser's preference, else English; a hostile header is no preference */
    static Language preferred(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > MAX_HEADER) {
            return EN;
        }
        try {
            Locale best =
                    Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), List.of(Locale.ENGLISH, Locale.of("ru")));
            return best != null && best.getLanguage().equals("ru") ? RU : EN;
        } catch (IllegalArgumentException e) {
            return EN;
        }
    }
}
