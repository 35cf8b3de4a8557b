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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    static final String SEALED = ".sealed-";
    private static final Duration ABANDONED_AFTER = Duration.ofHours(24);

    /** A partition of a topic. */
    public record Partition(String topic, int partition) {}

    /** The visible files, without those that another covers. */
    public List<ArchiveName> files() {
        return ArchiveName.uncovered(visible());
    }

    /**
     * Up to which offset each partition is archived, its accepted and its refused records; absent where nothing of it is.
     * A file of one kind alone says so of both, because the other is published with it, at the latest by {@link #tidy}.
     */
    public Map<Partition, Long> ends() {
        Map<Partition, Long> ends = new HashMap<>();
        for (ArchiveName name : visible()) {
            ends.merge(name.of(), name.last(), Math::max);
        }
        return ends;
    }

    /** Offsets of a partition that no file covers, from the first to the last. */
    public record Gap(Partition partition, long first, long last) {

        @Override
        public String toString() {
            return partition.topic() + "-" + partition.partition() + " " + first + (first == last ? "" : " to " + last);
        }
    }

    /**
     * What lies before or between the files of a partition, in order. A file is missing there, unless Kafka had no record
     * there when it was read: it had let go of the first, say, or the offset is that of a transaction's end.
     */
    public List<Gap> gaps() {
        Map<Partition, Long> covered = new HashMap<>();
        List<Gap> gaps = new ArrayList<>();
        files().stream()
                .sorted(Comparator.comparing(ArchiveName::stream)
                        .thenComparingInt(ArchiveName::partition)
                        .thenComparingLong(ArchiveName::first))
                .forEach(file -> {
                    long next = covered.getOrDefault(file.of(), -1L) + 1;
                    if (file.first() > next) {
                        gaps.add(new Gap(file.of(), next, file.first() - 1));
                    }
                    covered.merge(file.of(), file.last(), Math::max);
                });
        return gaps;
    }

    /** The visible files of one series, from the first offset on, without those that another covers. */
    List<ArchiveName> series(ArchiveName one) {
        String start = one.start();
        return ArchiveName.uncovered(names().stream()
                        .filter(name -> name.startsWith(start))
                        .map(ArchiveName::parse)
                        .flatMap(Optional::stream)
                        .toList())
                .stream()
                .sorted(Comparator.comparingLong(ArchiveName::first))
                .toList();
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
            if (visible().stream().noneMatch(file -> file.covers(name))) {
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

    /**
     * Makes whole what a crash has left half done, and removes what no checkpoint can speak of any more: covered files, and
     * hidden ones that a crash left.
     */
    void tidy(Instant now) throws IOException {
        completePairs();
        removeCovered();
        Map<Partition, Long> ends = ends();
        for (String name : names()) {
            boolean abandoned = name.startsWith(OPEN)
                    || sealed(name)
                            .filter(held -> ends.getOrDefault(held.of(), -1L) >= held.last())
                            .isPresent();
            if (abandoned && isOlder(path.resolve(name), now)) {
                Files.deleteIfExists(path.resolve(name));
            }
        }
    }

    private void removeCovered() throws IOException {
        List<ArchiveName> visible = visible();
        Set<ArchiveName> needed = new HashSet<>(ArchiveName.uncovered(visible));
        for (ArchiveName name : visible) {
            if (!needed.contains(name)) {
                Files.deleteIfExists(of(name));
            }
        }
    }

    /** Removes covered files, and those that were being written, where nobody writes any more. */
    void removeUnneeded() throws IOException {
        removeCovered();
        for (String name : names()) {
            if (name.startsWith(OPEN)) {
                Files.deleteIfExists(path.resolve(name));
            }
        }
    }

    /**
     * Publishes each sealed file whose sibling is visible. The accepted and the refused records of a range are two files of
     * one checkpoint; where one is visible the checkpoint was complete, and a crash came before the other. The restore of
     * that checkpoint would publish it, but one of an earlier checkpoint does not: and then a writer that reads the range
     * again passes over it, because it is archived.
     */
    private void completePairs() throws IOException {
        Set<ArchiveName> visible = new HashSet<>(visible());
        for (String name : names()) {
            Optional<ArchiveName> held = sealed(name);
            if (held.isPresent()
                    && visible.contains(held.get().sibling())
                    && visible.stream().noneMatch(file -> file.covers(held.get()))) {
                try {
                    move(path.resolve(name), of(held.get()));
                    visible.add(held.get());
                } catch (NoSuchFileException e) {
                    // Another committer, which was restored with it, has published it just now.
                }
            }
        }
    }

    /** What a hidden name says that the sealed file holds; empty of any other name. */
    static Optional<ArchiveName> sealed(String name) {
        int end = name.lastIndexOf('.');
        return name.startsWith(SEALED) && end > SEALED.length()
                ? ArchiveName.parse(name.substring(SEALED.length(), end))
                : Optional.empty();
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
