package info.sopranoexch.starter.validation;

import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes every {@link Instant} of a JSON body with milliseconds. */
public final class JsonTimes {
    private JsonTimes() {}

    public static SimpleModule module() {
        return new SimpleModule("timestamps-with-milliseconds").addSerializer(new Milliseconds());
    }

    private static final class Milliseconds extends StdSerializer<Instant> {
        Milliseconds() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator out, SerializationContext context) {
            out.writeString(Timestamps.format(time));
        }
    }
}
