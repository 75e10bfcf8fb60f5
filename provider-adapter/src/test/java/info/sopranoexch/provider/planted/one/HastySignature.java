package info.sopranoexch.provider.planted.one;

import java.util.Arrays;
import javax.crypto.Mac;

/** Violation: the duration of the comparison depends on the signature. */
public class HastySignature {
    public boolean matches(Mac mac, byte[] given) {
        return Arrays.equals(mac.doFinal(), given);
    }
}
