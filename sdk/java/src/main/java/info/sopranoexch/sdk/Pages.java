package info.sopranoexch.sdk;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Reads lists page by page. */
final class Pages {
    private static final int DEFAULT_LIMIT = 100;

    private Pages() {}

    static <T> Page<T> read(Transport transport, String path, Fields filters, Class<T> type) {
        Map<?, ?> page = (Map<?, ?>) transport.get(path, filters);
        return new Page<>(Mapper.toRecords(type, page.get("data")), (String) page.get("next_cursor"));
    }

    /** Reads a page when its first item is needed. Each iterator begins at the first page. */
    static <T> Iterable<T> iterate(Transport transport, String path, Fields filters, Class<T> type) {
        return () -> new PageIterator<>(transport, path, filters, type);
    }

    private static final class PageIterator<T> implements Iterator<T> {
        private final Transport transport;
        private final String path;
        private final Class<T> type;
        private final Fields filters = new Fields() {};
        private Iterator<T> items = List.<T>of().iterator();
        private boolean lastPage;

        PageIterator(Transport transport, String path, Fields filters, Class<T> type) {
            this.transport = transport;
            this.path = path;
            this.type = type;
            this.filters.put("limit", DEFAULT_LIMIT);
            filters.values().forEach(this.filters::put);
        }

        @Override
        public boolean hasNext() {
            while (!items.hasNext() && !lastPage) {
                Page<T> page = read(transport, path, filters, type);
                items = page.data().iterator();
                filters.put("cursor", page.nextCursor());
                lastPage = page.nextCursor() == null;
            }
            return items.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return items.next();
        }
    }
}
