package dev.milepost.console.oidc;

import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import dev.milepost.console.security.Account;
import dev.milepost.console.security.AuditLog;
import dev.milepost.console.security.Guard;
import dev.milepost.console.security.RateLimits;
import dev.milepost.console.security.Refusals;
import dev.milepost.console.security.Role;
import dev.milepost.console.security.SignedIn;
import dev.milepost.console.security.Tokens;
import dev.milepost.console.web.SafePath;
import dev.milepost.runtime.settings.Settings;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.javalin.http.TooManyRequestsResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in at the provider: there with a secret of one's own, back with a code, once. */
public final class OidcSignIn {

    /** Where the provider sends people back to. */
    public static final String CALLBACK = "/sign-in/callback";

    private static final Logger LOG = LoggerFactory.getLogger(OidcSignIn.class);
    private static final String COOKIE = "milepost-attempt";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MOST_ATTEMPTS = 10_000;

    /** A name that is shown and kept in records: no controls, no markup. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+ -]{0,62}");

    private final Provider provider;
    private final Settings settings;
    private final Supplier<String> address;
    private final Guard guard;
    private final AuditLog audit;
    private final RateLimits tries;
    private final Refusals refusals;
    private final PendingAttempts attempts;

    /**
     * At the provider of the settings.
     *
     * @param secret the client's; empty: it has none
     * @param address where people reach the console, without a slash at the end
     * @param door how often an address may begin and end a sign-in, and where it is told what is refused
     */
    public OidcSignIn(
            Settings settings, String secret, Supplier<String> address, Guard guard, AuditLog audit, Door door) {
        this.provider = new Provider(settings, secret);
        this.settings = settings;
        this.address = address;
        this.guard = guard;
        this.audit = audit;
        this.tries = door.tries();
        this.refusals = door.refusals();
        this.attempts = new PendingAttempts(door.clock(), PATIENCE, MOST_ATTEMPTS);
    }

    /**
     * What stands before both ways of signing in.
     *
     * @param tries how often an address may try
     * @param refusals where it is told that they may not
     */
    public record Door(RateLimits tries, Refusals refusals, Clock clock) {}

    /** Sends somebody to the provider. */
    public void begin(Context context) {
        checkRate("begin", context);
        Attempt attempt =
                new Attempt(Tokens.next(), Tokens.next(), Tokens.next(), SafePath.of(context.queryParam("back")));
        URI there;
        try {
            there = provider.signIn(attempt, callback());
        } catch (ProviderException e) {
            refusals.note("the provider failed before somebody was sent there");
            throw away(e);
        }
        String key = Tokens.next();
        attempts.put(Tokens.hash(key), attempt, context.ip());
        context.cookie(cookie(key, (int) PATIENCE.toSeconds()));
        context.redirect(there.toString(), HttpStatus.SEE_OTHER);
    }

    /** Takes somebody back from the provider. */
    public void end(Context context) {
        checkRate("end", context);
        Attempt attempt = taken(context.cookie(COOKIE))
                .filter(found -> Tokens.same(found.state(), text(context, "state")))
                .orElseThrow(this::notBegun);
        context.cookie(cookie("", 0));
        String code = text(context, "code");
        if (code.isEmpty()) {
            audit.record("", "sign_in", "", "provider");
            throw new BadRequestResponse(
                    "The provider did not sign you in. Begin again, or ask whoever runs it for an account.");
        }
        IDTokenClaimsSet claims = claims(attempt, code);
        String name = name(claims);
        Set<Role> roles = roles(claims);
        if (roles.isEmpty()) {
            audit.record(name, "sign_in", "", "no role");
            throw new ForbiddenResponse("You are signed in at the provider, and have no role here: ask for the group "
                    + settings.get(OidcSettings.ROLE_PREFIX)
                    + Role.ANALYST.id() + ", or another that begins so.");
        }
        guard.begin(context, SignedIn.forTheSession(new Account(name, roles)));
        context.redirect(attempt.back(), HttpStatus.SEE_OTHER);
    }

    private Optional<Attempt> taken(String key) {
        return key == null ? Optional.empty() : attempts.take(Tokens.hash(key));
    }

    /** Anybody can come so, and as often as they like: it is no line of the record of changes. */
    private BadRequestResponse notBegun() {
        refusals.note("an answer of the provider to a sign-in that was not begun");
        return new BadRequestResponse("This sign-in was begun elsewhere, or too long ago. Begin again.");
    }

    private void checkRate(String what, Context context) {
        if (!tries.mayCome(what + " address " + context.ip())) {
            refusals.note("signing in too often");
            throw new TooManyRequestsResponse("Too many tries. Wait a minute.");
        }
    }

    private String name(IDTokenClaimsSet claims) {
        String named = claims.getStringClaim(settings.get(OidcSettings.NAME_CLAIM));
        String subject = claims.getSubject().getValue();
        return named != null && NAME.matcher(named).matches()
                ? named
                : subject.substring(0, Math.min(subject.length(), 63));
    }

    private Set<Role> roles(IDTokenClaimsSet claims) {
        Object claim = claims.getClaim(settings.get(OidcSettings.ROLES_CLAIM));
        Collection<?> groups = claim instanceof Collection<?> list
                ? list
                : List.of((claim == null ? "" : claim.toString()).split(" "));
        String prefix = settings.get(OidcSettings.ROLE_PREFIX);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Object group : groups) {
            String id = String.valueOf(group);
            if (id.startsWith(prefix)) {
                Role.of(id.substring(prefix.length())).ifPresent(roles::add);
            }
        }
        return roles;
    }

    private URI callback() {
        return URI.create(address.get() + CALLBACK);
    }

    private IDTokenClaimsSet claims(Attempt attempt, String code) {
        try {
            return provider.claims(attempt, code, callback());
        } catch (ProviderException e) {
            audit.record("", "sign_in", "", "provider");
            throw away(e);
        }
    }

    private HttpResponseException away(ProviderException e) {
        LOG.warn("Sign-in at {} failed", settings.get(OidcSettings.ISSUER), e);
        return new HttpResponseException(
                HttpStatus.BAD_GATEWAY.getCode(),
                "You cannot be signed in just now: of the provider, " + e.getMessage()
                        + ". The server's log says more.");
    }

    private static String text(Context context, String parameter) {
        String value = context.queryParam(parameter);
        return value == null ? "" : value;
    }

    private Cookie cookie(String value, int maxAge) {
        Cookie cookie = new Cookie(COOKIE, value);
        cookie.setPath("/sign-in");
        cookie.setHttpOnly(true);
        cookie.setSecure(address.get().startsWith("https:"));
        cookie.setSameSite(SameSite.LAX);
        cookie.setMaxAge(maxAge);
        return cookie;
    }
}
