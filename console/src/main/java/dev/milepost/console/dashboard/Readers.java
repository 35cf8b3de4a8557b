package dev.milepost.console.dashboard;

import dev.milepost.console.security.Account;
import dev.milepost.console.security.Guard;
import dev.milepost.console.security.Role;
import io.javalin.http.Context;

/** Who may read which dashboard: everybody who is signed in, but the queue of cases, which the API keeps to the same roles. */
final class Readers {

    private static final String FRAUD = "milepost-fraud";

    private Readers() {}

    static boolean mayRead(Context context, String uid) {
        Account account = Guard.account(context);
        return !uid.equals(FRAUD) || Role.READERS_OF_FRAUD.stream().anyMatch(account::may);
    }
}
