package dev.milepost.runtime.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder of an archive, flat: visible files by {@link ArchiveName}; hidden ones, whose names begin with a dot, that
 * are being written ({@code .open-…}) or wait for their checkpoint ({@code .sealed-…}).
 *
 * @param path the folder; it need not exist
 */
public record ArchiveFolder(Path path) {

    private static final String OPEN = ".open-";
    private static final String SEALED = ".sealed-";
    private static final Duration ABANDONED_AFTER = Duration.ofHours(24);

    /** A partition of a topic. */
    public record Partition(String topic, int partition) {}

    /** The visible files, without those that another covers. */
    public List<ArchiveName> files() {
        return ArchiveName.uncovered(visible());
    }

    /** Up to which offset each partition is archived; absent where nothing of it is. */
    public Map<Partition, Long> ends() {
        Map<Partition, Long> ends = new HashMap<>();
        for (ArchiveName name : visible()) {
            ends.merge(new Partition(name.stream(), name.partition()), name.last(), Math::max);
        }
        return ends;
    }

    List<ArchiveName> visible() {
        return names().stream()
                .map(ArchiveName::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    Path of(ArchiveName name) {
        return path.resolve(name.toString());
    }

    /** A new hidden file to write to. */
    Path open() throws IOException {
        Files.createDirectories(path);
        return path.resolve(OPEN + UUID.randomUUID());
    }

    /** Closes the time of writing: the file's hidden name says what it holds; gives that name. */
    String seal(Path open, ArchiveName name) throws IOException {
        String sealed = SEALED + name + "." + UUID.randomUUID();
        move(open, path.resolve(sealed));
        return sealed;
    }

    /**
     * Makes a sealed file visible; nothing where that was done before.
     *
     * @throws IOException where neither the sealed file nor what it held is there
     */
    void publish(String sealed, ArchiveName name) throws IOException {
        try {
            move(path.resolve(sealed), of(name));
        } catch (NoSuchFileException e) {
            Long end = ends().get(new Partition(name.stream(), name.partition()));
            if (end == null || end < name.last()) {
                throw new IOException(
                        "The archive " + path + " has lost " + sealed + ", which a checkpoint speaks of: the records "
                                + name
                                + " are not archived. Bring the file back, or take the archive's folder away as a"
                                + " whole and rebuild from Kafka",
                        e);
            }
        }
    }

    /** Moves a finished merge into place, and removes what it covers. */
    void replace(Path merged, ArchiveName name, List<ArchiveName> parts) throws IOException {
        move(merged, of(name));
        for (ArchiveName part : parts) {
            if (!part.equals(name)) {
                Files.deleteIfExists(of(part));
            }
        }
    }

    /** Removes what no checkpoint can speak of any more: covered files, and hidden ones that a crash left. */
    void tidy(Instant now) throws IOException {
        List<ArchiveName> visible = visible();
        List<ArchiveName> needed = ArchiveName.uncovered(visible);
        for (ArchiveName name : visible) {
            if (!needed.contains(name)) {
                Files.deleteIfExists(of(name));
            }
        }
        for (String name : names()) {
            if (name.startsWith(OPEN) && isOlder(path.resolve(name), now)) {
                Files.deleteIfExists(path.resolve(name));
            }
            if (name.startsWith(SEALED) && isArchived(name) && isOlder(path.resolve(name), now)) {
                Files.deleteIfExists(path.resolve(name));
            }
        }
    }

    private boolean isArchived(String sealed) {
        int end = sealed.lastIndexOf('.');
        Optional<ArchiveName> name =
                ArchiveName.parse(sealed.substring(SEALED.length(), Math.max(end, SEALED.length())));
        return name.isPresent()
                && ends().getOrDefault(
                                        new Partition(
                                                name.get().stream(), name.get().partition()),
                                        -1L)
                        >= name.get().last();
    }

    private static boolean isOlder(Path file, Instant now) throws IOException {
        try {
            return Files.getLastModifiedTime(file).compareTo(FileTime.from(now.minus(ABANDONED_AFTER))) < 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        try (Stream<Path> listed = Files.list(path)) {
            listed.forEach(file -> names.add(file.getFileName().toString()));
        } catch (NoSuchFileException e) {
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("The archive " + path + " cannot be read", e);
        }
        return names;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("The file system of " + to.getParent() + " cannot rename at once", e);
        }
    }
}
