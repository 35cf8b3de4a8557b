package dev.milepost.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The checkpoints and savepoints in a folder that were completed, the latest first, of whatever job. */
final class Checkpoints {

    /** So many are kept: should the latest be damaged, there is the one before. */
    static final int KEPT = 2;

    private static final String METADATA = "_metadata";

    private final Path folder;
    private final List<Path> complete;

    private Checkpoints(Path folder, List<Path> complete) {
        this.folder = folder;
        this.complete = complete;
    }

    /** Those that are there now; none where the folder is missing. */
    static Checkpoints in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new Checkpoints(folder, List.of());
        }
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, Set.of(), 3, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.getFileName().toString().equals(METADATA)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            /** A job writes there, and removes, meanwhile. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                return failure instanceof NoSuchFileException
                        ? FileVisitResult.CONTINUE
                        : super.postVisitDirectory(visited, failure);
            }
        });
        found.sort(Comparator.comparing(Checkpoints::modified).reversed());
        return new Checkpoints(folder, found.stream().map(Path::getParent).toList());
    }

    /** The one whose metadata is newest. */
    Optional<Path> latest() {
        return complete.stream().findFirst();
    }

    /**
     * The latest of those that are as they were written; the terminal is told of any that is not.
     *
     * @throws CommandFailure where there is none
     */
    Path latestIntact(Terminal terminal) throws IOException {
        for (Path checkpoint : complete) {
            Optional<String> damage = SealedFiles.damage(checkpoint);
            if (damage.isEmpty()) {
                if (checkpoint.equals(complete.get(0))) {
                    return checkpoint;
                }
                boolean before = complete.size() > 1 && checkpoint.equals(complete.get(1));
                terminal.tell("Going on from an earlier checkpoint, " + folder.relativize(checkpoint)
                        + ", in a new generation. "
                        + (before
                                ? "No row of what was lost was visible yet, unless warehouse.hold_blocks is false."
                                : "Rows that only what was lost would have corrected may stay until a rebuild."));
                return checkpoint;
            }
            terminal.tell(damage.get() + ".");
        }
        throw new CommandFailure(
                ExitCode.FAILURE,
                "No checkpoint in " + folder + " is as it was written. Rebuild from the archive (./milepost backfill"
                        + " --events <archive>), or remove that folder to begin anew from what Kafka still holds.");
    }

    /** Removes those that are older than the one before a checkpoint; nothing rests on them. */
    void deleteBefore(Path checkpoint) throws IOException {
        int keep = complete.indexOf(checkpoint) + KEPT;
        for (int i = keep; i < complete.size(); i++) {
            Path old = complete.get(i);
            Path job = old.getParent();
            // A job's own folder goes with the last of its checkpoints; a savepoint has none.
            boolean last = !job.equals(folder) && complete.stream().limit(keep).noneMatch(kept -> kept.startsWith(job));
            Home.delete(last ? job : old);
        }
    }

    private static FileTime modified(Path metadata) {
        try {
            return Files.getLastModifiedTime(metadata);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
