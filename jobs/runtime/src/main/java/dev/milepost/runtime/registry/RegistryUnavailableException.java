package dev.milepost.runtime.registry;

/** The registry gave no answer that settles anything; asked again, it may. */
final class RegistryUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
