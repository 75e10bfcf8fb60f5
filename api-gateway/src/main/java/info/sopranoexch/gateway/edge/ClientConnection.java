package info.sopranoexch.gateway.edge;

import jakarta.servlet.ServletConnection;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** The connection that a request came on. */
public final class ClientConnection implements ServletConnection {
    private final ServletConnection connection;
    private final EdgeProtocol protocol;
    private final SocketWrapperBase<?> socket;

    ClientConnection(ServletConnection connection, EdgeProtocol protocol, SocketWrapperBase<?> socket) {
        this.connection = connection;
        this.protocol = protocol;
        this.socket = socket;
    }

    /** @throws IllegalStateException if the server does not speak {@link EdgeProtocol} */
    public static ClientConnection of(HttpServletRequest request) {
        if (request.getServletConnection() instanceof ClientConnection connection) {
            return connection;
        }
        throw new IllegalStateException("the connector must use " + EdgeProtocol.class.getName());
    }

    /**
     * Whether the client has closed the connection, or its half of it. Looks without waiting; what the client has sent of
     * its next request stays in the buffer. Only for the thread that handles the request, after its body has been read.
     */
    public boolean isClosedByClient() {
        try {
            return !socket.isReadyForRead() && socket.isClosed();
        } catch (IOException e) {
            return true; // end of stream, or reset
        }
    }

    /** Whether so many connections are open that this one should be closed after its answer. */
    public boolean isOneOfTooMany() {
        return protocol.isCrowded();
    }

    @Override
    public String getConnectionId() {
        return connection.getConnectionId();
    }

    @Override
    public String getProtocol() {
        return connection.getProtocol();
    }

    @Override
    public String getProtocolConnectionId() {
        return connection.getProtocolConnectionId();
    }

    @Override
    public boolean isSecure() {
        return connection.isSecure();
    }
}
