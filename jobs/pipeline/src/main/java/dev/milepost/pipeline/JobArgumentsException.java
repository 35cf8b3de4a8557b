package dev.milepost.pipeline;

/** A job's arguments are not what it needs; the message says which, and what to give. */
public final class JobArgumentsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JobArgumentsException(String message) {
        super(message);
    }

    JobArgumentsException(String message, Throwable cause) {
        super(message, cause);
    }
}
