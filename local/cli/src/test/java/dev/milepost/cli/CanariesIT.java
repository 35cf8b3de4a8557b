package dev.milepost.cli;

import static dev.milepost.cli.LiveStack.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.console.oidc.OidcSettings;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.registry.RegistryCredentials;
import dev.milepost.testkit.registry.TestRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets, and personal data in every place where somebody may have put it, go through a stack in a process of its own, through
 * commands that fail, and through a backfill. Then they are looked for: in what commands say, files, logs, topics, tables, pages of the
 * console and what Flink shows of its job. Raw data is only where a producer wrote it: in its topic, and in that topic's archive.
 */
class CanariesIT {

    private static final String LOG_FILE = "milepost.log.file";

    /** Of ingest: the review is of no case, which the job finds out later. */
    private static final String LETTERS = "SELECT count() FROM dead_letters WHERE stream != 'reviews'";

    @TempDir
    private Path folder;

    private final Canaries secret = new Canaries(100);
    private final Canaries producers = new Canaries(200);
    private final Said said = new Said();
    private Path input;
    private Path work;
    private String password;
    private Map<String, String> environment;
    private Shell shell;

    @BeforeEach
    void prepare() throws IOException {
        input = folder.resolve("input");
        work = Files.createDirectories(folder.resolve("work"));
        CanaryFiles.write(input, secret);
        password = secret.secret("password");
        environment = Map.of(
                PersonalData.KEY_VARIABLE, secret.secret("hash-key"),
                WarehouseOptions.PASSWORD, secret.secret("clickhouse"),
                RegistryCredentials.USER, "asker",
                RegistryCredentials.PASSWORD, secret.secret("registry"),
                OidcSettings.SECRET, secret.secret("oidc"));
        shell = new Shell(ChildCommand.home(work), environment);
        logInto(ChildCommand.home(work).resolve("log/in-process.log").toString());
    }

    @AfterEach
    void logAsBefore() {
        LoggerContext.getContext(false).setConfigLocation(null);
        System.clearProperty(LOG_FILE);
    }

    /** Commands in this process write their log as those in one of their own do. */
    private static void logInto(String file) {
        System.setProperty(LOG_FILE, file);
        LoggerContext.getContext(false)
                .setConfigLocation(
                        URI.create(Main.class.getResource("log4j2.xml").toString()));
    }

    @Test
    void noSecretAndNothingPersonalIsWrittenOrShown() throws Exception {
        try (Warehouse server = Warehouse.embedded(work.resolve("server"), 0);
                TestRegistry registry = new TestRegistry()) {
            String token = letIn("admin");
            // The first question of the job is answered so, and told in its log.
            registry.reply(new TestRegistry.Reply(401, "{\"error_code\":401}"));
            try (ChildCommand stack = ChildCommand.start(work, environment, up(server, registry))) {
                stack.until(() -> stack.said().contains("Next: "));
                String kafka =
                        RunFile.running(shell.home().data()).orElseThrow().kafka();
                send();
                CanaryFiles.produce(kafka, producers);
                stack.until(() -> ask(shell, "SELECT count() FROM events").equals(CanaryFiles.TAKEN + 1 + "\n")
                        && ask(shell, LETTERS).equals(CanaryFiles.REFUSED_OF_TOPICS + "\n"));
                look(stack, token);
                SecretiveCommands.run(
                        shell, said, folder, secret, server.target().url().toString());
                assertThatTablesAreSearched(server);
                assertThat(all().inTables(shell)).isEmpty();
                assertThat(all().inTopics(kafka)).as("what a producer wrote").containsExactly("signups");
                assertThat(secrets().inTopics(kafka)).isEmpty();
                stack.end();
                said.add("up", stack.said());
            }
        }
        backfill();
        assertThat(secrets().inTables(shell)).isEmpty();
        assertNothingIsFound();
    }

    private void send() {
        String[] send = Stream.concat(
                        Stream.of("send"),
                        CanaryFiles.NAMES.stream()
                                .map(name -> input.resolve(name).toString()))
                .toArray(String[]::new);
        said.run(shell, ExitCode.REFUSED_INPUT, send);
        assertThat(shell.out())
                .as(shell.err())
                .contains("Sent " + CanaryFiles.TAKEN + " events; rejected " + CanaryFiles.REFUSED + " lines.");
    }

    private void backfill() {
        String warehouse = work.resolve("other").toString();
        said.run(shell, ExitCode.OK, "backfill", "--events", input.toString(), "--warehouse", warehouse);
        said.run(shell, ExitCode.OK, "dead-letters", "list", "--lines");
        assertThat(shell.out()).contains("canary-s2", "(withheld)");
        assertThat(ask(shell, LETTERS)).isEqualTo(CanaryFiles.REFUSED + "\n");
        said.run(shell, ExitCode.OK, "dead-letters", "show", "invalid:signups-today.jsonl:3");
    }

    /** Everything that is raw. */
    private Found all() {
        return Found.inAnyForm(Stream.of(secret, producers)
                .flatMap(each -> each.all().stream())
                .toList());
    }

    /** Without what a producer wrote into its own topic. */
    private Found secrets() {
        return Found.inAnyForm(secret.all());
    }

    private String letIn(String name) throws IOException {
        Path file = Files.writeString(folder.resolve("password.txt"), password);
        said.run(shell, ExitCode.OK, "users", "add", name, "--role", "admin", "--password-file", file.toString());
        assertThat(shell.run("users", "token", name)).isZero();
        return secret.add(shell.out().strip());
    }

    private static String[] up(Warehouse server, TestRegistry registry) {
        return new String[] {
            "up",
            "--clickhouse-url",
            server.target().url().toString(),
            "--set",
            "ingest.framing=confluent",
            "--set",
            "registry.url=" + registry.url(),
            "--set",
            "local.parallelism=1",
            "--set",
            "local.partitions=1",
            "--set",
            "local.metrics_interval=1s",
            "--set",
            "console.port=0"
        };
    }

    /** A search that finds nothing anywhere would find nothing here either. */
    private void assertThatTablesAreSearched(Warehouse server) throws ClickHouseFailure {
        server.client().execute("CREATE TABLE milepost_store.planted (a Array(String)) ENGINE = Memory");
        server.client()
                .execute("INSERT INTO milepost_store.planted VALUES (['x', '"
                        + secret.all().get(0).toUpperCase(Locale.ROOT) + "'])");
        assertThat(secrets().inTables(shell)).containsExactly("milepost_store.planted");
        server.client().execute("DROP TABLE milepost_store.planted");
    }

    /** At all pages as an admin, at the API by a token, and at what Flink says of itself. */
    private void look(ChildCommand stack, String token) throws Exception {
        Site console = new Site(match("Console +(\\S+)", stack.said()));
        console.post("/sign-in", Map.of("name", secret.secret("typed-as-name"), "password", "no"));
        console.post("/sign-in", Map.of("name", "admin", "password", secret.secret("mistyped")));
        secret.add(console.signIn("admin", password));
        // Panels show rows of tables, which are searched; that of dead letters is of one dashboard.
        console.walk(
                link -> !link.contains("/panels/") || link.matches(".*/milepost-health/panels/\\d+.*(?<!/csv)"),
                "/",
                "/audit",
                "/dashboards",
                "/programs",
                "/experiments",
                "/review",
                "/nowhere",
                "/customers?q=u1",
                "/customers/one?id=u1",
                "/customers/one?id=k1",
                "/review/cases/none",
                "/api/openapi.json");
        assertThat(console.answers()).hasSizeGreaterThan(50);
        assertThat(Found.inAnyForm(List.of("planted@canary.example"))
                        .in(console.get("/customers?q=planted%40canary.example").body()))
                .as("the search finds what a page shows")
                .isNotEmpty();
        said.add("console", console);

        Site api = new Site(match("Console +(\\S+)", stack.said()));
        api.with("Authorization", "Bearer " + token);
        for (String path : resources(console.answers().get("/api/openapi.json"))) {
            assertThat(api.get(path).statusCode()).as(path).isEqualTo(200);
        }
        api.get("/api/v1/programs?limit=x");
        said.add("api", api);

        Site flink = new Site("http://127.0.0.1:" + match("Rest endpoint listening at [^:]+:(\\d+)", log("up.log")));
        flink.walk(
                link -> true,
                "/config",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobmanager/metrics",
                "/taskmanagers");
        String job = match("\"id\":\"([0-9a-f]{32})\"", flink.get("/jobs").body());
        for (String part : List.of(
                "", "/config", "/plan", "/exceptions", "/checkpoints", "/checkpoints/config", "/jobmanager/config")) {
            assertThat(flink.get("/jobs/" + job + part).statusCode()).as(part).isEqualTo(200);
        }
        said.add("flink", flink);
    }

    private static List<String> resources(String openApi) {
        return Pattern.compile("\"(/api/v1/[a-z-]+)\"")
                .matcher(openApi)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String match(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern + " in " + text).isTrue();
        return found.group(1);
    }

    private String log(String name) throws IOException {
        return Files.readString(shell.home().root().resolve("log").resolve(name));
    }

    private void assertNothingIsFound() throws IOException {
        Found found = all();
        said.all()
                .forEach((what, answer) -> assertThat(found.in(answer)).as(what).isEmpty());
        assertThat(log("up.log")).contains("does not let asker in");
        assertThat(log("in-process.log")).contains("The command failed", "Authentication failed");

        Map<String, Set<String>> where = found.inFiles(work);
        Set<String> places = where.keySet();
        assertThat(places)
                .as(where.toString())
                .allMatch(file ->
                        file.matches("\\.milepost/data/(kafka/.*signups-0/.*\\.log|archive/signups-refused-.*)"));
        assertThat(places).as("files of records are searched").anyMatch(file -> file.endsWith(".avro"));
        assertThat(secrets().inFiles(work)).isEmpty();
        assertThat(secrets().inFiles(input).keySet())
                .as("packed files are searched, and beside the input is nothing")
                .containsExactlyInAnyOrderElementsOf(CanaryFiles.NAMES);
        assertThat(input.resolve("signups-today.jsonl.rejected")).exists();
    }
}
