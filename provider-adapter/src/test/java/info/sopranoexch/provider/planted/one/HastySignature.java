package info.sopranoexch.provider.planted.one;

import java.util.Arrays;
import javax.crypto.Mac;

/** Planted: the time it takes tells how much of a signature is right. */
public class HastySignature {
    public boolean matches(Mac mac, byte[] given) {
        return Arrays.equals(mac.doFinal(), given);
    }
}
