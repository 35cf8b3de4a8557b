package dev.milepost.console;

import dev.milepost.console.security.AuditLog;
import dev.milepost.console.security.Guard;
import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.RateLimits;
import dev.milepost.console.security.Refusals;
import dev.milepost.console.security.SignedIn;
import dev.milepost.console.web.Pages;
import dev.milepost.console.web.SafePath;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The page where people sign in, signing in with a name and a password of this stack's own accounts, and out. */
final class SignIn {

    private final LocalAccounts accounts;
    private final Guard guard;
    private final RateLimits tries;
    private final Refusals refusals;
    private final AuditLog audit;
    private final Pages pages;

    /**
     * Of one console.
     *
     * @param accounts null: people sign in at a provider
     * @param tries how often an address, and a name, may be tried
     * @param refusals where it is told that it may not
     */
    SignIn(LocalAccounts accounts, Guard guard, RateLimits tries, Refusals refusals, AuditLog audit, Pages pages) {
        this.accounts = accounts;
        this.guard = guard;
        this.tries = tries;
        this.refusals = refusals;
        this.audit = audit;
        this.pages = pages;
    }

    void page(Context context) {
        show(context, "", SafePath.of(context.queryParam("back")));
    }

    void submit(Context context) throws IOException {
        String name = text(context, "name");
        String back = SafePath.of(context.formParam("back"));
        if (!tries.mayCome("address " + context.ip()) || !tries.mayCome("name " + name)) {
            refusals.note("signing in too often");
            context.status(HttpStatus.TOO_MANY_REQUESTS);
            show(context, "Too many tries. Wait a minute.", back);
            return;
        }
        Optional<SignedIn> who = accounts.find(name, text(context, "password"));
        if (who.isEmpty()) {
            audit.record("", "sign_in", known(name), "wrong name or password");
            context.status(HttpStatus.UNAUTHORIZED);
            show(context, "The name or the password is wrong.", back);
            return;
        }
        guard.begin(context, who.get());
        context.redirect(back, HttpStatus.SEE_OTHER);
    }

    void signOut(Context context) {
        guard.end(context);
        context.redirect("/sign-in", HttpStatus.SEE_OTHER);
    }

    private void show(Context context, String problem, String back) {
        pages.show(
                context,
                "sign-in",
                "Sign in",
                Map.of("problem", problem, "back", back, "atProvider", accounts == null));
    }

    private static String text(Context context, String field) {
        String value = context.formParam(field);
        return value == null ? "" : value;
    }

    /** A name that nobody has may be a password in the wrong field. */
    private String known(String name) throws IOException {
        return accounts.has(name) ? name : "(no account of that name)";
    }
}
