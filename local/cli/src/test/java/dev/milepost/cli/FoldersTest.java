package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One folder has many names. */
class FoldersTest {

    @TempDir
    private Path root;

    private Path warehouse;
    private Path link;

    @BeforeEach
    void link() throws IOException {
        warehouse = Files.createDirectories(root.resolve("real/data/warehouse"));
        link = Files.createSymbolicLink(root.resolve("link"), warehouse);
    }

    @Test
    void aWarehouseIsTheSameByWhateverPath() throws IOException {
        String name = warehouse.toString();
        assertThat(Folders.areOneWarehouse(link.toString(), name)).isTrue();
        assertThat(Folders.areOneWarehouse(warehouse.resolve("../../data/warehouse") + "/", name))
                .isTrue();
        assertThat(Folders.areOneWarehouse(root + "/real/data/other", name)).isFalse();
        assertThat(Folders.areOneWarehouse("", name)).isFalse();
        assertThat(Folders.areOneWarehouse("jdbc:clickhouse://h:1/d", name)).isFalse();
        assertThat(Folders.areOneWarehouse("jdbc:clickhouse://h:1/d", "jdbc:clickhouse://h:1/d"))
                .isTrue();
    }

    @Test
    void whatOthersTakeForSeveralIsRefusedBeforeTheyAreGivenIt() {
        Path odd = Path.of("/home/ada/one's own, really/.milepost/data");
        assertThatThrownBy(() -> Folders.requireOne(odd))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(odd + " for several folders")
                .hasMessageContaining("use one whose path has none");
        assertThatThrownBy(() -> Folders.requireOne(Path.of("/mnt/c:/data"))).isInstanceOf(CommandFailure.class);
        Path plain = Path.of("/home/ada/one's own 100%25/.milepost/data");
        assertThat(Folders.requireOne(plain)).isEqualTo(plain);
    }

    @Test
    void whatIsNotThereYetIsUnderTheFolderThatIs() throws IOException {
        assertThat(Folders.real(link.resolve("a/b")))
                .isEqualTo(warehouse.toRealPath().resolve("a/b"));
    }

    @Test
    void aStacksWarehouseAndItsArchiveAreFoundByALink() throws IOException {
        Home home = new Home(Files.createSymbolicLink(root.resolve("home"), root.resolve("real")));
        Files.writeString(
                home.data().resolve("stack.json"),
                "{\"generation\":1,\"warehouse\":\"" + home.data().resolve("warehouse")
                        + "\",\"store\":\"milepost_store\",\"checkpoints\":null}");
        Optional<StackRebuild> ofLink = StackRebuild.ofFolder(link, home);
        assertThat(ofLink).map(StackRebuild::data).contains(home.data());
        assertThat(ofLink)
                .map(StackRebuild::warehouse)
                .contains(home.data().resolve("warehouse").toString());
        // By its real path, with a home that knows of no stack.
        assertThat(StackRebuild.ofFolder(link, new Home(root.resolve("none"))))
                .map(StackRebuild::data)
                .contains(warehouse.toRealPath().getParent());
        assertThat(StackRebuild.ofArchive(root.resolve("real/data/archive"), Settings.defaults(), home))
                .isPresent();
        assertThat(StackRebuild.ofFolder(root.resolve("real/data/other"), home)).isEmpty();
    }
}
