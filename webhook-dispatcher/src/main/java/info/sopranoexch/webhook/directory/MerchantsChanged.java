package info.sopranoexch.webhook.directory;

import java.util.List;

/**
 * Told to those who keep something of their own for each merchant, on the thread that reads the directory, after the
 * directory in memory has changed.
 */
public interface MerchantsChanged {
    /**
     * @param changed merchants that are new or were changed
     * @param gone ids of merchants that are no more
     */
    void onMerchantsChanged(List<Merchant> changed, List<Long> gone);
}
