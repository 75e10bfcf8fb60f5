package info.sopranoexch.checkout;

import io.nayuki.qrcodegen.QrCode;
import java.util.Locale;

/** A QR code as an SVG drawing: dark on white whatever the page's colours are, with the quiet zone that scanners need. */
final class QrImage {
    private static final int QUIET = 4;

    private QrImage() {}

    /** @param label what it is, for those who do not see it */
    static Html of(String content, String label) {
        QrCode code = QrCode.encodeText(content, QrCode.Ecc.MEDIUM);
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                int from = x;
                while (x < code.size && code.getModule(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append(String.format(
                            Locale.ROOT, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from, x - from));
                }
            }
        }
        int side = code.size + 2 * QUIET;
        return Html.of("""
                <svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges">\
                <path fill="#fff" d="M0 0h{}v{}h-{}z"/><path fill="#111" d="{}"/></svg>""", label, side, side, side, side, side, path);
    }
}
