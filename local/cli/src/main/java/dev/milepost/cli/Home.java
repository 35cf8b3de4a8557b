package dev.milepost.cli;

import dev.milepost.console.Console;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that holds what Milepost keeps on this machine.
 *
 * <ul>
 *   <li>{@code data}: the stack of {@code up}; {@code demo}: that of {@code demo};
 *   <li>{@code console}: the console's accounts, its record of changes and what dry runs found, but for the demo's, which are in
 *       {@code demo/console};
 *   <li>{@code warehouse}: where {@code backfill} writes unless told otherwise;
 *   <li>{@code erased.json}: who was erased, under pseudonyms, and the key of these;
 *   <li>{@code last}: the warehouse last written, a folder or a JDBC URL;
 *   <li>{@code work}: what a running command needs for a while; {@code log}: logs.
 * </ul>
 *
 * @param root the folder; it need not exist
 */
record Home(Path root) {

    private static final String WORK = "work";

    /** {@code .milepost} of the working directory. */
    static Home here() {
        return new Home(Path.of(".milepost"));
    }

    Path data() {
        return root.resolve("data");
    }

    Path demo() {
        return root.resolve("demo");
    }

    Path console() {
        return root.resolve("console");
    }

    Path warehouse() {
        return root.resolve("warehouse");
    }

    /** The list of erased users, which need not be there. */
    Path erased() {
        return root.resolve("erased.json").toAbsolutePath().normalize();
    }

    /** Settings by which whatever names an erased user is suppressed, unless they name a list of their own. */
    Settings erasing(Settings settings) {
        return settings.get(IngestSettings.ERASED).isEmpty()
                ? settings.with(IngestSettings.ERASED, erased().toString())
                : settings;
    }

    Path dryRuns() {
        return console().resolve(Console.DRY_RUNS);
    }

    /** The warehouse last written: a folder, or {@code jdbc:…}. */
    Optional<String> last() {
        try {
            return Optional.of(Files.readString(root.resolve("last")).strip()).filter(text -> !text.isEmpty());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remember(String warehouse) {
        try {
            Files.createDirectories(root);
            Files.writeString(root.resolve("last"), warehouse + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder for one command. The caller closes it. */
    WorkFolder work(String command) {
        Path work = root.resolve(WORK);
        try {
            return WorkFolder.in(Files.createDirectories(work), command);
        } catch (IOException e) {
            throw new UncheckedIOException("There is no room to work in " + work, e);
        }
    }

    /** Deletes a folder and all in it; nothing where it is not there. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(tree)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }

    static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.toList();
        }
    }
}
