package dev.milepost.engine;

/** A port that a person or a setting asked for is held by somebody else. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Server what;
    private final int port;

    /** Who wanted the port. */
    public enum Server {
        CLICKHOUSE("ClickHouse's HTTP interface"),
        KAFKA("Kafka");

        private final String words;

        Server(String words) {
            this.words = words;
        }
    }

    PortTakenException(Server what, int port, Throwable cause) {
        super(
                "Port " + port + " on 127.0.0.1, wanted for " + what.words
                        + ", is already in use. Stop the program that holds it, or choose another port.",
                cause);
        this.what = what;
        this.port = port;
    }

    /** Who wanted it. */
    public Server server() {
        return what;
    }

    /** The port that was wanted. */
    public int port() {
        return port;
    }
}
