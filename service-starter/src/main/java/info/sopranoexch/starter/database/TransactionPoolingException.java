package info.sopranoexch.starter.database;

/** A connection pooler in transaction mode stands between the service and its database. */
final class TransactionPoolingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TransactionPoolingException() {
        super("The database is reached through a connection pooler in transaction mode (such as PgBouncer's"
                + " pool_mode=transaction); session mode or a direct connection is needed.");
    }
}
