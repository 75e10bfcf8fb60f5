package info.sopranoexch.gateway.requestlog;

import java.io.ByteArrayOutputStream;

/** Copies the beginning of a body while the body is read or written. */
final class BodyCopy {
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

    BodyCopy(int limit) {
        this.limit = limit;
    }

    void add(int value) {
        if (bytes.size() < limit) {
            bytes.write(value);
        }
    }

    void add(byte[] source, int offset, int length) {
        int count = Math.min(length, limit - bytes.size());
        if (count > 0) {
            bytes.write(source, offset, count);
        }
    }

    void clear() {
        bytes.reset();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
