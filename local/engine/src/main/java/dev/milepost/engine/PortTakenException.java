package dev.milepost.engine;

/** A port that a person or a setting asked for is held by somebody else. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int port;

    PortTakenException(String what, int port, Throwable cause) {
        super(
                "Port " + port + " on 127.0.0.1, wanted for " + what
                        + ", is already in use. Stop the program that holds it, or choose another port.",
                cause);
        this.port = port;
    }

    /** The port that was wanted. */
    public int port() {
        return port;
    }
}
