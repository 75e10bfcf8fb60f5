package info.sopranoexch.systemtests;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads data of payment-service that no API returns. */
final class PaymentDatabase {
    private PaymentDatabase() {}

    /**
     * Invoice data of a payment.
     *
     * @param paidMinor in minor units
     * @param status of the invoice
     * @param version of the invoice
     */
    record InvoiceData(long paidMinor, String status, long version) {}

    /** Invoice data of each payment of the merchant, by payment id. */
    static Map<String, InvoiceData> invoiceData(long merchantId) throws SQLException {
        Map<String, InvoiceData> data = new HashMap<>();
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement("""
                        SELECT payment_id, paid_minor, invoice_status, invoice_version
                        FROM payments WHERE merchant_id = ?
                        """)) {
            query.setLong(1, merchantId);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    data.put(rows.getString(1), new InvoiceData(rows.getLong(2), rows.getString(3), rows.getLong(4)));
                }
            }
        }
        return data;
    }

    /** Paymoon's invoice id of each payment of the merchant, by payment id. */
    static Map<String, String> invoices(long merchantId) throws SQLException {
        Map<String, String> invoices = new HashMap<>();
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT payment_id, invoice_id FROM payments WHERE merchant_id = ? AND invoice_id IS NOT NULL")) {
            query.setLong(1, merchantId);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    invoices.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return invoices;
    }

    /** The reasons of quarantined reports, by payment id. */
    static Map<String, List<String>> quarantined(Collection<String> paymentIds) throws SQLException {
        Map<String, List<String>> reasons = new HashMap<>();
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT payment_id, reason FROM quarantine WHERE payment_id = ANY (?)")) {
            query.setArray(1, connection.createArrayOf("text", paymentIds.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    reasons.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
                            .add(rows.getString(2));
                }
            }
        }
        return reasons;
    }

    /** Origin and status of each refund of the payment. */
    static List<String> refunds(String paymentId) throws SQLException {
        return texts("SELECT origin || ' ' || status FROM refunds WHERE payment_id = ?", paymentId);
    }

    /** The number of quarantined reports that are neither applied nor dismissed. */
    static int openQuarantine(String paymentId) throws SQLException {
        return texts(
                        "SELECT reason FROM quarantine WHERE payment_id = ? AND applied_at IS NULL AND dismissed_at IS NULL",
                        paymentId)
                .size();
    }

    private static List<String> texts(String sql, String paymentId) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, paymentId);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(Stack.shared().jdbcUrl("payment"));
    }
}
