package dev.milepost.console.security;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import io.javalin.http.TooManyRequestsResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Stands before every route: says who comes, and lets through whom the route's roles name, with the token that shows that a
 * change comes from a page of this console, and not too often. What a browser says that another site sends, changes nothing, signing in
 * among it: whoever is signed in to somebody else's account without knowing works for them.
 */
public final class Guard {

    /** Form field and header of the token against forged requests. */
    public static final String FORGERY_FIELD = "_token";

    public static final String FORGERY_HEADER = "X-Milepost-Token";

    /** Of what a page asks by itself, time and again, with nobody there. Who sends it without need shortens their own session. */
    static final String REFRESH_HEADER = "X-Milepost-Refresh";

    private static final String COOKIE = "milepost-session";
    private static final String SESSION = "session";
    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "Bearer ";
    private static final Set<HandlerType> READS = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    private final Sessions sessions;
    private final RateLimits limits;
    private final AuditLog audit;
    private final Refusals refusals;
    private final RateLimits strangers = new RateLimits(1);
    private final Function<String, Optional<Account>> tokens;
    private final Clock clock;
    private final OwnAddress own;

    /**
     * Of one console.
     *
     * @param limits of each account, and of each address that is not signed in
     * @param refusals what of it strangers are told too often for the record of changes
     * @param tokens whose a token is that a program sends
     * @param clock when it sends it
     * @param own where people reach it
     */
    public Guard(
            Sessions sessions,
            RateLimits limits,
            AuditLog audit,
            Refusals refusals,
            Function<String, Optional<Account>> tokens,
            Clock clock,
            OwnAddress own) {
        this.sessions = sessions;
        this.limits = limits;
        this.audit = audit;
        this.refusals = refusals;
        this.tokens = tokens;
        this.clock = clock;
        this.own = own;
    }

    /**
     * Before everything, pages that there are not among it: says who comes.
     *
     * @throws TooManyRequestsResponse where they come too often
     */
    public void identify(Context context) {
        SecurityHeaders.set(context, own.isHttps());
        Optional<Session> session = isProgram(context)
                ? bearer(context)
                : sessions.find(context.cookie(COOKIE), context.header(REFRESH_HEADER) == null);
        session.ifPresent(found -> context.attribute(SESSION, found));
        String who = session.map(found -> "account " + found.account().name()).orElse("address " + context.ip());
        if (!limits.mayCome(who)) {
            throw new TooManyRequestsResponse("You asked too often. Wait a minute.");
        }
    }

    /**
     * Before a route's own handler.
     *
     * @throws SignInNeededException where nobody is signed in and the route is not for anyone
     * @throws ForbiddenResponse where another site sends it, or the roles or the token do not let them
     */
    public void authorise(Context context) {
        boolean open = context.routeRoles().contains(Role.ANYONE);
        boolean change = !READS.contains(context.method()) && !isProgram(context);
        Optional<Session> session = session(context);
        if (!open && session.isEmpty()) {
            throw new SignInNeededException();
        }
        if (change && own.isSentFromElsewhere(context)) {
            throw refused(
                    context,
                    "site",
                    "This came from a page that is not of this console. Open " + own.origin(context)
                            + " and do it there, if it was you.");
        }
        if (open) {
            return;
        }
        if (!Role.mayCome(account(context).roles(), context.routeRoles())) {
            throw refused(context, "role", "Your account has not the role that this needs.");
        }
        if (change && !hasToken(context, session.get())) {
            throw refused(
                    context,
                    "token",
                    "This change did not come from a page of this console. Load the page again and repeat it.");
        }
    }

    private ForbiddenResponse refused(Context context, String why, String message) {
        Optional<Session> session = session(context);
        if (session.isPresent() || strangers.mayCome("address " + context.ip())) {
            String actor = session.map(found -> found.account().name()).orElse("");
            audit.record(actor, "refused", context.method() + " " + context.path(), why);
        } else {
            refusals.note(why);
        }
        return new ForbiddenResponse(message);
    }

    /** No browser sends that header by itself, so no other site can make one send it. */
    private static boolean isProgram(Context context) {
        return context.path().startsWith("/api/") && context.header(AUTHORIZATION) != null;
    }

    private Optional<Session> bearer(Context context) {
        String header = context.header(AUTHORIZATION);
        return header.startsWith(BEARER)
                ? tokens.apply(header.substring(BEARER.length()).strip())
                        .map(account -> new Session(account, "", clock.instant()))
                : Optional.empty();
    }

    private static boolean hasToken(Context context, Session session) {
        String header = context.header(FORGERY_HEADER);
        String token = header != null ? header : context.formParam(FORGERY_FIELD);
        return token != null && Tokens.same(token, session.forgery());
    }

    /** Who is signed in. */
    public static Optional<Session> session(Context context) {
        return Optional.ofNullable(context.attribute(SESSION));
    }

    /** Who is signed in, where the route is not for anyone. */
    public static Account account(Context context) {
        return session(context).orElseThrow(SignInNeededException::new).account();
    }

    /** Signs somebody in, with a new session whatever they had. */
    public void begin(Context context, SignedIn who) {
        sessions.end(context.cookie(COOKIE));
        context.cookie(cookie(sessions.begin(who), -1));
        audit.record(who.account().name(), "sign_in", "", "ok");
    }

    /** Signs whoever it is out. */
    public void end(Context context) {
        session(context).ifPresent(session -> audit.record(session.account().name(), "sign_out", "", "ok"));
        sessions.end(context.cookie(COOKIE));
        context.cookie(cookie("", 0));
    }

    private Cookie cookie(String value, int maxAge) {
        Cookie cookie = new Cookie(COOKIE, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(own.isHttps());
        cookie.setSameSite(SameSite.LAX);
        cookie.setMaxAge(maxAge);
        return cookie;
    }
}
