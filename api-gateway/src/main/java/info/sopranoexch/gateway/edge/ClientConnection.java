package info.sopranoexch.gateway.edge;

import jakarta.servlet.ServletConnection;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The TCP connection of a request. Reports whether the client has closed it, and whether the server should close it.
 */
public final class ClientConnection implements ServletConnection {
    private final ServletConnection connection;
    private final EdgeProtocol protocol;
    private final SocketWrapperBase<?> socket;

    ClientConnection(ServletConnection connection, EdgeProtocol protocol, SocketWrapperBase<?> socket) {
        this.connection = connection;
        this.protocol = protocol;
        this.socket = socket;
    }

    /** @throws IllegalStateException if the connector does not use {@link EdgeProtocol} */
    public static ClientConnection of(HttpServletRequest request) {
        if (request.getServletConnection() instanceof ClientConnection connection) {
            return connection;
        }
        throw new IllegalStateException("the connector must use " + EdgeProtocol.class.getName());
    }

    /**
     * Returns true if the client has closed the connection or its sending direction (TCP half-close). The check does
     * not block, and the client's next request stays in the buffer. Call it only from the thread of the request,
     * after the body has been read.
     */
    public boolean isClosedByClient() {
        try {
            return !socket.isReadyForRead() && socket.isClosed();
        } catch (IOException e) {
            return true; // The stream ended or was reset.
        }
    }

    /** Returns true if many connections are open, so this one should be closed after its response. */
    public boolean shouldClose() {
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
