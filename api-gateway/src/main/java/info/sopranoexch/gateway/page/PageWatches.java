package info.sopranoexch.gateway.page;

import info.sopranoexch.gateway.page.PageSource.Found;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One watch a payment, shared by all who look at its page; at most {@value #MAX_VIEWERS} viewers in all. */
@Component
class PageWatches {
    private static final int MAX_VIEWERS = 2_000;

    private final PageSource source;
    private final Map<String, PageWatch> watches = new ConcurrentHashMap<>();
    private final AtomicInteger viewers = new AtomicInteger();

    PageWatches(PageSource source) {
        this.source = source;
    }

    /** @return null when there are too many; otherwise to be given back with {@link #leave} */
    @Nullable
    PageWatch join(PageState seen) {
        if (viewers.incrementAndGet() > MAX_VIEWERS) {
            viewers.decrementAndGet();
            return null;
        }
        return watches.compute(seen.paymentId(), (id, known) -> {
            PageWatch watch = known == null ? new PageWatch(id, seen, this) : known;
            watch.viewers++;
            if (known == null) {
                watch.start();
            }
            return watch;
        });
    }

    void leave(PageWatch watch) {
        viewers.decrementAndGet();
        watches.computeIfPresent(watch.paymentId(), (id, known) -> {
            known.viewers--;
            if (known.viewers > 0) {
                return known;
            }
            known.stop();
            return null;
        });
    }

    int count() {
        return watches.size();
    }

    @Nullable
    PageState look(String paymentId) {
        return source.find(paymentId) instanceof Found.Known(PageState state) ? state : null;
    }
}
