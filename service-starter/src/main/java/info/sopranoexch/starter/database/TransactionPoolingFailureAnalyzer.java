package info.sopranoexch.starter.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports the reason for the failed start in one line, without a stack trace. */
final class TransactionPoolingFailureAnalyzer extends AbstractFailureAnalyzer<TransactionPoolingException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TransactionPoolingException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Set pool_mode=session for this database, or point DATABASE_URL at PostgreSQL itself.",
                cause);
    }
}
