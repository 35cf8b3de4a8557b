package dev.milepost.console.oidc;

/** The provider does not answer, or not with what can be trusted. */
final class ProviderException extends Exception {

    private static final long serialVersionUID = 1L;

    ProviderException(String message) {
        super(message);
    }

    ProviderException(String message, Throwable cause) {
        super(message, cause);
    }
}
