package info.sopranoexch.gateway.edge;

import jakarta.servlet.ServletConnection;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;

/** HTTP/1.1 of Tomcat that gives a request access to its {@link ClientConnection}. */
public final class EdgeProtocol extends Http11NioProtocol {
    /** Above this part of the permitted connections, each connection is closed after its response. */
    private static final double CROWDED = 0.75;

    @Override
    protected Processor createProcessor() {
        return new EdgeProcessor(this, getAdapter());
    }

    boolean isCrowded() {
        return getConnectionCount() > getMaxConnections() * CROWDED;
    }

    private static final class EdgeProcessor extends Http11Processor {
        private final EdgeProtocol protocol;

        EdgeProcessor(EdgeProtocol protocol, Adapter adapter) {
            super(protocol, adapter);
            this.protocol = protocol;
        }

        @Override
        protected ServletConnection getServletConnection() {
            return new ClientConnection(super.getServletConnection(), protocol, getSocketWrapper());
        }
    }
}
