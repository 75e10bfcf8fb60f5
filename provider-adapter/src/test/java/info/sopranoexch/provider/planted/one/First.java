package info.sopranoexch.provider.planted.one;

import info.sopranoexch.provider.planted.two.Second;
import info.sopranoexch.schemas.avro.ProviderStatus;

/** Planted: a cycle, an Avro type in the middle, and a word of Paymoon's. */
public class First {
    static final String WORD = "external_id";
    static final ProviderStatus STATUS = ProviderStatus.paid;

    public Second second() {
        return new Second();
    }
}
