package info.sopranoexch.checkout;

import io.nayuki.qrcodegen.QrCode;
import java.util.Locale;

/**
 * A QR code as an SVG path, with the quiet zone that scanners need.
 *
 * @param side length of the square
 * @param path of the dark modules
 */
record QrDrawing(int side, String path) {
    private static final int QUIET_ZONE = 4;

    static QrDrawing of(String content) {
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
                            Locale.ROOT, "M%d %dh%dv1h-%dz", from + QUIET_ZONE, y + QUIET_ZONE, x - from, x - from));
                }
            }
        }
        return new QrDrawing(code.size + 2 * QUIET_ZONE, path.toString());
    }
}
