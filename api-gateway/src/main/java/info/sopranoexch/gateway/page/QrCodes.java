package info.sopranoexch.gateway.page;

import io.nayuki.qrcodegen.QrCode;

/** A QR code as inline SVG, one path, without any style. */
final class QrCodes {
    private static final int BORDER = 4;

    private QrCodes() {}

    /** @param label for those who do not see it */
    static String svg(String text, String label) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + BORDER)
                            .append(' ')
                            .append(y + BORDER)
                            .append("h1v1h-1z");
                }
            }
        }
        int size = code.size + 2 * BORDER;
        return """
                <svg class="qr" role="img" aria-label="%s" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
                <rect width="%d" height="%d" fill="#fff"/><path d="%s" fill="#000"/></svg>""".formatted(Html.escape(label), size, size, size, size, path);
    }
}
