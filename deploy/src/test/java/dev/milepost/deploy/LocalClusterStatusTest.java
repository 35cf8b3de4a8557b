package dev.milepost.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script says of a cluster that does not run. */
class LocalClusterStatusTest {

    @TempDir
    private Path folder;

    @Test
    void anAddressThatNobodyAnswersAtIsNotListed() throws Exception {
        ProcessBuilder status = new ProcessBuilder("bash", "local-cluster/local-cluster", "status");
        status.environment().put("MILEPOST_CLUSTER", folder.toString());
        status.redirectErrorStream(true);
        Process process = status.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).isEqualTo("Nothing runs: local-cluster start starts what does not run.\n");
    }
}
