package info.sopranoexch.gateway.requestlog;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A response whose body is copied while it is written. Nothing in the API uses {@code getWriter}. */
final class CopiedResponse extends HttpServletResponseWrapper {
    private final BodyCopy copy;
    private @Nullable ServletOutputStream out;

    CopiedResponse(HttpServletResponse response, int limit) {
        super(response);
        this.copy = new BodyCopy(limit);
    }

    byte[] body() {
        return copy.bytes();
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        copy.clear();
    }

    @Override
    public void reset() {
        super.reset();
        copy.clear();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream current = out;
        if (current == null) {
            current = new Copying(super.getOutputStream());
            out = current;
        }
        return current;
    }

    private final class Copying extends ServletOutputStream {
        private final ServletOutputStream target;

        Copying(ServletOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws IOException {
            copy.add(value);
            target.write(value);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            copy.add(source, offset, length);
            target.write(source, offset, length);
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }

        @Override
        public void close() throws IOException {
            target.close();
        }

        @Override
        public boolean isReady() {
            return target.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            target.setWriteListener(listener);
        }
    }
}
