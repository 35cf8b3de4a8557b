package dev.milepost.cli.chaos;

/** The harness could not do what it is for; the message says what came instead, and where the logs are. */
public final class ChaosFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChaosFailure(String message) {
        super(message);
    }

    ChaosFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
