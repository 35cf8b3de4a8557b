package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.source.NextOffsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterRunTest {

    private static final NextOffsets GIVEN = new NextOffsets(Map.of("purchases-0", 12L));

    @TempDir
    private Path folder;

    private final Configuration cluster = new Configuration();

    /** The argument may stay: a start without state, which has nothing of what came before, reads it. */
    @Test
    void offsetsAreOfAStartFromASavepoint() {
        assertThat(ClusterRun.from(cluster, GIVEN)).isEqualTo(NextOffsets.NONE);
        cluster.set(StateRecoveryOptions.SAVEPOINT_PATH, "s3://bucket/savepoints/savepoint-1");
        assertThat(ClusterRun.from(cluster, GIVEN)).isEqualTo(GIVEN);
        assertThat(ClusterRun.from(cluster, NextOffsets.NONE)).isEqualTo(NextOffsets.NONE);
    }

    @Test
    void aRebuildsSavepointIsRefusedWithoutThem() throws Exception {
        Path savepoint = folder.resolve("savepoint-1");
        cluster.set(StateRecoveryOptions.SAVEPOINT_PATH, FlinkPaths.address(savepoint));
        assertThat(ClusterRun.from(cluster, NextOffsets.NONE)).isEqualTo(NextOffsets.NONE);
        Path offsets = Files.createFile(folder.resolve(NextOffsets.FILE));
        assertThatThrownBy(() -> ClusterRun.from(cluster, NextOffsets.NONE))
                .isInstanceOf(JobArgumentsException.class)
                .hasMessageContaining("--from-offsets " + offsets);
        assertThat(ClusterRun.from(cluster, GIVEN)).isEqualTo(GIVEN);
    }
}
