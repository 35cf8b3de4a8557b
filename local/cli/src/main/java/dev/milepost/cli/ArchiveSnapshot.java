package dev.milepost.cli;

import dev.milepost.runtime.archive.ArchiveFolder;
import dev.milepost.runtime.archive.ArchiveName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An archive as it is at a moment, although a live run goes on to merge and remove its files: links to them, in a folder
 * of one's own.
 */
final class ArchiveSnapshot {

    private static final int ATTEMPTS = 100;

    private ArchiveSnapshot() {}

    /** Whether a folder holds files of an archive. */
    static boolean isArchive(Path folder) {
        return Files.isDirectory(folder) && !new ArchiveFolder(folder).files().isEmpty();
    }

    /** Links every file of the folder that can be seen into another folder, which is made; gives that one. */
    static Path of(Path folder, Path into) throws IOException {
        for (int i = 1; ; i++) {
            try {
                Files.createDirectories(into);
                link(folder, into);
                return into;
            } catch (NoSuchFileException e) {
                // A merge has removed one of them since they were listed.
                Home.delete(into);
                if (i == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static void link(Path folder, Path into) throws IOException {
        ArchiveFolder archive = new ArchiveFolder(folder);
        Map<ArchiveFolder.Partition, Long> ends = archive.ends();
        Set<String> needed = archive.files().stream().map(ArchiveName::toString).collect(Collectors.toSet());
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            boolean covered = ArchiveName.parse(name).isPresent() && !needed.contains(name);
            if (!name.startsWith(".") && !covered && Files.isRegularFile(file)) {
                link(file, into, name);
            }
        }
        for (String name : needed) {
            if (!Files.exists(into.resolve(name))) {
                throw new NoSuchFileException(name);
            }
        }
        requireWhole(new ArchiveFolder(into), ends, archive.gaps());
    }

    /**
     * A long listing is of several moments: of a merge between two of them it may have neither the parts nor what was made of
     * them.
     *
     * @param ends up to where the archive went before it was listed
     * @param gaps those of the archive after it was listed; all others are the listing's
     * @throws NoSuchFileException where a file was passed over
     */
    static void requireWhole(
            ArchiveFolder linked, Map<ArchiveFolder.Partition, Long> ends, List<ArchiveFolder.Gap> gaps)
            throws NoSuchFileException {
        Map<ArchiveFolder.Partition, Long> reached = linked.ends();
        for (Map.Entry<ArchiveFolder.Partition, Long> end : ends.entrySet()) {
            if (reached.getOrDefault(end.getKey(), -1L) < end.getValue()) {
                throw new NoSuchFileException("the last of " + end.getKey().topic());
            }
        }
        for (ArchiveFolder.Gap gap : linked.gaps()) {
            if (!gaps.contains(gap)) {
                throw new NoSuchFileException(gap.toString());
            }
        }
    }

    private static void link(Path file, Path into, String name) throws IOException {
        try {
            Files.createLink(into.resolve(name), file.toAbsolutePath());
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            // Another file system, or one without links.
            Files.copy(file, into.resolve(name));
        }
    }
}
