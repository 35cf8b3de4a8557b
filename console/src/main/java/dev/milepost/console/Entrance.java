package dev.milepost.console;

import dev.milepost.console.oidc.OidcSettings;
import dev.milepost.console.oidc.OidcSignIn;
import dev.milepost.console.security.AuditLog;
import dev.milepost.console.security.Guard;
import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.OwnAddress;
import dev.milepost.console.security.RateLimits;
import dev.milepost.console.security.Refusals;
import dev.milepost.console.security.Role;
import dev.milepost.console.security.Sessions;
import dev.milepost.console.web.Pages;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How people and programs come in: with a name and a password of this stack's own, or at an OpenID Connect provider; programs with a
 * token of an account of this stack.
 */
final class Entrance {

    private static final Set<Role> ANYONE = EnumSet.of(Role.ANYONE);
    private static final Set<Role> SIGNED_IN = EnumSet.of(Role.ANALYST, Role.GROWTH, Role.REVIEWER);

    private final Settings settings;
    private final OwnAddress own;
    private final AuditLog audit;
    private final Guard guard;
    private final Clock clock;
    private final Refusals refusals = new Refusals();

    /** Of this stack; null: people sign in at a provider. */
    private final LocalAccounts accounts;

    /**
     * Of one console.
     *
     * @param accounts the file of this stack's accounts, which is read where no provider is named
     */
    Entrance(Settings settings, Path accounts, AuditLog audit, Clock clock) {
        this.settings = settings;
        this.own = new OwnAddress(settings.get(ConsoleSettings.URL));
        this.audit = audit;
        this.clock = clock;
        this.accounts = settings.get(OidcSettings.ISSUER).isEmpty() ? new LocalAccounts(accounts) : null;
        this.guard = new Guard(
                new Sessions(
                        clock,
                        Duration.ofMinutes(settings.get(ConsoleSettings.IDLE_MINUTES)),
                        Duration.ofHours(settings.get(ConsoleSettings.SESSION_HOURS))),
                new RateLimits(settings.get(ConsoleSettings.REQUESTS_PER_MINUTE)),
                audit,
                refusals,
                this.accounts == null ? token -> Optional.empty() : this.accounts::bearer,
                clock,
                own);
    }

    /** Whether people reach the console by HTTPS alone. */
    boolean isHttps() {
        return own.isHttps();
    }

    Guard guard() {
        return guard;
    }

    /**
     * Where people sign in and out.
     *
     * @param environment of the process: where secrets are
     * @param address where people reach the console, once it listens
     */
    List<Route> routes(Map<String, String> environment, Supplier<String> address, Pages pages) {
        RateLimits tries = new RateLimits(settings.get(ConsoleSettings.SIGN_INS_PER_MINUTE));
        SignIn signIn = new SignIn(accounts, guard, tries, refusals, audit, pages);
        Route page = Route.get("/sign-in", ANYONE, signIn::page);
        Route out = Route.post("/sign-out", SIGNED_IN, signIn::signOut);
        if (accounts != null) {
            return List.of(page, Route.post("/sign-in", ANYONE, signIn::submit), out);
        }
        OidcSignIn provider = new OidcSignIn(
                settings,
                environment.getOrDefault(OidcSettings.SECRET, ""),
                address,
                guard,
                audit,
                new OidcSignIn.Door(tries, refusals, clock));
        return List.of(
                page,
                Route.get("/sign-in/provider", ANYONE, provider::begin),
                Route.get(OidcSignIn.CALLBACK, ANYONE, provider::end),
                out);
    }
}
