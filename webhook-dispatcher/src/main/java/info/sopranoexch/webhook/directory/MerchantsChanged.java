package info.sopranoexch.webhook.directory;

import java.util.List;

/** A listener for changes of the directory. The reader calls it on its thread, after the directory in memory has changed. */
public interface MerchantsChanged {
    /**
     * @param changed new and changed merchants
     * @param removed ids of removed merchants
     */
    void onMerchantsChanged(List<Merchant> changed, List<Long> removed);
}
