package dev.milepost.runtime.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.launch.FlinkPaths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final byte[] CONTENT = "a block".getBytes(StandardCharsets.UTF_8);
    private static final Duration RETENTION = Duration.ofHours(24);
    private static final long NOW = 1_767_225_600_000L;

    @TempDir
    Path folder;

    private Spool spool;

    @BeforeEach
    void open() {
        spool = new Spool(FlinkPaths.address(folder.resolve("spool")));
    }

    @Test
    void aBlockIsReadBackAsItWasWritten() throws Exception {
        SpoolFile file = spool.write(CONTENT);

        assertThat(file.length()).isEqualTo(CONTENT.length);
        assertThat(new Spool(FlinkPaths.address(folder.resolve("spool"))).read(file))
                .contains(CONTENT);
    }

    @Test
    void aCommittedBlockIsStillThereForARestoreFromAnEarlierCheckpoint() throws Exception {
        SpoolFile file = spool.write(CONTENT);
        spool.markDone(file);
        spool.markDone(file);
        age(NOW - RETENTION.toMillis() + 1);

        assertThat(spool.prune(RETENTION, NOW)).isZero();
        assertThat(spool.read(file)).contains(CONTENT);
    }

    @Test
    void aBlockIsPrunedOnceItsCommitIsOlderThanTheRetention() throws Exception {
        SpoolFile old = spool.write(CONTENT);
        spool.markDone(old);
        age(NOW - RETENTION.toMillis() - 1);
        SpoolFile fresh = spool.write(CONTENT);
        spool.markDone(fresh);

        assertThat(spool.prune(RETENTION, NOW)).isEqualTo(1);

        assertThat(names())
                .filteredOn(name -> name.endsWith(".block"))
                .allMatch(name -> fresh.path().contains(name));
        assertThat(spool.read(old)).isEmpty();
        assertThat(spool.read(fresh)).contains(CONTENT);
    }

    @Test
    void aCompanionTellsOfACommitLongAfterItsBlockHasGoneButNotForEver() throws Exception {
        SpoolFile file = spool.write(CONTENT);
        spool.markDone(file);
        age(NOW - RETENTION.plusDays(7).toMillis());
        assertThat(spool.prune(RETENTION, NOW)).isEqualTo(1);
        assertThat(spool.read(file)).isEmpty();

        assertThat(spool.prune(RETENTION, NOW + 1)).isZero();

        assertThat(names()).isEmpty();
        assertThatThrownBy(() -> spool.read(file))
                .isInstanceOf(WarehouseStopped.class)
                .hasMessageContaining(file.path())
                .hasMessageContaining("gone")
                .hasMessageContaining("warehouse.spool_retention");
    }

    @Test
    void aBlockThatWaitedLongForItsServerIsKeptForTheWholeRetentionAfterItsCommit() throws Exception {
        SpoolFile file = spool.write(CONTENT);
        age(NOW - Duration.ofDays(9).toMillis());
        assertThat(spool.prune(RETENTION, NOW)).isZero();

        spool.markDone(file);

        assertThat(spool.prune(RETENTION, System.currentTimeMillis())).isZero();
        assertThat(spool.read(file)).contains(CONTENT);
    }

    @Test
    void aDamagedBlockIsRefusedWithBothChecksums() throws Exception {
        SpoolFile file = spool.write(CONTENT);
        Files.writeString(only(), "a clock");

        assertThatThrownBy(() -> spool.read(file))
                .isInstanceOf(WarehouseStopped.class)
                .hasMessageContaining("not what was written")
                .hasMessageContaining(String.format("%08x", file.crc32c()));
    }

    @Test
    void aBlockCutShortOrGrownIsRefused() throws Exception {
        SpoolFile file = spool.write(CONTENT);
        Files.writeString(only(), "a blo");
        assertThatThrownBy(() -> spool.read(file))
                .isInstanceOf(WarehouseStopped.class)
                .hasMessageContaining("found 5 bytes");

        Files.writeString(only(), "a block and more");
        assertThatThrownBy(() -> spool.read(file))
                .isInstanceOf(WarehouseStopped.class)
                .hasMessageContaining("found 16 bytes");
    }

    @Test
    void anEmptyFolderIsNothingToPrune() throws Exception {
        assertThat(spool.prune(RETENTION, NOW)).isZero();
    }

    private Path only() throws Exception {
        assertThat(names()).hasSize(1);
        return folder.resolve("spool").resolve(names().get(0));
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }

    private void age(long millis) throws Exception {
        for (String name : names()) {
            Files.setLastModifiedTime(folder.resolve("spool").resolve(name), FileTime.fromMillis(millis));
        }
    }
}
