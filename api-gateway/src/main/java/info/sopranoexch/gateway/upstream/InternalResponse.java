package info.sopranoexch.gateway.upstream;

/** What a service answered. */
public record InternalResponse(int status, String contentType, byte[] body) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
