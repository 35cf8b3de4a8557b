package dev.milepost.console;

import dev.milepost.console.api.Api;
import dev.milepost.console.customer.CustomerPages;
import dev.milepost.console.dashboard.DashboardPages;
import dev.milepost.console.experiment.ExperimentPages;
import dev.milepost.console.oidc.OidcSettings;
import dev.milepost.console.oidc.OidcSignIn;
import dev.milepost.console.program.ProgramPages;
import dev.milepost.console.security.AuditLog;
import dev.milepost.console.security.Guard;
import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.RateLimits;
import dev.milepost.console.security.Role;
import dev.milepost.console.security.Sessions;
import dev.milepost.console.web.Failures;
import dev.milepost.console.web.Pages;
import dev.milepost.runtime.settings.Settings;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The console's server. */
public final class Console implements AutoCloseable {

    private static final Set<Role> ANYONE = EnumSet.of(Role.ANYONE);
    private static final Set<Role> SIGNED_IN = EnumSet.of(Role.ANALYST, Role.GROWTH, Role.REVIEWER);

    private static final Set<Role> GROWTH = EnumSet.of(Role.ANALYST, Role.GROWTH);

    /** The file of local accounts in the console's folder. */
    public static final String ACCOUNTS = "accounts.json";

    /** The folder of what dry runs found, in the console's folder. */
    public static final String DRY_RUNS = "dry-runs";

    /** Largest body of a request: the forms are small. */
    private static final long LARGEST_REQUEST = 64 << 10;

    private final Javalin server;
    private final List<Route> routes;
    private final AuditLog audit;
    private final String address;

    private Console(Javalin server, List<Route> routes, AuditLog audit, String address) {
        this.address = address;
        this.server = server;
        this.routes = routes;
        this.audit = audit;
    }

    /**
     * Starts it.
     *
     * @param environment of the process: where secrets are
     * @param reads the warehouse
     * @param folder where its accounts ({@link #ACCOUNTS}), its record of changes ({@code audit.jsonl}) and what dry runs found
     *     ({@link #DRY_RUNS}) are; made if need be
     */
    public static Console start(
            Settings settings, Map<String, String> environment, Reads reads, Path folder, Clock clock)
            throws IOException {
        Files.createDirectories(folder);
        AuditLog audit = AuditLog.open(folder.resolve("audit.jsonl"), clock);
        boolean https = settings.get(ConsoleSettings.URL).startsWith("https:");
        boolean atProvider = !settings.get(OidcSettings.ISSUER).isEmpty();
        LocalAccounts accounts = atProvider ? null : new LocalAccounts(folder.resolve(ACCOUNTS));
        Guard guard = new Guard(
                new Sessions(
                        clock,
                        Duration.ofMinutes(settings.get(ConsoleSettings.IDLE_MINUTES)),
                        Duration.ofHours(settings.get(ConsoleSettings.SESSION_HOURS))),
                new RateLimits(settings.get(ConsoleSettings.REQUESTS_PER_MINUTE)),
                audit,
                atProvider ? token -> Optional.empty() : accounts::bearer,
                https);
        Pages pages = new Pages();
        List<Route> routes =
                new ArrayList<>(routes(new DashboardPages(reads, pages, clock), new CustomerPages(reads, pages)));
        routes.addAll(programs(new ProgramPages(reads, pages, folder.resolve(DRY_RUNS), clock)));
        routes.addAll(experiments(new ExperimentPages(reads, pages, settings)));
        routes.addAll(Api.routes(reads));
        routes.add(Route.get("/audit", EnumSet.of(Role.ADMIN), new AuditPages(audit, pages)::page));
        AtomicInteger port = new AtomicInteger(settings.get(ConsoleSettings.PORT));
        RateLimits tries = new RateLimits(settings.get(ConsoleSettings.SIGN_INS_PER_MINUTE));
        SignIn signIn = new SignIn(accounts, guard, tries, audit, pages);
        routes.addAll(
                atProvider
                        ? routes(
                                signIn,
                                new OidcSignIn(
                                        settings,
                                        environment.getOrDefault(OidcSettings.SECRET, ""),
                                        () -> address(settings, port.get()),
                                        guard,
                                        audit))
                        : routes(signIn));
        Javalin server = Javalin.create(config -> configure(config, guard, new Failures(pages, https), routes));
        server.start(settings.get(ConsoleSettings.HOST), port.get());
        port.set(server.port());
        return new Console(server, List.copyOf(routes), audit, address(settings, port.get()));
    }

    /** Where people reach it, without a slash at the end. */
    private static String address(Settings settings, int port) {
        String url = settings.get(ConsoleSettings.URL);
        return url.isEmpty()
                ? "http://" + settings.get(ConsoleSettings.HOST) + ":" + port
                : url.replaceFirst("/+$", "");
    }

    /** With names and passwords. */
    private static List<Route> routes(SignIn signIn) {
        return List.of(
                Route.get("/sign-in", ANYONE, signIn::page),
                Route.post("/sign-in", ANYONE, signIn::submit),
                Route.post("/sign-out", SIGNED_IN, signIn::signOut));
    }

    /** At a provider, where passwords are taken nowhere else. */
    private static List<Route> routes(SignIn signIn, OidcSignIn provider) {
        return List.of(
                Route.get("/sign-in", ANYONE, signIn::page),
                Route.get("/sign-in/provider", ANYONE, provider::begin),
                Route.get(OidcSignIn.CALLBACK, ANYONE, provider::end),
                Route.post("/sign-out", SIGNED_IN, signIn::signOut));
    }

    private static List<Route> routes(DashboardPages dashboards, CustomerPages customers) {
        return List.of(
                Route.get("/", SIGNED_IN, context -> context.redirect("/dashboards", HttpStatus.SEE_OTHER)),
                Route.get("/dashboards", SIGNED_IN, dashboards::list),
                Route.get("/dashboards/{uid}", SIGNED_IN, dashboards::page),
                Route.get("/dashboards/{uid}/panels/{id}", SIGNED_IN, dashboards::panel),
                Route.get("/dashboards/{uid}/panels/{id}/csv", SIGNED_IN, dashboards::csv),
                Route.get("/customers", SIGNED_IN, customers::search),
                Route.get("/customers/one", SIGNED_IN, customers::page),
                Route.get("/assets/{name}", ANYONE, Assets::serve));
    }

    private static List<Route> programs(ProgramPages programs) {
        return List.of(
                Route.get("/programs", GROWTH, programs::list), Route.get("/programs/{id}", GROWTH, programs::page));
    }

    private static List<Route> experiments(ExperimentPages experiments) {
        return List.of(
                Route.get("/experiments", GROWTH, experiments::list),
                Route.get("/experiments/{id}", GROWTH, experiments::page),
                Route.get("/experiments/{id}/csv", GROWTH, experiments::csv),
                Route.get("/experiments/{id}/over-time", GROWTH, experiments::overTime),
                Route.get("/experiments/{id}/over-time/csv", GROWTH, experiments::overTimeCsv));
    }

    private static void configure(JavalinConfig config, Guard guard, Failures failures, List<Route> routes) {
        config.startup.showJavalinBanner = false;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.http.defaultContentType = "text/html; charset=utf-8";
        config.routes.before(guard::identify);
        config.routes.beforeMatched(guard::authorise);
        failures.register(config.routes);
        for (Route route : routes) {
            config.routes.addEndpoint(Endpoint.create(route.method(), route.path())
                    .addMetadata(new Roles(Set.copyOf(route.roles())))
                    .handler(route.handler()));
        }
    }

    /** Everything that can be asked. */
    List<Route> routes() {
        return routes;
    }

    /** Where people reach it. */
    public String address() {
        return address;
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() throws IOException {
        server.stop();
        audit.close();
    }
}
