package dev.milepost.console.security;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Somebody who has just shown who they are.
 *
 * @param account as what they come
 * @param standing what the account is by now, asked with each of their requests; empty where they are to sign in again
 */
public record SignedIn(Account account, Supplier<Optional<Account>> standing) {

    /** With an account that is what it is for as long as they are signed in. */
    public static SignedIn forTheSession(Account account) {
        return new SignedIn(account, () -> Optional.of(account));
    }
}
