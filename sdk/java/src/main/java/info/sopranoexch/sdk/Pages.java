package info.sopranoexch.sdk;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Reads lists page by page. */
final class Pages {
    private static final int DEFAULT_LIMIT = 100;

    private Pages() {}

    static <T> Page<T> read(Transport transport, String path, Fields filters, Class<T> type) {
        Map<?, ?> page = (Map<?, ?>) transport.get(path, filters);
        return new Page<>(Mapper.toRecords(type, page.get("data")), (String) page.get("next_cursor"));
    }

    static <T> Iterable<T> iterate(Transport transport, String path, Fields filters, Class<T> type) {
        return iterate(filters, "cursor", query -> read(transport, path, query, type));
    }

    /**
     * Reads a page when its first item is needed. Each iterator begins at the first page.
     *
     * @param cursorName the filter that takes the cursor of the previous page
     */
    static <T> Iterable<T> iterate(Fields filters, String cursorName, Function<Fields, Page<T>> reader) {
        return () -> new PageIterator<>(filters, cursorName, reader);
    }

    static Fields copy(Fields filters) {
        Fields copy = new Fields() {};
        filters.values().forEach(copy::put);
        return copy;
    }

    private static final class PageIterator<T> implements Iterator<T> {
        private final Fields query;
        private final String cursorName;
        private final Function<Fields, Page<T>> reader;
        private Iterator<T> items = List.<T>of().iterator();
        private boolean lastPage;

        PageIterator(Fields filters, String cursorName, Function<Fields, Page<T>> reader) {
            this.query = copy(filters);
            this.query.values().putIfAbsent("limit", DEFAULT_LIMIT);
            this.cursorName = cursorName;
            this.reader = reader;
        }

        @Override
        public boolean hasNext() {
            while (!items.hasNext() && !lastPage) {
                Page<T> page = reader.apply(query);
                items = page.data().iterator();
                query.put(cursorName, page.nextCursor());
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
