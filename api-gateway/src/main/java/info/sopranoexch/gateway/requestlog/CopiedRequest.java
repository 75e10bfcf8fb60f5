package info.sopranoexch.gateway.requestlog;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/** A request whose body is copied while its handler reads it. */
final class CopiedRequest extends HttpServletRequestWrapper {
    private final BodyCopy copy;

    CopiedRequest(HttpServletRequest request, int limit) {
        super(request);
        this.copy = new BodyCopy(limit);
    }

    byte[] body() {
        return copy.bytes();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream in = super.getInputStream();
        return new ServletInputStream() {
            @Override
            public int read() throws IOException {
                int value = in.read();
                if (value >= 0) {
                    copy.add(value);
                }
                return value;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = in.read(target, offset, length);
                if (count > 0) {
                    copy.add(target, offset, count);
                }
                return count;
            }

            @Override
            public boolean isFinished() {
                return in.isFinished();
            }

            @Override
            public boolean isReady() {
                return in.isReady();
            }

            @Override
            public void setReadListener(ReadListener listener) {
                in.setReadListener(listener);
            }
        };
    }
}
