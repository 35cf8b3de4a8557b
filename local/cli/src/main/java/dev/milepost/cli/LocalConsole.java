package dev.milepost.cli;

import dev.milepost.console.Console;
import dev.milepost.console.ConsoleSettings;
import dev.milepost.console.Reads;
import dev.milepost.console.oidc.OidcSettings;
import dev.milepost.console.review.ReviewStream;
import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.settings.Settings;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The console of a stack on this machine, or on its own. */
final class LocalConsole implements AutoCloseable {

    /** Where it listens unless told otherwise; the dashboards' links into the console go there. */
    static final int PORT = 8_090;

    /** Who may look around in a demo, by name. */
    private static final Map<String, Role> VISITORS = visitors();

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final ClickHouseClient client;
    private final Console console;
    private final Path folder;
    private final boolean atProvider;

    private LocalConsole(ClickHouseClient client, Console console, Order order) {
        this.client = client;
        this.console = console;
        this.folder = order.folder();
        this.atProvider = !order.settings().get(OidcSettings.ISSUER).isEmpty();
    }

    private static Map<String, Role> visitors() {
        Map<String, Role> visitors = new LinkedHashMap<>();
        visitors.put("ana", Role.ANALYST);
        visitors.put("gro", Role.GROWTH);
        visitors.put("rev", Role.REVIEWER);
        visitors.put("second", Role.REVIEWER);
        visitors.put("admin", Role.ADMIN);
        return visitors;
    }

    /**
     * What to start.
     *
     * @param folder of its accounts and record of changes
     * @param environment of the process: where secrets are
     */
    record Order(Path folder, Settings settings, Map<String, String> environment) {}

    /**
     * Starts it.
     *
     * @param client of the warehouse; closed with the console
     * @param reviews where decisions of reviewers go; closed with the console
     * @throws CommandFailure where its port is taken and is another than {@link #PORT}, which gives way to one that is free
     */
    static LocalConsole start(ClickHouseClient client, ReviewStream reviews, Order order, Terminal terminal)
            throws IOException {
        try {
            return new LocalConsole(client, open(new Reads(client), reviews, order, terminal), order);
        } catch (IOException | RuntimeException e) {
            reviews.close();
            client.close();
            throw e;
        }
    }

    private static Console open(Reads reads, ReviewStream reviews, Order order, Terminal terminal) throws IOException {
        int port = order.settings().get(ConsoleSettings.PORT);
        try {
            return open(reads, reviews, order, order.settings());
        } catch (JavalinBindException e) {
            if (port != PORT) {
                throw new CommandFailure(
                        ExitCode.PORT_TAKEN,
                        "The console's port " + port + " cannot be had: " + e.getMessage()
                                + " Name another by --set console.port=N; 0 takes any that is free.",
                        e);
            }
            terminal.tell("Port " + PORT + " is taken: the console takes another. Links from dashboards into it go to "
                    + PORT + ".");
            return open(reads, reviews, order, order.settings().with(ConsoleSettings.PORT, 0));
        }
    }

    private static Console open(Reads reads, ReviewStream reviews, Order order, Settings settings) throws IOException {
        return Console.start(settings, order.environment(), reads, reviews, order.folder(), Clock.systemUTC());
    }

    String address() {
        return console.address();
    }

    /** What is missing before anybody can sign in. */
    Optional<String> hint() {
        return atProvider || Files.exists(folder.resolve(Console.ACCOUNTS))
                ? Optional.empty()
                : Optional.of("              nobody can sign in yet: ./milepost users add NAME --role analyst");
    }

    /** Lets in who looks around in a demo, all with one password; returns what to tell of them. */
    static String letVisitorsIn(Path folder) throws IOException {
        StringBuilder password = new StringBuilder();
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < LocalAccounts.SHORTEST_PASSWORD; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        LocalAccounts accounts =
                new LocalAccounts(Files.createDirectories(folder).resolve(Console.ACCOUNTS));
        for (Map.Entry<String, Role> visitor : VISITORS.entrySet()) {
            accounts.put(visitor.getKey(), EnumSet.of(visitor.getValue()), password.toString());
        }
        return "as " + String.join(", ", VISITORS.keySet()) + ", each with the password " + password;
    }

    @Override
    public void close() throws IOException {
        try {
            console.close();
        } finally {
            client.close();
        }
    }
}
