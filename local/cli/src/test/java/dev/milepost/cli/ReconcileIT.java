package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.engine.EmbeddedClickHouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A backfill agrees with SQL over its events; whatever is planted into its rows is found. */
class ReconcileIT {

    /** Those of simulated people's codes. */
    private static final List<String> PROGRAMS = List.of("friends-and-family", "ten-for-both", "one-five-ten");

    /** Another window than the defaults have, so that it matters which terms are given. */
    private static final String PROGRAM = """
            program: %s
            version: %d
            valid_from: %s
            currency: USD
            attribution: {window: %s, exclude_channels: [direct], evidence: [code, invite, link]}
            qualifies: {on: {event: order}, within: 90d}
            """;

    private static final String LATER = PROGRAM.formatted("friends-and-family", 2, "2026-01-25T00:00:00Z", "7d");

    @TempDir
    private static Path folder;

    private static Shell shell;
    private static Path programs;
    private static String store;

    @BeforeAll
    static void backfill() throws IOException {
        shell = new Shell(folder.resolve("home"));
        programs = Files.createDirectories(folder.resolve("programs"));
        for (String program : PROGRAMS) {
            Files.writeString(programs.resolve(program + ".yaml"), first(program, "3d"));
        }
        Files.writeString(programs.resolve("later.yaml"), LATER);
        String sim = folder.resolve("sim").toString();
        assertThat(shell.run("simulate", "--users", "600", "--days", "60", "--seed", "11", "--out", sim))
                .isZero();
        assertThat(shell.run(
                        "backfill",
                        "--events",
                        sim,
                        "--programs",
                        programs.toString(),
                        "--set",
                        "fraud.own_verdicts=false"))
                .as(shell.err())
                .isZero();
        store = ask("SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations");
    }

    /** Each fault was mended: it would be listed among the next ones' too. */
    @AfterAll
    static void agreesInTheEnd() {
        assertThat(reconcile()).as(shell.out()).isEqualTo(ExitCode.OK);
    }

    private static String first(String program, String window) {
        return PROGRAM.formatted(program, 1, "2026-01-01T00:00:00Z", window);
    }

    @Test
    void aBackfillOfEverySortOfEventAgrees() {
        assertThat(number("SELECT count() FROM events WHERE name IN ('refund', 'chargeback')"))
                .isGreaterThan(20);
        assertThat(number("SELECT count() FROM conversions WHERE kind != 'signup' AND amount_minor < gross_minor"))
                .isGreaterThan(20);
        assertThat(number("SELECT count() FROM events WHERE stream = 'clickstream' AND user_id = ''"
                        + " AND anonymous_id IN (SELECT anonymous_id FROM identities)"))
                .as("clicks that a later link gives to a user")
                .isGreaterThan(100);
        assertThat(number("SELECT count() FROM (SELECT user_id FROM identities GROUP BY 1 HAVING count() > 1)"))
                .as("users of several devices")
                .isGreaterThan(20);
        assertThat(number("SELECT count() FROM credits WHERE program_id = 'friends-and-family'"))
                .isGreaterThan(20);
        assertThat(number("SELECT count() FROM dead_letters WHERE reason = 'late'"))
                .isPositive();

        String conversions = Text.number(number("SELECT count() FROM conversions"));
        String credits = Text.number(number("SELECT count() FROM credits WHERE model IN ('first', 'last', 'linear')"));
        assertThat(reconcile()).as(shell.out()).isEqualTo(ExitCode.OK);
        assertThat(shell.out())
                .isEqualTo("Compared " + conversions + " conversions and " + credits
                        + " credits under first, last and linear: no difference.\n");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void versionsWithoutAFileAreThoseOfTheWarehouse(@TempDir Path some) throws IOException {
        assertThat(number("SELECT uniqExact(conversion_id) FROM credits WHERE program_id = 'friends-and-family'"
                        + " AND conversion_time >= '2026-01-25 00:00:00'"))
                .as("conversions that go by the later version")
                .isGreaterThan(20);
        assertThat(shell.run("reconcile")).as(shell.out()).isEqualTo(ExitCode.OK);

        Files.writeString(some.resolve("first.yaml"), "# As it was.\n" + first("friends-and-family", "3d"));
        assertThat(shell.run("reconcile", "--programs", some.toString()))
                .as(shell.out())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void aFileThatSaysSomethingElseThanTheBackfillHadIsToldOf(@TempDir Path other) throws IOException {
        Files.writeString(other.resolve("first.yaml"), first("friends-and-family", "30d"));
        assertThat(shell.run("reconcile", "--programs", other.toString(), "--limit", "3"))
                .isEqualTo(ExitCode.FIGURES_DIFFER);
        assertThat(shell.err()).contains("say something else of friends-and-family@1 than the pipeline had");
        assertThat(shell.out()).containsPattern("… and [\\d,]+ more: see --limit");
    }

    @Test
    void touchesThatDifferInTheirDeviceAloneAreOrderedAsThePipelineOrdersThem(@TempDir Path other) throws IOException {
        // As UTF-8 the first is the greatest, as UTF-16 the second.
        String[] devices = {"\uD835\uDCB3", "\uFB00", "plain"};
        StringBuilder clicks = new StringBuilder();
        for (String device : devices) {
            clicks.append("{\"event_id\":\"c\",\"event_time\":\"2026-01-05T01:59:00Z\",\"anonymous_id\":\"" + device
                    + "\",\"user_id\":\"u\",\"name\":\"page_view\",\"channel\":\"email\"}\n");
        }
        Path events = Files.createDirectories(other.resolve("events"));
        Files.writeString(events.resolve("clickstream.jsonl"), clicks);
        Files.writeString(
                events.resolve("purchases.jsonl"),
                "{\"event_id\":\"p\",\"event_time\":\"2026-01-05T02:00:00Z\",\"user_id\":\"u\",\"order_id\":\"o\","
                        + "\"kind\":\"ORDER\",\"amount_minor\":1000,\"currency\":\"USD\"}\n");
        Shell there = new Shell(other.resolve("home"));
        assertThat(there.run("backfill", "--events", events.toString()))
                .as(there.err())
                .isZero();

        assertThat(there.run("reconcile")).as(there.out()).isEqualTo(ExitCode.OK);
        assertThat(there.out()).contains("Compared 1 conversion and 5 credits");
    }

    /**
     * Something wrong in one row.
     *
     * @param where which rows; the first of them is taken
     * @param change the columns as they are planted
     * @param line what the table's line is to hold after the conversion
     * @param differences how many lines there may be
     * @param another whether the change makes a row of another key
     */
    record Fault(
            String name, String table, String where, String change, String line, String differences, boolean another) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Fault> faults() {
        String touched = "kind = 'order' AND touch_id != '' AND linear_minor > 0";
        return List.of(
                new Fault(
                        "a cent too much",
                        "credits",
                        touched,
                        "linear_minor + 1 AS linear_minor",
                        "linear +\\S+ +amount_minor +amount_minor \\d+ +amount_minor \\d+\n",
                        "1 difference",
                        false),
                new Fault(
                        "weight that is another's",
                        "credits",
                        touched,
                        "linear_weight / 2 AS linear_weight",
                        "linear +\\S+ +weight +weight [\\d.]+ +weight 0[\\d.]+\n",
                        "1 difference",
                        false),
                new Fault(
                        "a credit too few",
                        "credits",
                        touched,
                        "1 AS is_deleted",
                        "linear +\\S+ +missing from credits +kind order, channel \\S+, .*amount_minor \\d+ +-\n",
                        "[1-3] differences?",
                        false),
                new Fault(
                        "a credit too many",
                        "credits",
                        touched,
                        "'planted' AS touch_id",
                        "linear +planted +not earned by events +- +kind order, .*\n",
                        "[1-3] differences?",
                        true),
                new Fault(
                        "a wrong channel",
                        "credits",
                        touched,
                        "'planted' AS channel",
                        "linear +\\S+ +channel +channel [a-z_]+ +channel planted\n",
                        "[1-3] differences?",
                        false),
                new Fault(
                        "a credit of a touch at another time",
                        "credits",
                        touched,
                        "touch_time + INTERVAL 1 MINUTE AS touch_time",
                        "linear +\\S+ +not earned by events +- +kind order, .*\n",
                        "[1-3] differences?",
                        true),
                new Fault(
                        "a conversion too few",
                        "conversions",
                        "kind = 'order'",
                        "1 AS is_deleted",
                        "\\(conversion\\) +- +missing from conversions +kind order, order_id \\S+, .* +-\n",
                        "1 difference",
                        false),
                new Fault(
                        "a conversion too many",
                        "conversions",
                        "kind = 'signup'",
                        "'planted' AS conversion_id",
                        "\\(conversion\\) +- +not earned by events +- +kind signup, .*\n",
                        "1 difference",
                        true),
                new Fault(
                        "a net that a refund should have lessened",
                        "conversions",
                        "kind = 'order' AND amount_minor < gross_minor",
                        "gross_minor AS amount_minor",
                        "\\(conversion\\) +- +amount_minor +amount_minor \\d+ +amount_minor \\d+\n",
                        "1 difference",
                        false),
                new Fault(
                        "a second first order",
                        "conversions",
                        "kind = 'order' AND NOT is_first",
                        "true AS is_first",
                        "\\(conversion\\) +- +is_first +is_first no +is_first yes\n",
                        "1 difference",
                        false));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aPlantedFaultIsListed(Fault fault) {
        String table = store + "." + fault.table();
        try (EmbeddedClickHouse engine = open()) {
            engine.execute(
                    "DROP TABLE IF EXISTS default.kept",
                    "CREATE TABLE default.kept AS " + table,
                    "INSERT INTO default.kept SELECT * FROM " + table + " FINAL WHERE " + fault.where()
                            + " ORDER BY ALL LIMIT 1",
                    "INSERT INTO " + table + " SELECT * REPLACE (" + fault.change() + ", revision + 1 AS revision)"
                            + " FROM default.kept");
            assertThat(engine.query("SELECT count() FROM default.kept")).isEqualTo("1");
        }
        try {
            assertThat(reconcile()).as(shell.out()).isEqualTo(ExitCode.FIGURES_DIFFER);
            assertThat(shell.out())
                    .containsPattern("conversion +model +touch +difference +expected +found\n")
                    .containsPattern(fault.line())
                    .containsPattern("under first, last and linear: " + fault.differences() + "\\.\n");
        } finally {
            mend(fault, table);
        }
    }

    private static void mend(Fault fault, String table) {
        try (EmbeddedClickHouse engine = open()) {
            if (fault.another()) {
                engine.execute("INSERT INTO " + table + " SELECT * REPLACE (" + fault.change()
                        + ", 1 AS is_deleted, revision + 2 AS revision) FROM default.kept");
            } else {
                engine.execute(
                        "INSERT INTO " + table + " SELECT * REPLACE (revision + 2 AS revision) FROM default.kept");
            }
        }
    }

    private static EmbeddedClickHouse open() {
        return EmbeddedClickHouse.open(shell.home().warehouse());
    }

    private static int reconcile() {
        return shell.run("reconcile", "--programs", programs.toString());
    }

    private static long number(String sql) {
        return Long.parseLong(ask(sql));
    }

    private static String ask(String sql) {
        assertThat(shell.run("sql", sql, "--format", "TabSeparated"))
                .as(shell.err())
                .isZero();
        return shell.out().strip();
    }
}
