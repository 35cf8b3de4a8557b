package dev.milepost.runtime.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedFileSystemTest {

    private static final int BLOCK = SealedBlocks.DATA_BYTES;

    @TempDir
    private Path folder;

    private final Random random = new Random(1);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 3 * BLOCK + 17})
    void whatIsWrittenIsReadFromAnyPlace(int length) throws IOException {
        byte[] written = write("file", length);
        FileSystem files = files();
        assertThat(files.getFileStatus(path("file")).getLen()).isEqualTo(length);
        try (FSDataInputStream in = files.open(path("file"))) {
            assertThat(in.readAllBytes()).isEqualTo(written);
            assertThat(in.read()).isNegative();
            for (int i = 0; i < 20; i++) {
                int place = random.nextInt(length + 1);
                in.seek(place);
                assertThat(in.getPos()).isEqualTo(place);
                assertThat(in.readNBytes(100))
                        .isEqualTo(Arrays.copyOfRange(written, place, Math.min(length, place + 100)));
            }
        }
    }

    @Test
    void anyFlippedBitIsNoticed() throws IOException {
        byte[] written = write("file", 2 * BLOCK + 100);
        Path file = folder.resolve("file");
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < 300; i++) {
            byte[] flipped = whole.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            assertThatThrownBy(this::readAll)
                    .isInstanceOf(DamagedFileException.class)
                    .hasMessageContaining(file.toString());
        }
        Files.write(file, whole);
        assertThat(readAll()).isEqualTo(written);
    }

    @Test
    void aFileThatWasCutOrPutTogetherWronglyIsRefused() throws IOException {
        write("file", 3 * BLOCK + 100);
        Path file = folder.resolve("file");
        byte[] whole = Files.readAllBytes(file);
        for (int length :
                new int[] {0, 3, 100, SealedBlocks.BLOCK_BYTES, 2 * SealedBlocks.BLOCK_BYTES, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(this::readAll).isInstanceOf(DamagedFileException.class);
        }
        byte[] swapped = whole.clone();
        System.arraycopy(whole, 0, swapped, SealedBlocks.BLOCK_BYTES, SealedBlocks.BLOCK_BYTES);
        System.arraycopy(whole, SealedBlocks.BLOCK_BYTES, swapped, 0, SealedBlocks.BLOCK_BYTES);
        Files.write(file, swapped);
        assertThatThrownBy(this::readAll).isInstanceOf(DamagedFileException.class);
    }

    @Test
    void aFileIsThereOnceItIsWhole() throws IOException {
        FileSystem files = files();
        try (FSDataOutputStream out = files.create(path("_metadata"), WriteMode.NO_OVERWRITE)) {
            out.write(new byte[3 * BLOCK]);
            out.sync();
            assertThat(folder.resolve("_metadata"))
                    .as("as a kill would leave it")
                    .doesNotExist();
        }
        assertThat(files.getFileStatus(path("_metadata")).getLen()).isEqualTo(3 * BLOCK);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
        assertThatThrownBy(() -> files.create(path("_metadata"), WriteMode.NO_OVERWRITE))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void foldersAreThoseOfTheMachine() throws IOException {
        FileSystem files = files();
        assertThat(files.mkdirs(path("a/b"))).isTrue();
        write("a/b/one", 10);
        assertThat(folder.resolve("a/b/one")).isRegularFile();
        assertThat(files.listStatus(path("a/b"))).singleElement().satisfies(status -> {
            assertThat(status.getPath()).isEqualTo(path("a/b/one"));
            assertThat(status.getLen()).isEqualTo(10);
        });
        assertThat(files.rename(path("a/b/one"), path("a/two"))).isTrue();
        assertThat(files.exists(path("a/b/one"))).isFalse();
        assertThat(files.delete(path("a"), true)).isTrue();
        assertThat(folder.resolve("a")).doesNotExist();
    }

    /** As Flink finds it: by the scheme. */
    private FileSystem files() throws IOException {
        FileSystem files = FileSystem.getUnguardedFileSystem(URI.create("sealed:///"));
        assertThat(files).isInstanceOf(SealedFileSystem.class);
        return files;
    }

    private org.apache.flink.core.fs.Path path(String name) {
        return new org.apache.flink.core.fs.Path("sealed://" + folder.resolve(name));
    }

    private byte[] write(String name, int length) throws IOException {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        try (FSDataOutputStream out = files().create(path(name), WriteMode.OVERWRITE)) {
            int half = length / 2;
            out.write(bytes, 0, half);
            for (int i = half; i < Math.min(length, half + 10); i++) {
                out.write(bytes[i]);
            }
            int rest = Math.min(length, half + 10);
            out.write(bytes, rest, length - rest);
            assertThat(out.getPos()).isEqualTo(length);
            out.sync();
        }
        return bytes;
    }

    private byte[] readAll() throws IOException {
        try (FSDataInputStream in = files().open(path("file"))) {
            return in.readAllBytes();
        }
    }
}
