package info.sopranoexch.torture.nemesis;

import info.sopranoexch.torture.load.HttpJson;
import info.sopranoexch.torture.nemesis.Fault.Kind;
import java.io.IOException;
import java.util.Locale;

/** Makes all calls of the sandbox's API fail, by its control API. */
final class PaymoonFaults {
    private final HttpJson http;
    private final String url;

    PaymoonFaults(HttpJson http, String sandboxUrl) {
        this.http = http;
        this.url = sandboxUrl + "/control/faults";
    }

    void begin(Kind kind) throws IOException {
        String how = switch (kind) {
            case HANGS_AFTER_SUCCESS -> "timeout_after_success";
            case HANGS -> "timeout";
            case THROTTLED -> "429";
            case OUTAGE -> "outage";
            case KILL, PAUSE, RESTART -> throw new IllegalArgumentException("that is for processes: " + kind);
        };
        http.send("PUT", url, String.format(Locale.ROOT, """
                {"create":"%1$s","query":"%1$s","refund":"%1$s","cancel":"%1$s"}""", how));
    }

    /** Also right when the sandbox has been restarted meanwhile, which ended it too. */
    void end() throws IOException {
        http.send("DELETE", url, "");
    }
}
