package dev.milepost.console.oidc;

/**
 * Somebody on their way to the provider and back.
 *
 * @param state what the provider hands back, so that nobody else's answer is taken for theirs
 * @param nonce what the token holds, so that no other token is
 * @param verifier what shows the provider that the code was meant for this console
 * @param back where they were going
 */
record Attempt(String state, String nonce, String verifier, String back) {}
