package dev.milepost.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine's directory over several lives and between processes. */
final class WarehouseDirectoryIT {
    @TempDir
    private Path parent;

    @Test
    void dataSurvivesACloseAndIsApartFromOtherDirectoriesOfTheSameProcess() {
        Path one = parent.resolve("one");
        Path two = parent.resolve("it's two?");
        assertThat(EmbeddedClickHouse.holdsData(one)).isFalse();
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.open(one)) {
            engine.execute(
                    "CREATE TABLE kept (id UInt8) ENGINE = MergeTree ORDER BY id", "INSERT INTO kept VALUES (1), (2)");
        }
        assertThat(EmbeddedClickHouse.holdsData(one)).isTrue();
        assertThat(EmbeddedClickHouse.holdsData(parent)).isFalse();
        System.gc(); // nothing of the engine may go with the object that opened it
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.open(two)) {
            engine.execute(
                    "CREATE TABLE other (id UInt8) ENGINE = MergeTree ORDER BY id", "INSERT INTO other VALUES (7)");
            assertThat(engine.query("SHOW TABLES FROM default")).isEqualTo("other");
            assertThat(engine.query("SELECT id FROM other")).isEqualTo("7");
        }
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.open(one)) {
            assertThat(engine.query("SELECT groupArray(id) FROM kept")).isEqualTo("[1,2]");
        }
    }

    @Test
    void aDirectoryHeldByAnotherProcessNamesThatProcessAndSurvivesItsEnd() throws Exception {
        Path directory = parent.resolve("warehouse");
        Process holder = holder(directory, "60000");
        try {
            assertThat(firstLine(holder)).isEqualTo("open");
            assertThatThrownBy(() -> EmbeddedClickHouse.open(directory))
                    .isInstanceOf(WarehouseLockedException.class)
                    .hasMessageContaining("pid " + holder.pid())
                    .hasMessageContaining(directory.toString());
        } finally {
            holder.destroyForcibly();
            assertThat(holder.waitFor(2, TimeUnit.MINUTES)).isTrue();
        }
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.open(directory)) {
            assertThat(engine.query("SELECT count() FROM held")).isEqualTo("1");
        }
    }

    @Test
    void aProcessThatEndsWithTheEngineOpenEndsWell() throws Exception {
        Process holder = holder(parent.resolve("left-open"), "0");
        assertThat(firstLine(holder)).isEqualTo("open");
        assertThat(holder.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(holder.exitValue()).isZero();
    }

    /** A process of its own that opens a directory, says so, waits, and ends without closing it. */
    private static Process holder(Path directory, String millis) throws Exception {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-Xmx256m",
                        "-Dmilepost.engine.lib=" + EngineLibrary.locate(),
                        Holder.class.getName(),
                        directory.toString(),
                        millis))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws Exception {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    /** What {@link #holder} runs. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            EmbeddedClickHouse engine = EmbeddedClickHouse.open(Path.of(args[0]));
            engine.execute(
                    "CREATE TABLE held (id UInt8) ENGINE = MergeTree ORDER BY id", "INSERT INTO held VALUES (1)");
            System.out.println("open");
            Thread.sleep(Long.parseLong(args[1]));
        }
    }
}
