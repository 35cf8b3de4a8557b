package dev.milepost.console;

import dev.milepost.console.review.ReviewStream;
import dev.milepost.console.security.AuditLog;
import dev.milepost.console.security.Guard;
import dev.milepost.console.security.TrustedProxies;
import dev.milepost.console.web.Failures;
import dev.milepost.console.web.Pages;
import dev.milepost.console.web.UnreadableRequests;
import dev.milepost.runtime.settings.Settings;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The console's server. */
public final class Console implements AutoCloseable {

    /** The file of local accounts in the console's folder. */
    public static final String ACCOUNTS = "accounts.json";

    /** The folder, in the console's, of what dry runs found. */
    public static final String DRY_RUNS = "dry-runs";

    /** Largest body of a request, in bytes: forms and decisions are small. */
    public static final int LARGEST_REQUEST = 64 << 10;

    private final Javalin server;
    private final List<Route> routes;
    private final AuditLog audit;
    private final ReviewStream reviews;
    private final String address;

    private Console(Javalin server, List<Route> routes, AuditLog audit, ReviewStream reviews, String address) {
        this.server = server;
        this.routes = routes;
        this.audit = audit;
        this.reviews = reviews;
        this.address = address;
    }

    /** Starts one that only reads, without secrets: what reviewers decide cannot be sent. */
    public static Console start(Settings settings, Reads reads, Path folder, Clock clock) throws IOException {
        return start(settings, Map.of(), reads, ReviewStream.none(), folder, clock);
    }

    /**
     * Starts it.
     *
     * @param environment of the process: where secrets are
     * @param reads the warehouse
     * @param reviews where decisions of reviewers go; closed with the console
     * @param folder where its accounts ({@link #ACCOUNTS}), its record of changes ({@code audit.jsonl}) and what dry runs found
     *     ({@link #DRY_RUNS}) are; made if need be
     */
    public static Console start(
            Settings settings,
            Map<String, String> environment,
            Reads reads,
            ReviewStream reviews,
            Path folder,
            Clock clock)
            throws IOException {
        Files.createDirectories(folder);
        AuditLog audit = AuditLog.open(folder.resolve("audit.jsonl"), clock);
        Entrance entrance = new Entrance(settings, folder.resolve(ACCOUNTS), audit, clock);
        Pages pages = new Pages();
        AtomicInteger port = new AtomicInteger(settings.get(ConsoleSettings.PORT));
        List<Route> routes = new ArrayList<>(entrance.routes(environment, () -> address(settings, port.get()), pages));
        routes.addAll(
                Rooms.routes(new Rooms.House(reads, pages, audit, settings, clock), reviews, folder.resolve(DRY_RUNS)));
        Failures failures = new Failures(pages, entrance.isHttps());
        TrustedProxies proxies = TrustedProxies.of(settings.get(ConsoleSettings.TRUSTED_PROXIES));
        Javalin server = Javalin.create(config -> {
            config.contextResolver.ip = proxies::client;
            config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new UnreadableRequests(entrance.isHttps())));
            configure(config, entrance.guard(), failures, routes);
        });
        server.start(settings.get(ConsoleSettings.HOST), port.get());
        port.set(server.port());
        return new Console(server, List.copyOf(routes), audit, reviews, address(settings, port.get()));
    }

    /** Where people reach it, without a slash at the end. */
    private static String address(Settings settings, int port) {
        String url = settings.get(ConsoleSettings.URL);
        return url.isEmpty()
                ? "http://" + settings.get(ConsoleSettings.HOST) + ":" + port
                : url.replaceFirst("/+$", "");
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
        reviews.close();
        audit.close();
    }
}
