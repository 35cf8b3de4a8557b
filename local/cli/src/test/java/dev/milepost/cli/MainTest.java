package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(folder.resolve("home"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "up",
                "send",
                "backfill",
                "sql",
                "status",
                "code",
                "reconcile",
                "simulate",
                "settings",
                "test",
                "dead-letters",
                "dead-letters",
                "program",
                "attribution",
                "ltv",
                "discover",
                "bench"
            })
    void everyCommandIsListedAndHasHelpWithAnExample(String command) {
        assertThat(shell.run("--help")).isZero();
        assertThat(shell.out()).containsPattern("(?m)^  " + command + " ");
        assertThat(shell.run(command, "--help")).isZero();
        assertThat(shell.out()).contains("Example").contains("./milepost " + command);
        assertThat(shell.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void chaosThatBreaksNothingIsRefused() {
        assertThat(new Shell(folder).run("chaos", "--kills", "0")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aWrongOptionOrCommandIsUsageAndSuggestsTheRightOne() {
        assertThat(shell.run("backfill", "--event", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--events").contains("See ./milepost backfill --help");
        assertThat(shell.err().lines()).hasSizeLessThan(5);
        assertThat(shell.run("simulat")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("milepost simulate");
        assertThat(shell.run()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backfill --clickhouse-password=hunter2hunter2",
                "backfill --clickhouse-password hunter2hunter2",
                "users add ann --role analyst --password hunter2hunter2",
                "users add ann --role analyst hunter2hunter2",
                "up --set registry.url=https://me:hunter2hunter2@example.org",
                "up --set registry.url=https://me:hunter2hunter2@example.org",
                "up --set clickhouse.password=hunter2hunter2",
                "sql --clickhouse-url jdbc:clickhouse://me:hunter2hunter2@localhost:8123/default",
                "sql --clickhouse-url jdbc:clickhouse://localhost:8123/default?password=hunter2hunter2"
            })
    void aSecretInTheWrongPlaceIsNotSaidAgain(String command) {
        assertThat(shell.run(command.split(" "))).isIn(ExitCode.USAGE, ExitCode.REFUSED_INPUT);
        assertThat(shell.out() + shell.err()).isNotBlank().doesNotContain("hunter2");
    }

    @Test
    void aKafkaThatIsNotThereIsToldBeforeAnythingIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("signups.jsonl"), "{}\n");
        assertThat(shell.run("send", "--bootstrap", "127.0.0.1:1", file.toString()))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(shell.err()).contains("Kafka at 127.0.0.1:1").doesNotContain("Sending");
        assertThat(folder.resolve("signups.jsonl.rejected")).doesNotExist();
    }

    @Test
    void aTakenPortIsToldWithItsSetting() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(shell.run("up", "--set", "local.kafka_port=" + other.getLocalPort()))
                    .isEqualTo(ExitCode.PORT_TAKEN);
            assertThat(shell.err()).contains("local.kafka_port").contains(Integer.toString(other.getLocalPort()));
        }
    }

    @Test
    void aValueThatCannotBeIsUsageAndSaysWhatCan() {
        assertThat(shell.run("simulate", "--users", "0", "--days", "3", "--seed", "1", "--out", out()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("users is 0; it must be at least 1");
        assertThat(shell.run("demo", "--for", "soon")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("'soon'").contains("90s");
        assertThat(shell.run("demo", "--rate", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("above 0");
    }

    @Test
    void theSameSimulationTwiceGivesTheSameBytes() throws IOException {
        String[] first = {"simulate", "--users", "20", "--days", "5", "--seed", "7", "--out", out()};
        assertThat(shell.run(first)).isZero();
        assertThat(shell.out()).contains("clickstream").contains("./milepost backfill --events");
        byte[] clicks = Files.readAllBytes(folder.resolve("out/clickstream.jsonl"));
        assertThat(shell.run(first)).isZero();
        assertThat(Files.readAllBytes(folder.resolve("out/clickstream.jsonl")))
                .isNotEmpty()
                .isEqualTo(clicks);
    }

    @Test
    void inputThatCannotBeUsedIsRefusedBeforeAnythingStarts() throws IOException {
        assertThat(shell.run("backfill", "--events", folder.resolve("nowhere").toString()))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("There is no folder").doesNotContain("\tat ");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(shell.run("backfill", "--events", empty.toString())).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("no stream file");
        Files.writeString(empty.resolve("orders.jsonl"), "{}\n");
        assertThat(shell.run("backfill", "--events", empty.toString())).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("orders.jsonl").contains("purchases");
        assertThat(shell.home().warehouse()).doesNotExist();
    }

    @Test
    void verdictsOfOthersAreRefusedWhereMilepostJudgesItself() throws IOException {
        Path verdicts = Files.writeString(folder.resolve("fraud-verdicts-2026.jsonl"), "{}\n");
        Path program = Files.writeString(
                folder.resolve("spring.yaml"), "program: spring\nversion: 1\nvalid_from: 2026-01-01T00:00:00Z\n");
        String events = folder.toString();
        for (String[] command : new String[][] {
            {"backfill", "--events", events},
            {"program", "dry-run", program.toString(), "--events", events},
            {"send", "--bootstrap", "127.0.0.1:1", verdicts.toString()}
        }) {
            assertThat(shell.run(command)).isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(shell.err()).contains(verdicts + ": Milepost judges", "--set fraud.own_verdicts=false");
        }
        assertThat(shell.home().warehouse()).doesNotExist();
    }

    @Test
    void aSettingThatIsNotKnownIsRefusedWithTheNearest() {
        assertThat(shell.run("backfill", "--events", "x", "--set", "job.checkpoint_intervall=1s"))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("job.checkpoint_interval?");
        assertThat(shell.run("backfill", "--events", "x", "--set", "foo.bar=1")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err())
                .contains("There is no setting 'foo.bar'; ./milepost settings lists them")
                .doesNotContain("Did you mean");
        assertThat(shell.run("backfill", "--events", "x", "--set", "local.kafka_port=99999"))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("at most 65535");
    }

    @Test
    void aHashKeyThatIsTooShortIsRefused() {
        Shell keyed = new Shell(folder.resolve("home"), Map.of("MILEPOST_HASH_KEY", "short"));
        assertThat(keyed.run("backfill", "--events", folder.toString())).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(keyed.err()).contains("MILEPOST_HASH_KEY has a length of 5: give at least 16 characters");
    }

    @Test
    void withoutAStackOrWarehouseOneIsToldHowToGetThem() {
        assertThat(shell.run("sql", "SELECT 1")).isEqualTo(ExitCode.NOTHING_THERE);
        assertThat(shell.err()).contains("./milepost demo");
        assertThat(shell.run(
                        "sql", "SELECT 1", "--warehouse", folder.resolve("none").toString()))
                .isEqualTo(ExitCode.NOTHING_THERE);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void sendWithoutAStackSaysWhatToStart() throws IOException {
        Path file = Files.writeString(folder.resolve("signups.jsonl"), "{}\n");
        assertThat(shell.run("send", file.toString())).isEqualTo(ExitCode.NOTHING_THERE);
        assertThat(shell.err()).contains("./milepost up");
    }

    @Test
    void aServersAddressIsCheckedAndNeverBesideAFolder() {
        assertThat(shell.run("sql", "SELECT 1", "--clickhouse-url", "clickhouse:8123"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("jdbc:clickhouse://");
        assertThat(shell.run("sql", "SELECT 1", "--clickhouse-url", "jdbc:clickhouse://h:1/d", "--warehouse", "w"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("sql", "SELECT 1", "--clickhouse-url", "jdbc:clickhouse://127.0.0.1:1/d"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(shell.err()).contains("does not answer").doesNotContain("\tat ");
    }

    @Test
    void aServerThatIsNotThereIsNamedInOneLine() {
        String url = "jdbc:clickhouse://127.0.0.1:1/d";
        assertThat(shell.run("up", "--clickhouse-url", url)).isEqualTo(ExitCode.FAILURE);
        assertThat(lastLine(shell.err()))
                .contains("ClickHouse at " + url + " gave no answer: ")
                .contains("refused")
                .doesNotContain("Something failed")
                .hasSizeLessThan(240);
        assertThat(RunFile.running(shell.home())).isEmpty();
    }

    @Test
    void anInstantThatIsNoneSaysHowToWriteOne() {
        assertThat(shell.run("backfill", "--events", "x", "--until", "2026-13-01"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err())
                .contains("'--until'")
                .contains("'2026-13-01' is no instant: write it like 2026-07-01T00:00:00Z")
                .doesNotContain("DateTimeParseException");
        assertThat(shell.run(
                        "simulate", "--users", "1", "--days", "1", "--seed", "1", "--out", out(), "--start", "now"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("'--start'").contains("'now' is no instant");
    }

    @Test
    void aFileInAFoldersPlaceIsRefusedByItsOption() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (Path place : List.of(file, file.resolve("below"))) {
            assertThat(shell.run("simulate", "--users", "1", "--days", "1", "--seed", "1", "--out", place.toString()))
                    .isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(shell.err()).contains("--out is " + place).contains(file + " is a file");
            assertThat(shell.run("backfill", "--events", folder.toString(), "--warehouse", place.toString()))
                    .isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(shell.err()).contains("--warehouse is " + place).doesNotContain("Something failed");
        }
        assertThat(file).hasContent("x");
    }

    @Test
    void aFolderOfNoProgramsIsRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("programs"));
        assertThat(shell.run("backfill", "--events", folder.toString(), "--programs", empty.toString()))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains(empty + ": holds no program file");
    }

    @Test
    void everyFileThatIsCutIsToldOfAndNoWarehouseIsLeft() throws IOException {
        Path events = Files.createDirectories(folder.resolve("events"));
        for (String name : List.of("purchases-1.jsonl.gz", "purchases-2.jsonl.gz")) {
            Files.write(events.resolve(name), Arrays.copyOf(gzipped("{}\n".repeat(1000)), 40));
        }
        Files.writeString(events.resolve("signups.jsonl"), "{}\n");
        assertThat(shell.run("backfill", "--events", events.toString())).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err())
                .contains("2 files cannot be read to the end")
                .contains("purchases-1.jsonl.gz: the gzip ends")
                .contains("purchases-2.jsonl.gz: the gzip ends");
        assertThat(shell.home().warehouse()).doesNotExist();
        assertThat(Home.children(shell.home().root().resolve("work"))).isEmpty();
    }

    @Test
    void sqlWantsAStatementAndAWarehouse() throws IOException {
        assertThat(shell.run("sql", " ")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("There is no statement");
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("letter.txt"), "x");
        assertThat(shell.run("sql", "SELECT 1", "--warehouse", other.toString()))
                .isEqualTo(ExitCode.NOTHING_THERE);
        assertThat(shell.err()).contains("There is no warehouse in " + other);
        assertThat(Home.children(other)).hasSize(1);
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String lastLine(String text) {
        return text.lines().reduce("", (before, line) -> line);
    }

    @Test
    void aStackTraceIsShownOnlyWhereItIsAskedFor() {
        String[] failing = {"sql", "SELECT 1", "--clickhouse-url", "jdbc:clickhouse://127.0.0.1:1/d", "--verbose"};
        shell.run(failing);
        assertThat(shell.err()).contains("\tat dev.milepost.cli");
    }

    @Test
    void theReferencePageListsEverySetting() throws IOException {
        Path page = folder.resolve("settings.md");
        assertThat(shell.run("settings", "--write", page.toString())).isZero();
        String text = Files.readString(page);
        assertThat(LocalSettings.all())
                .hasSizeGreaterThan(15)
                .allSatisfy(setting -> assertThat(text).contains("| `" + setting.key() + "` |"));
    }

    @Test
    void aSimulationTakesThePlaceOfAnotherAndOfNothingElse() throws IOException {
        Path own = Files.createDirectories(Path.of(out())).resolve("purchases.jsonl");
        Files.writeString(own, "mine");
        String[] simulate = {"simulate", "--users", "1", "--days", "1", "--seed", "1", "--out", out()};

        assertThat(shell.run(simulate)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("purchases.jsonl of your own");
        assertThat(own).hasContent("mine");

        Files.delete(own);
        assertThat(shell.run(simulate)).isEqualTo(ExitCode.OK);
        assertThat(shell.run(simulate)).isEqualTo(ExitCode.OK);
    }

    private String out() {
        return folder.resolve("out").toString();
    }
}
