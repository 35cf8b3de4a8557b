package dev.milepost.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineLibraryTest {
    @TempDir
    private Path root;

    @Test
    void isFoundFromAModulesFolderUpwards() throws Exception {
        Path library = root.resolve(".milepost/engine/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so");
        Files.createDirectories(library.getParent());
        Files.createFile(library);
        Path module = Files.createDirectories(root.resolve("local/engine"));
        assertThat(EngineLibrary.locate(null, null, module, "lib-linux-x64-gnu"))
                .isEqualTo(library);
    }

    @Test
    void propertyGoesBeforeVariable() throws Exception {
        Path one = Files.createFile(root.resolve("one.so"));
        Path two = Files.createFile(root.resolve("two.so"));
        assertThat(EngineLibrary.locate(one.toString(), two.toString(), root, "none"))
                .isEqualTo(one);
        assertThat(EngineLibrary.locate(null, two.toString(), root, "none")).isEqualTo(two);
    }

    @Test
    void whereItIsMissingTheMessageSaysWhatToRun() throws Exception {
        Files.createFile(root.resolve("milepost")); // the project's root: the search ends here
        assertThatThrownBy(() -> EngineLibrary.locate(null, null, root, "lib-linux-x64-gnu"))
                .isInstanceOf(EngineMissingException.class)
                .hasMessageContaining("./milepost demo")
                .hasMessageContaining("lib-linux-x64-gnu");
        assertThatThrownBy(() -> EngineLibrary.locate(null, root + "/absent.so", root, "none"))
                .isInstanceOf(EngineMissingException.class)
                .hasMessageContaining("MILEPOST_ENGINE_LIB");
    }

    @Test
    void aLibraryThatDoesNotLoadSaysWhyInFewWords() throws Exception {
        Path library = Files.writeString(root.resolve("libchdb.so"), "no library");
        assertThatThrownBy(() -> Chdb.load(library))
                .isInstanceOf(EngineMissingException.class)
                .hasMessageContaining(library + " does not load on this machine: ")
                .hasMessageContaining("MILEPOST_ENGINE_LIB")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(800).doesNotContain(".jar"));
    }

    @Test
    void everySupportedMachineHasItsPackage() {
        assertThat(EngineLibrary.packageName("Linux", "amd64")).isEqualTo("lib-linux-x64-gnu");
        assertThat(EngineLibrary.packageName("Linux", "aarch64")).isEqualTo("lib-linux-arm64-gnu");
        assertThat(EngineLibrary.packageName("Mac OS X", "aarch64")).isEqualTo("lib-darwin-arm64");
        assertThatThrownBy(() -> EngineLibrary.packageName("Windows 11", "amd64"))
                .isInstanceOf(EngineMissingException.class);
    }
}
