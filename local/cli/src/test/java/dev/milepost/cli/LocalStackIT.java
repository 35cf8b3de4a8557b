package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.engine.EmbeddedClickHouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on real parts: the engine, Kafka, Flink, in this process. */
class LocalStackIT {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String[] VIEWS = {
        "events", "touches", "identities", "bindings", "conversions", "credits", "journey", "dead_letters", "progress"
    };

    /** An address of Flink's has it as it is, a URI would not. */
    private static final String HOME = "a home of one's own 100%25";

    @TempDir
    private Path folder;

    @Test
    void aBackfillFindsTheTruthAndASecondOneChangesNothingButRevision() throws Exception {
        Shell shell = new Shell(folder.resolve(HOME));
        Path sim = folder.resolve("sim");
        assertThat(shell.run("simulate", "--users", "200", "--days", "30", "--seed", "3", "--out", sim.toString()))
                .isZero();
        String[] backfill = {"backfill", "--events", sim.toString(), "--set", "fraud.own_verdicts=false"};
        assertThat(shell.run(backfill)).as(shell.err()).isZero();
        assertThat(shell.out())
                .contains("Warehouse: " + shell.home().warehouse().toAbsolutePath());
        Map<String, String> before = views(shell);

        JsonNode truth =
                new ObjectMapper().readTree(sim.resolve("truth/summary.json").toFile());
        assertThat(ask(
                        shell,
                        "SELECT currency, count(), sum(gross_minor), sum(amount_minor) FROM conversions"
                                + " WHERE kind != 'signup' GROUP BY currency ORDER BY currency"))
                .isEqualTo(money(truth));
        assertThat(ask(shell, "SELECT count() FROM bindings WHERE status = 'bound'"))
                .isEqualTo(sum(truth.get("referrals"), "bound:") + "\n");
        assertThat(ask(shell, "SELECT count() FROM bindings WHERE status = 'refused'"))
                .isEqualTo(sum(truth.get("referrals"), "refused:") + "\n");
        assertThat(ask(shell, "SELECT stream, count() FROM events GROUP BY stream ORDER BY stream"))
                .isEqualTo(accepted(truth));

        assertThat(shell.run(backfill)).isZero();
        assertThat(views(shell)).isEqualTo(before);
        assertThat(ask(shell, "SELECT min(intDiv(revision, 1099511627776)) FROM events"))
                .isEqualTo("2\n");

        // A folder that lacks what the warehouse shows: nothing may be hidden.
        Files.delete(sim.resolve("purchases.jsonl"));
        assertThat(shell.run(backfill)).isEqualTo(ExitCode.FIGURES_DIFFER);
        assertThat(shell.err()).contains("purchases").contains("Nothing was computed");
        assertThat(views(shell)).isEqualTo(before);

        assertThat(shell.run("sql", "SELECT nonsense")).isEqualTo(ExitCode.FAILURE);
        assertThat(shell.err()).contains("UNKNOWN_IDENTIFIER").doesNotContain("\tat ");
        asksOnly(shell);
    }

    @Test
    void whatIsSentToTheStackIsVisibleAndAnotherStartGoesOn() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Path signups = Files.writeString(
                folder.resolve("signups.jsonl"),
                signup("s1", "u1", now, "") + signup("s2", "u2", now, ",\"email\":\"ada@example.org\"") + "nonsense\n");
        Path order = Files.writeString(folder.resolve("purchases.jsonl"), order("p1", "u1", now, 1_234));
        Shell up = new Shell(folder.resolve(HOME));
        Shell other = new Shell(folder.resolve(HOME), Map.of("MILEPOST_HASH_KEY", "sixteen characters"));

        CompletableFuture<Integer> running = start(up);
        until(up, running, () -> RunFile.running(up.home()).isPresent());
        Path cut = cutGzip(folder.resolve("user_attributes.jsonl.gz"), now);
        assertThat(other.run("send", cut.toString(), signups.toString(), order.toString()))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(other.err())
                .containsPattern(cut + ": the gzip ends in the middle, after line \\d+: the file was cut")
                .contains("1 line of " + cut + " rejected");
        assertThat(other.out())
                .containsPattern("Sent [\\d,]{4,} events; rejected 2 lines. 1 file could not be read to the end");
        assertThat(Files.readString(folder.resolve("user_attributes.jsonl.gz.rejected")))
                .contains("\"line\":1,", "\"reason\":\"undecodable\"");
        assertThat(Files.readString(folder.resolve("signups.jsonl.rejected")))
                .contains("\"line\":3", "\"reason\":\"undecodable\"")
                .doesNotContain("ada@example.org");
        String conversions = "SELECT user_id, kind, amount_minor FROM conversions ORDER BY ALL";
        until(up, running, () -> ask(other, conversions).equals("u1\torder\t1234\nu1\tsignup\t0\nu2\tsignup\t0\n"));

        // The folder and the warehouse have one owner.
        assertThat(other.run("up")).isEqualTo(ExitCode.LOCKED);
        assertThat(other.err()).contains("is running on").contains("pid");
        asksOnly(other);
        assertThat(other.run("reconcile")).as(other.out()).isZero();
        assertThat(other.out())
                .isEqualTo("Compared 3 conversions and 9 credits under first, last and linear: no difference.\n");
        stop(up, running);
        assertThat(RunFile.running(up.home())).isEmpty();

        Shell again = new Shell(folder.resolve(HOME));
        running = start(again);
        until(again, running, () -> again.out().contains("Next:"));
        assertThat(again.out()).contains("from the last checkpoint");
        Files.writeString(order, order("p1", "u1", now, 1_234) + order("p2", "u2", now, 99));
        assertThat(other.run("send", order.toString())).isZero();
        until(
                again,
                running,
                () -> ask(other, conversions).equals("u1\torder\t1234\nu1\tsignup\t0\nu2\torder\t99\nu2\tsignup\t0\n"));
        assertThat(ask(other, "SELECT max(intDiv(revision, 1099511627776)) FROM conversions"))
                .isEqualTo("1\n");
        stop(again, running);

        // A bit flips in what the second run left: the one before is gone on from, in a generation of its own.
        flipABit(Checkpoints.in(folder.resolve(HOME).resolve("data/checkpoints"))
                .latest()
                .orElseThrow()
                .resolve("_metadata"));
        Shell third = new Shell(folder.resolve(HOME));
        running = start(third);
        until(third, running, () -> RunFile.running(third.home()).isPresent());
        until(
                third,
                running,
                () -> ask(other, "SELECT max(generation) FROM milepost_store.generations")
                        .equals("2\n"));
        assertThat(third.err()).contains("_metadata is damaged").contains("Going on from an earlier checkpoint");
        assertThat(ask(other, conversions)).isEqualTo("u1\torder\t1234\nu1\tsignup\t0\nu2\torder\t99\nu2\tsignup\t0\n");
        stop(third, running);

        // Into another warehouse: no state of the runs before is gone on from, nor left for a start that would.
        Path states = folder.resolve(HOME).resolve("data/checkpoints");
        Path former = Checkpoints.in(states).latest().orElseThrow();
        Shell fourth = new Shell(folder.resolve(HOME));
        running = start(fourth, "--warehouse", folder.resolve("another").toString());
        until(fourth, running, () -> RunFile.running(fourth.home()).isPresent());
        assertThat(fourth.out()).doesNotContain("from the last checkpoint");
        assertThat(former).doesNotExist();
        until(
                fourth,
                running,
                () -> ask(other, conversions).equals("u1\torder\t1234\nu1\tsignup\t0\nu2\torder\t99\nu2\tsignup\t0\n"));
        stop(fourth, running);
    }

    private static void flipABit(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void aTakenPortALockedWarehouseAndAMissingEngineHaveCodesOfTheirOwn() throws Exception {
        Shell shell = new Shell(folder.resolve(HOME));
        Path events = Files.createDirectories(folder.resolve("events"));
        Files.writeString(events.resolve("purchases.jsonl"), order("p1", "u1", Instant.EPOCH, 1));
        Path warehouse = folder.resolve("warehouse");
        String[] backfill = {"backfill", "--events", events.toString(), "--warehouse", warehouse.toString()};
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(shell.run("up", "--set", "local.clickhouse_port=" + port))
                    .isEqualTo(ExitCode.PORT_TAKEN);
            assertThat(shell.err()).contains("Port " + port).contains("in use");
            assertThat(shell.run("up", "--set", "local.kafka_port=" + port)).isEqualTo(ExitCode.PORT_TAKEN);
            assertThat(shell.err()).contains("Kafka");
        }
        Process holder = lock(warehouse);
        try {
            assertThat(shell.run(backfill)).isEqualTo(ExitCode.LOCKED);
            assertThat(shell.err()).contains("pid " + holder.pid()).doesNotContain("\tat ");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        String before = System.getProperty("milepost.engine.lib");
        System.setProperty("milepost.engine.lib", folder.resolve("libchdb.so").toString());
        try {
            assertThat(shell.run(backfill)).isEqualTo(ExitCode.ENGINE_MISSING);
            assertThat(shell.err()).contains("libchdb.so");
        } finally {
            if (before == null) {
                System.clearProperty("milepost.engine.lib");
            } else {
                System.setProperty("milepost.engine.lib", before);
            }
        }
    }

    /** Another process that has the warehouse open, as another command would. */
    private static Process lock(Path warehouse) throws IOException, InterruptedException {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        warehouse.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(holder.getInputStream().read()).isEqualTo('r');
        return holder;
    }

    /** Opens a warehouse and stays. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (EmbeddedClickHouse engine = EmbeddedClickHouse.open(Path.of(arguments[0]))) {
                System.out.write('r');
                System.out.flush();
                Thread.sleep(PATIENCE.toMillis());
            }
        }
    }

    /** Whoever asks changes nothing, is told once of a format that there is not, and gets no colours into a file. */
    private static void asksOnly(Shell shell) {
        assertThat(shell.run("sql", "DROP VIEW credits")).isEqualTo(ExitCode.FAILURE);
        assertThat(shell.err()).contains("READONLY").doesNotContain("\tat ");
        assertThat(shell.run("sql", "SELECT count() FROM credits SETTINGS max_threads = 1"))
                .as(shell.err())
                .isZero();
        assertThat(shell.out()).contains("┌─count()─┐").doesNotContain("\u001b");
        assertThat(shell.run("sql", "SELECT 1", "--format", "Prety")).isEqualTo(ExitCode.FAILURE);
        assertThat(shell.err()).contains("There is no format Prety").doesNotContain("Code: 73");
    }

    private static CompletableFuture<Integer> start(Shell shell, String... options) {
        String[] up = Stream.concat(Stream.of("up"), Stream.of(options)).toArray(String[]::new);
        return CompletableFuture.supplyAsync(() -> shell.run(up));
    }

    private static void stop(Shell shell, CompletableFuture<Integer> running) throws Exception {
        shell.stop();
        assertThat(running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(shell.err())
                .isZero();
    }

    private static void until(Shell stack, CompletableFuture<Integer> running, BooleanSupplier condition)
            throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(running).as("the stack runs: " + stack.err()).isNotDone();
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(100);
        }
    }

    private static String ask(Shell shell, String sql) {
        assertThat(shell.run("sql", sql, "--format", "TabSeparated"))
                .as(shell.err())
                .isZero();
        return shell.out();
    }

    /** Every view's rows without revision, and how many there are. */
    private static Map<String, String> views(Shell shell) {
        String all = Stream.of(VIEWS)
                .map(view -> "SELECT '" + view + "', count(), sum(cityHash64(*)) FROM (SELECT * EXCEPT revision FROM "
                        + view + ")")
                .collect(Collectors.joining(" UNION ALL "));
        Map<String, String> views = new TreeMap<>();
        ask(shell, all).lines().map(line -> line.split("\t", 2)).forEach(view -> views.put(view[0], view[1]));
        assertThat(views).containsOnlyKeys(VIEWS);
        return views;
    }

    private static String money(JsonNode truth) {
        StringBuilder lines = new StringBuilder();
        truth.get("money")
                .fields()
                .forEachRemaining(entry -> lines.append(entry.getKey())
                        .append('\t')
                        .append(entry.getValue().get("orders").asText())
                        .append('\t')
                        .append(entry.getValue().get("gross_minor").asText())
                        .append('\t')
                        .append(entry.getValue().get("net_minor").asText())
                        .append('\n'));
        return lines.toString();
    }

    private static String accepted(JsonNode truth) {
        StringBuilder lines = new StringBuilder();
        truth.get("streams").fields().forEachRemaining(entry -> {
            long accepted = entry.getValue().get("accepted").asLong();
            lines.append(accepted == 0 ? "" : entry.getKey() + '\t' + accepted + '\n');
        });
        return lines.toString();
    }

    private static long sum(JsonNode counts, String prefix) {
        long[] sum = {0};
        counts.fields().forEachRemaining(entry -> {
            if (entry.getKey().startsWith(prefix)) {
                sum[0] += entry.getValue().asLong();
            }
        });
        return sum[0];
    }

    /** Some thousand lines, of which the first is none, cut in the middle. */
    private static Path cutGzip(Path file, Instant time) throws IOException {
        Random random = new Random(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(new GZIPOutputStream(bytes), false, StandardCharsets.UTF_8)) {
            out.println("nonsense");
            for (int i = 0; i < 5_000; i++) {
                out.println("{\"event_id\":\"a" + i + "\",\"event_time\":\"" + time + "\",\"user_id\":\"v"
                        + random.nextLong() + "\",\"attributes\":{}}");
            }
        }
        return Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    }

    private static String signup(String id, String user, Instant time, String more) {
        return "{\"event_id\":\"" + id + "\",\"event_time\":\"" + time + "\",\"user_id\":\"" + user
                + "\",\"marketing_consent\":true,\"properties\":{}" + more + "}\n";
    }

    private static String order(String id, String user, Instant time, long amount) {
        return "{\"event_id\":\"" + id + "\",\"event_time\":\"" + time + "\",\"user_id\":\"" + user
                + "\",\"order_id\":\"o" + id + "\",\"kind\":\"ORDER\",\"amount_minor\":" + amount
                + ",\"currency\":\"USD\",\"properties\":{}}\n";
    }
}
