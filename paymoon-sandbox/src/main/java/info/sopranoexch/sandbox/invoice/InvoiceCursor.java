package info.sopranoexch.sandbox.invoice;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in the list of changed invoices. Its text, {@code <transaction>_<invoice id>}, is opaque for clients.
 *
 * @param transaction id of the PostgreSQL transaction of the change
 */
record InvoiceCursor(String transaction, String invoiceId) {
    private static final InvoiceCursor START = new InvoiceCursor("0", "");
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,19})_([A-Za-z0-9_]{0,100})");

    /**
     * @param text empty for the start of the list
     * @throws ApiException 400 if the text is no cursor
     */
    static InvoiceCursor parse(String text) {
        if (text.isEmpty()) {
            return START;
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw ApiException.badRequest("updated_after: use next_cursor of an earlier response");
        }
        return new InvoiceCursor(matcher.group(1), matcher.group(2));
    }

    @Override
    public String toString() {
        return transaction + "_" + invoiceId;
    }
}
