package dev.milepost.cli;

import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.sealed.DamagedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileSystem;

/** Folders whose files carry checksums (see {@code dev.milepost.runtime.sealed}). */
final class SealedFiles {

    private SealedFiles() {}

    /** Reads every file of a folder; says what is wrong with the first that is not as it was written, or with the folder. */
    static Optional<String> damage(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.of("There is no folder " + folder);
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            try (InputStream in = open(file)) {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (DamagedFileException e) {
                return Optional.of(e.getMessage());
            }
        }
        return Optional.empty();
    }

    private static InputStream open(Path file) throws IOException {
        org.apache.flink.core.fs.Path address = new org.apache.flink.core.fs.Path(FlinkPaths.sealed(file));
        return FileSystem.get(address.toUri()).open(address);
    }
}
