package info.sopranoexch.gateway.request;

/** Which text can go through Avro, PostgreSQL and a page unchanged. */
final class Characters {
    private Characters() {}

    /** True when there is no control character but tab and line ends, and no half of a surrogate pair. */
    static boolean clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 ? c != '\n' && c != '\r' && c != '\t' : c >= 0x7f && c <= 0x9f) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
