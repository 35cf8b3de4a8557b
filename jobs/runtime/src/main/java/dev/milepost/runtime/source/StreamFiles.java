package dev.milepost.runtime.source;

import dev.milepost.runtime.archive.ArchiveName;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stream files of a folder, by name. Sub-folders are not read; nor are hidden files, and files of an archive that
 * another covers (there are such for a moment, where small ones are merged).
 *
 * @param files the stream files, in the order of their names
 * @param ignored names of files that are clearly something else
 */
public record StreamFiles(List<StreamFile> files, List<String> ignored) {

    private static final List<String> LINES = List.of(".jsonl", ".ndjson", ".json");
    private static final String AVRO = ".avro";
    private static final String GZIP = ".gz";
    private static final int LOOKS = 100;

    /**
     * Lists a folder. A data file that belongs to no stream, or a folder that is named like a data file, is refused: its
     * events would be missing from the figures without a word.
     *
     * <p>Files of an archive that a live run merges while they are looked at are not missed, but looked for again.
     *
     * @throws SourceException where the folder cannot be read, or files in it: then it tells of all of them
     */
    public static StreamFiles in(Path folder) {
        for (int look = 1; ; look++) {
            List<Path> paths = list(folder);
            try {
                return chosen(paths);
            } catch (SourceException e) {
                if (look == LOOKS || paths.stream().allMatch(StreamFiles::isThere)) {
                    throw e;
                }
            }
        }
    }

    /** A link is there also where what it names is not. */
    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.sorted().toList();
        } catch (NoSuchFileException e) {
            throw new SourceException("There is no folder " + folder, e);
        } catch (NotDirectoryException e) {
            throw new SourceException(folder + " is no folder: give the folder that holds the stream files", e);
        } catch (IOException e) {
            throw new SourceException("The folder " + folder + " cannot be read: " + e, e);
        }
    }

    private static StreamFiles chosen(List<Path> paths) {
        Set<String> covered = covered(paths);
        List<Path> data = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        for (Path path : paths) {
            String name = path.getFileName().toString();
            if (name.startsWith(".") || covered.contains(name)) {
                continue;
            }
            if (isData(name)) {
                data.add(path);
            } else if (!Files.isDirectory(path)) {
                ignored.add(name);
            }
        }
        return new StreamFiles(of(data), List.copyOf(ignored));
    }

    /**
     * These files.
     *
     * @throws SourceException as {@link #file}; where that is so of several, it tells of all of them
     */
    public static List<StreamFile> of(List<Path> paths) {
        List<StreamFile> files = new ArrayList<>();
        List<SourceException> problems = new ArrayList<>();
        for (Path path : paths) {
            try {
                files.add(file(path));
            } catch (SourceException e) {
                problems.add(e);
            }
        }
        SourceException.throwIfAny(problems, "cannot be used");
        return List.copyOf(files);
    }

    private static Set<String> covered(List<Path> paths) {
        List<ArchiveName> archived = paths.stream()
                .map(path -> ArchiveName.parse(path.getFileName().toString()))
                .flatMap(Optional::stream)
                .toList();
        Set<String> covered = archived.stream().map(ArchiveName::toString).collect(Collectors.toSet());
        ArchiveName.uncovered(archived).forEach(name -> covered.remove(name.toString()));
        return covered;
    }

    /**
     * One file.
     *
     * @throws SourceException where it is none, is no regular one, cannot be read, or belongs to no stream
     */
    public static StreamFile file(Path path) {
        String name = path.getFileName().toString();
        if (Files.isDirectory(path)) {
            throw new SourceException(path + " is a folder, though it is named like a stream file: rename or move it");
        }
        if (!Files.exists(path)) {
            throw new SourceException("There is no file " + path);
        }
        if (!Files.isRegularFile(path)) {
            throw new SourceException(
                    path + " is no regular file, but a pipe, say, or a device: it cannot be read twice."
                            + " Write what it gives into a file");
        }
        if (!isData(name)) {
            throw new SourceException(
                    path + " is neither JSON lines (.jsonl, .ndjson, .json, also with .gz) nor an Avro"
                            + " container (.avro)");
        }
        Optional<StreamContract> contract = Streams.ofFile(name);
        if (contract.isEmpty()) {
            String streams = Streams.all().stream().map(StreamContract::stream).collect(Collectors.joining(", "));
            throw new SourceException(path + " belongs to no stream: a file's name begins with the stream's, then a dot"
                    + " or a dash. Streams: " + streams);
        }
        if (!Files.isReadable(path)) {
            throw new SourceException(path + " cannot be read: no permission");
        }
        try {
            return new StreamFile(path, contract.get(), Files.size(path));
        } catch (IOException e) {
            throw new SourceException(path + " cannot be read: " + e, e);
        }
    }

    /** The same without the files of that stream. */
    public StreamFiles without(String stream) {
        return new StreamFiles(
                files.stream()
                        .filter(file -> !file.contract().stream().equals(stream))
                        .toList(),
                ignored);
    }

    /** How much there is to read. */
    public long bytes() {
        return files.stream().mapToLong(StreamFile::bytes).sum();
    }

    static boolean isAvro(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(AVRO);
    }

    static boolean isGzip(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(GZIP);
    }

    private static boolean isData(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = lower.endsWith(GZIP) ? lower.substring(0, lower.length() - GZIP.length()) : lower;
        return lower.endsWith(AVRO) || LINES.stream().anyMatch(plain::endsWith);
    }
}
