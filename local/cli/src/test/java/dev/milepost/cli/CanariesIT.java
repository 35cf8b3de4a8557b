package dev.milepost.cli;

import static dev.milepost.cli.LiveStack.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.milepost.console.oidc.OidcSettings;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.registry.RegistryCredentials;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Signup;
import dev.milepost.testkit.registry.TestRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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

    @TempDir
    private Path folder;

    private final Canaries secret = new Canaries(100);
    private final Canaries producers = new Canaries(200);
    private final Map<String, String> said = new TreeMap<>();
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
        log(ChildCommand.home(work).resolve("log/in-process.log").toString());
    }

    @AfterEach
    void logAsBefore() {
        LoggerContext.getContext(false).setConfigLocation(null);
        System.clearProperty(LOG_FILE);
    }

    /** Commands in this process write their log as those in one of their own do. */
    private static void log(String file) {
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
                stack.until(() -> RunFile.running(shell.home().data()).isPresent()
                        && stack.said().contains("Next: "));
                run(ExitCode.REFUSED_INPUT, "send", input.toString());
                produce(RunFile.running(shell.home().data()).orElseThrow().kafka());
                stack.until(() -> ask(shell, "SELECT count() FROM events").equals(CanaryFiles.TAKEN + 1 + "\n")
                        && ask(shell, "SELECT count() FROM dead_letters").equals("3\n"));
                assertThatTablesAreSearched(server);
                Found found = Found.inAnyForm(all(secret, producers));
                assertThat(found.inTables(shell)).isEmpty();
                assertThat(found.inTopics(RunFile.running(shell.home().data())
                                .orElseThrow()
                                .kafka()))
                        .as("what a producer wrote")
                        .containsExactly("signups");
                assertThat(Found.inAnyForm(secret.all())
                                .inTopics(RunFile.running(shell.home().data())
                                        .orElseThrow()
                                        .kafka()))
                        .isEmpty();
                look(stack, token);
                fail(server);
                stack.end();
                said.put("up", stack.said());
            }
            run(
                    ExitCode.OK,
                    "backfill",
                    "--events",
                    input.toString(),
                    "--warehouse",
                    work.resolve("other").toString());
            run(ExitCode.OK, "dead-letters", "list", "--lines");
            assertThat(shell.out().lines()).hasSize(CanaryFiles.REFUSED);
            for (String letter : ask(shell, "SELECT dead_letter_id FROM dead_letters")
                    .lines()
                    .toList()) {
                run(ExitCode.OK, "dead-letters", "show", letter);
            }
            assertThat(Found.inAnyForm(secret.all()).inTables(shell)).isEmpty();
        }
        assertNothingIsFound();
    }

    private String letIn(String name) throws IOException {
        Path file = Files.writeString(folder.resolve("password.txt"), password);
        run(ExitCode.OK, "users", "add", name, "--role", "admin", "--password-file", file.toString());
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

    /** What a producer writes itself is not hashed on its way: one record is taken, three are refused. */
    private void produce(String kafka) throws Exception {
        Signup signup = new Signup();
        signup.setEventId("canary-k1");
        signup.setEventTime(Instant.now());
        signup.setUserId("k1");
        signup.setMarketingConsent(false);
        signup.setProperties(Map.of(
                "email", producers.in("<email>"), "note", producers.in("of <email>"), "ip", producers.in("<ip>")));
        Signup raw = Signup.newBuilder(signup)
                .setEventId("canary-k2")
                .setEmailHash(producers.in("<email>"))
                .build();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] value : List.of(
                    new Wire().encode(signup),
                    new Wire().encode(raw),
                    producers
                            .in("{\"event_id\":\"k3\",\"email\":\"<email>\",\"ip\":\"<ip6>\"}")
                            .getBytes(StandardCharsets.UTF_8),
                    TestRegistry.framed(7, producers.in("<email> <ip> <card>").getBytes(StandardCharsets.UTF_8)))) {
                producer.send(new ProducerRecord<>("signups", 0, "k".getBytes(StandardCharsets.UTF_8), value))
                        .get();
            }
        }
    }

    /** A search that finds nothing anywhere would find nothing here either. */
    private void assertThatTablesAreSearched(Warehouse server) throws ClickHouseFailure {
        server.client().execute("CREATE TABLE milepost_store.planted (a Array(String)) ENGINE = MergeTree ORDER BY a");
        server.client()
                .execute("INSERT INTO milepost_store.planted VALUES (['x', '"
                        + secret.all().get(0).toUpperCase(Locale.ROOT) + "'])");
        assertThat(Found.inAnyForm(secret.all()).inTables(shell)).containsExactly("milepost_store.planted");
        server.client().execute("DROP TABLE milepost_store.planted");
    }

    /** At all pages as an admin, at the API by a token, and at what Flink says of itself. */
    private void look(ChildCommand stack, String token) throws Exception {
        Site console = new Site(match("Console +(\\S+)", stack.said()));
        console.post("/sign-in", Map.of("name", secret.secret("typed-as-name"), "password", "no"));
        console.post("/sign-in", Map.of("name", "admin", "password", secret.secret("mistyped")));
        secret.add(console.signIn("admin", password));
        console.walk(
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
        assertThat(console.answers()).hasSizeGreaterThan(100);
        assertThat(Found.inAnyForm(List.of("canary.example"))
                        .in(console.answers().toString()))
                .as("pages show what was sent")
                .isNotEmpty();
        console.answers().forEach((path, answer) -> said.put("console " + path, answer));

        Site api = new Site(match("Console +(\\S+)", stack.said()));
        api.with("Authorization", "Bearer " + token);
        for (String path : match(console.answers().get("/api/openapi.json"))) {
            assertThat(api.get(path).statusCode()).as(path).isEqualTo(200);
        }
        api.get("/api/v1/programs?limit=x");
        api.answers().forEach((path, answer) -> said.put("api " + path, answer));

        Site flink =
                new Site("http://127.0.0.1:" + match("Rest endpoint listening at [^:]+:(\\d+)", log("up.log", true)));
        flink.walk("/config", "/jobmanager/config", "/jobmanager/environment", "/jobmanager/metrics", "/taskmanagers");
        String job = match("\"id\":\"([0-9a-f]{32})\"", flink.get("/jobs").body());
        for (String part : List.of(
                "", "/config", "/plan", "/exceptions", "/checkpoints", "/checkpoints/config", "/jobmanager/config")) {
            assertThat(flink.get("/jobs/" + job + part).statusCode()).as(part).isEqualTo(200);
        }
        flink.answers().forEach((path, answer) -> said.put("flink " + path, answer));
    }

    private static List<String> match(String openApi) {
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

    private String log(String name, boolean there) throws IOException {
        Path file = shell.home().root().resolve("log").resolve(name);
        assertThat(Files.exists(file)).isEqualTo(there);
        return Files.readString(file);
    }

    /** Commands that have a secret, or are given one where none belongs, and fail. */
    private void fail(Warehouse server) throws Exception {
        String typed = secret.secret("typed");
        Path settings = Files.writeString(
                folder.resolve("settings.yaml"), "clickhouse:\n  password: '" + typed + "\nlocal.partitions: 1\n");
        Path unknown = Files.writeString(folder.resolve("unknown.yaml"), "clickhouse.password: " + typed + "\n");
        String url = server.target().url().toString();
        run(ExitCode.REFUSED_INPUT, "up", "--settings", settings.toString());
        run(ExitCode.REFUSED_INPUT, "up", "--settings", unknown.toString(), "--verbose");
        run(
                ExitCode.REFUSED_INPUT,
                "up",
                "--set",
                "registry.url=https://asker:" + typed + "@registry.example",
                "--verbose");
        run(
                ExitCode.USAGE,
                "sql",
                "SELECT 1",
                "--clickhouse-url",
                url.replace("//", "//asker:" + typed + "@"),
                "--verbose");
        run(ExitCode.USAGE, "backfill", "--clickhouse-password", typed);
        run(ExitCode.USAGE, "users", "add", "ann", "--role", "analyst", "--password=" + typed);
        run(ExitCode.FAILURE, "sql", "SELECT nothing", "--clickhouse-url", url, "--verbose");
        run(ExitCode.FAILURE, "status", "--clickhouse-url", "jdbc:clickhouse://127.0.0.1:1/default", "--verbose");
        HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            byte[] body = "Code: 516. DB::Exception: default: Authentication failed".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-ClickHouse-Exception-Code", "516");
            exchange.sendResponseHeaders(403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        refusing.start();
        String refused = "jdbc:clickhouse://127.0.0.1:" + refusing.getAddress().getPort() + "/default";
        run(ExitCode.FAILURE, "backfill", "--events", input.toString(), "--clickhouse-url", refused, "--verbose");
        refusing.stop(0);
        Shell short_ = new Shell(shell.home().root(), Map.of(PersonalData.KEY_VARIABLE, secret.add("short-xyzzy-1")));
        assertThat(short_.run("send", input.toString(), "--verbose")).isEqualTo(ExitCode.REFUSED_INPUT);
        said.put("short key", short_.out() + short_.err());
        for (String[] command :
                new String[][] {{"--help"}, {"settings"}, {"users", "list"}, {"status"}, {"program", "list"}}) {
            run(ExitCode.OK, command);
        }
    }

    private void run(int code, String... command) {
        assertThat(shell.run(command))
                .as(() -> String.join(" ", command) + shell.out() + shell.err())
                .isEqualTo(code);
        said.merge("milepost " + command[0], shell.out() + shell.err(), String::concat);
    }

    private void assertNothingIsFound() throws IOException {
        Found found = Found.inAnyForm(all(secret, producers));
        said.forEach((what, answer) -> assertThat(found.in(answer)).as(what).isEmpty());
        assertThat(log("up.log", true)).contains("does not let asker in");
        assertThat(log("in-process.log", true)).contains("The command failed", "Authentication failed");

        Set<String> places = found.inFiles(work).keySet();
        assertThat(places)
                .allMatch(file -> file.matches("\\.milepost/data/(kafka/.*signups-0/.*\\.log|archive/signups.*)"));
        assertThat(places).as("files of records are searched").anyMatch(file -> file.endsWith(".avro"));
        assertThat(Found.inAnyForm(secret.all()).inFiles(work)).isEmpty();
        assertThat(Found.inAnyForm(secret.all()).inFiles(input).keySet())
                .as("packed files are searched, and beside the input is nothing")
                .containsExactly("clickstream-today.jsonl.gz", "reviews-today.jsonl", "signups-today.jsonl");
        assertThat(input.resolve("signups-today.jsonl.rejected")).exists();
    }

    private static List<String> all(Canaries... canaries) {
        return Stream.of(canaries).flatMap(each -> each.all().stream()).toList();
    }
}
