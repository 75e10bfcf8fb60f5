package info.sopranoexch.gateway.payments;

import jakarta.servlet.http.HttpServletResponse;

/** What the answers to commands have in common. */
final class Answers {
    private Answers() {}

    static void markReplay(boolean replayed, HttpServletResponse response) {
        if (replayed) {
            response.setHeader(Rejections.REPLAYED, "true");
        }
    }
}
