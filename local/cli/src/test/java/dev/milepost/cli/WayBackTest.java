package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two stacks run, and a warehouse's records go to the one that writes to it or to none. */
class WayBackTest {

    private static final Path FILE = Path.of("mended.jsonl");

    @TempDir
    private Path root;

    private Home home;

    @BeforeEach
    void start() throws IOException {
        home = new Home(root.toAbsolutePath());
        runs(home.data(), "jdbc:clickhouse://127.0.0.1:1001/default", "data:9092");
        runs(home.demo(), "jdbc:clickhouse://127.0.0.1:1002/default", "demo:9092");
    }

    @Test
    void aStacksRecordsGoToItsOwnTopicsAndArchive() throws IOException {
        WayBack data = way(server("jdbc:clickhouse://127.0.0.1:1001/default"), nothing());
        assertThat(data.kafkaFor(1, FILE)).isEqualTo("data:9092");
        assertThat(data.archiveFor(1, FILE)).isEqualTo(home.data().resolve("archive"));
        assertThat(data.warehouse()).isEqualTo("--warehouse " + home.data().resolve("warehouse"));
        // The database is where names without one belong: it is the same server.
        WayBack demo = way(server("jdbc:clickhouse://127.0.0.1:1002/other"), nothing());
        assertThat(demo.kafkaFor(1, FILE)).isEqualTo("demo:9092");
        assertThat(demo.archiveFor(1, FILE)).isEqualTo(home.demo().resolve("archive"));
    }

    @Test
    void thoseOfAnotherServerGoNowhereUntilSomebodySaysWhere() throws IOException {
        SqlTarget production = server("jdbc:clickhouse://production:8123/default");
        WayBack unknown = way(production, nothing());
        assertThatThrownBy(() -> unknown.kafkaFor(2, FILE))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("2 records of mended.jsonl")
                .hasMessageContaining("--clickhouse-url jdbc:clickhouse://production:8123/default")
                .hasMessageContaining("--bootstrap");
        assertThatThrownBy(() -> unknown.archiveFor(2, FILE))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--archive");
        WayBack named = way(
                production,
                new WayBack.Given(Optional.of("production:9092"), Path.of("/shared/archive"), Settings.defaults()));
        assertThat(named.kafkaFor(1, FILE)).isEqualTo("production:9092");
        assertThat(named.archiveFor(1, FILE)).isEqualTo(Path.of("/shared/archive"));
    }

    @Test
    void thoseOfAFolderThatNoStackHasGoNowhereEither() throws IOException {
        WayBack way = way(new SqlTarget.Folder(home.warehouse()), nothing());
        assertThatThrownBy(() -> way.kafkaFor(1, FILE)).hasMessageContaining("--warehouse " + home.warehouse());
        assertThatThrownBy(() -> way.archiveFor(1, FILE)).hasMessageContaining("--archive");
    }

    @Test
    void atRestTheyAreFiledWithTheStackThatWroteThereLast() throws IOException {
        RunFile.delete(home.demo());
        Path warehouse = home.demo().resolve("warehouse");
        Files.writeString(
                home.demo().resolve("stack.json"),
                "{\"generation\":1,\"warehouse\":\"" + warehouse
                        + "\",\"store\":\"milepost_store\",\"checkpoints\":null}");
        WayBack way = way(new SqlTarget.Folder(warehouse), nothing());
        assertThat(way.archiveFor(1, FILE)).isEqualTo(home.demo().resolve("archive"));
        assertThatThrownBy(() -> way.kafkaFor(1, FILE)).hasMessageContaining("runs here");
    }

    @Test
    void aStackWithoutAnArchiveHasNone() throws IOException {
        new RunFile(
                        ProcessHandle.current().pid(),
                        now(),
                        "jdbc:clickhouse://127.0.0.1:1001",
                        "data:9092",
                        "",
                        "",
                        "",
                        0,
                        Set.of())
                .write(home.data());
        WayBack way = way(server("jdbc:clickhouse://127.0.0.1:1001/default"), nothing());
        assertThatThrownBy(() -> way.archiveFor(1, FILE)).hasMessageContaining("archive.on");
    }

    private WayBack way(SqlTarget target, WayBack.Given given) throws IOException {
        return WayBack.of(home, target, null, given);
    }

    private static WayBack.Given nothing() {
        return new WayBack.Given(Optional.empty(), null, Settings.defaults());
    }

    private static SqlTarget server(String url) {
        return new SqlTarget.Server(ClickHouseUrl.parse(url), "default", "");
    }

    private static void runs(Path data, String clickhouse, String kafka) throws IOException {
        Files.createDirectories(data);
        String warehouse = data.resolve("warehouse").toString();
        String archive = data.resolve("archive").toString();
        new RunFile(ProcessHandle.current().pid(), now(), clickhouse, kafka, warehouse, "", archive, 0, Set.of())
                .write(data);
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
