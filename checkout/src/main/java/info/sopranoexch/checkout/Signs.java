package info.sopranoexch.checkout;

/** The small drawings that stand beside the words; the words say the same. */
final class Signs {
    private static final String FRAME = """
            <svg class="sign" aria-hidden="true" viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="3" \
            stroke-linecap="round" stroke-linejoin="round">{}</svg>
            """;

    private Signs() {}

    static Html of(Phase phase) {
        return switch (phase.tone()) {
            case "wait" ->
                sign(
                        "<circle class=\"track\" cx=\"24\" cy=\"24\" r=\"19\"/><path class=\"spin\" d=\"M24 5a19 19 0 0 1 19 19\"/>");
            case "good" ->
                sign("<circle class=\"disc\" cx=\"24\" cy=\"24\" r=\"22\"/><path d=\"M15 24.5l6.5 6.5L34 18\"/>");
            case "bad" ->
                sign("<circle class=\"disc\" cx=\"24\" cy=\"24\" r=\"22\"/><path d=\"M17 17l14 14M31 17L17 31\"/>");
            case "pause" -> sign("<circle class=\"disc\" cx=\"24\" cy=\"24\" r=\"22\"/><path d=\"M24 14v11l7 4\"/>");
            case "ended" ->
                sign("<circle class=\"disc\" cx=\"24\" cy=\"24\" r=\"22\"/><path d=\"M24 13v13M24 34v.2\"/>");
            case "back" ->
                sign(
                        "<circle class=\"disc\" cx=\"24\" cy=\"24\" r=\"22\"/><path d=\"M20 14l-6 6 6 6M14 20h13a6.5 6.5 0 0 1 0 13h-6\"/>");
            default -> Html.EMPTY;
        };
    }

    static Html lock() {
        return Html.of("""
                <svg class="lock" aria-hidden="true" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" \
                stroke-linecap="round" stroke-linejoin="round"><rect x="3" y="7" width="10" height="7" rx="2"/>\
                <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/></svg>""");
    }

    private static Html sign(String drawing) {
        return Html.of(FRAME, Html.of(drawing));
    }
}
