package info.sopranoexch.faults.injection;

import info.sopranoexch.faults.injection.Fault.Kind;
import info.sopranoexch.faults.traffic.JsonHttpClient;
import java.io.IOException;
import java.util.Locale;

/** Makes all calls of the sandbox's API fail, by its control API. */
final class PaymoonFaults {
    private final JsonHttpClient http;
    private final String url;

    PaymoonFaults(JsonHttpClient http, String sandboxUrl) {
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
