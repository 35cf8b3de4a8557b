package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {

    @TempDir
    private Path data;

    @Test
    void aStackRunsAsLongAsItsProcessDoes() {
        run(System.currentTimeMillis());
        assertThat(RunFile.running(data)).isPresent();
    }

    /** As after a restart of a container, where every first process has the same pid. */
    @Test
    void aProcessThatBeganLaterIsAnotherOne() {
        run(System.currentTimeMillis() - 86_400_000L);
        assertThat(RunFile.running(data)).isEmpty();
    }

    private void run(long started) {
        new RunFile(
                        ProcessHandle.current().pid(),
                        started,
                        "jdbc:clickhouse://127.0.0.1:1/default",
                        "127.0.0.1:2",
                        "",
                        "",
                        "",
                        0,
                        Set.of())
                .write(data);
    }
}
