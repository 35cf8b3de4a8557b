package dev.milepost.console.security;

/** Nobody is signed in where somebody has to be. */
public final class SignInNeededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SignInNeededException() {
        super("Sign in first.");
    }
}
