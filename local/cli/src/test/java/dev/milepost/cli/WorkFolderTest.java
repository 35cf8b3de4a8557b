package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

    @TempDir
    private Path root;

    @Test
    void goesWhenItIsClosedAndTakesThoseOfProcessesThatAreGoneWithIt() throws IOException {
        Path left = Files.createDirectories(root.resolve("work/999999999-backfill-x/below"));
        Path other = Files.createDirectories(root.resolve("work/somebody-else"));
        try (WorkFolder folder = new Home(root).work("backfill")) {
            Files.createDirectories(folder.path().resolve("sort"));
            assertThat(left.getParent()).doesNotExist();
        }
        assertThat(Home.children(root.resolve("work"))).containsExactly(other);
    }

    @Test
    void goesWithAProcessThatIsStopped() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Worker.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.getInputStream().read()).isEqualTo('r');
            assertThat(Home.children(root.resolve("work"))).hasSize(1);
            process.destroy(); // as Ctrl-C: hooks run
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(Home.children(root.resolve("work"))).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Works until it is stopped, and goes on writing meanwhile. */
    static final class Worker {

        private Worker() {}

        @SuppressWarnings("InfiniteLoopStatement")
        public static void main(String[] arguments) throws Exception {
            WorkFolder folder = new Home(Path.of(arguments[0])).work("backfill");
            Path sort = Files.createDirectories(folder.path().resolve("sort"));
            for (int i = 0; ; i++) {
                try {
                    Files.writeString(sort.resolve("run-" + i % 50), "x");
                } catch (IOException e) {
                    Thread.sleep(10_000);
                }
                if (i == 50) {
                    System.out.write('r');
                    System.out.flush();
                }
            }
        }
    }
}
