package dev.milepost.cli.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder; where it is to be filled, one with a size of its own: a small file system in memory, which only root may make. */
final class Disk implements AutoCloseable {

    private final Path folder;
    private final boolean own;

    private Disk(Path folder, boolean own) {
        this.folder = folder;
        this.own = own;
    }

    /** A plain folder, without a size of its own. */
    static Disk plain(Path folder) {
        return new Disk(folder, false);
    }

    /**
     * A file system of that size at the folder.
     *
     * @throws ChaosFailure where this machine lets us have none
     */
    static Disk of(Path folder, int megabytes) throws IOException, InterruptedException {
        return of(folder, megabytes, "mount");
    }

    /** The same by a program that takes {@code mount}'s arguments. */
    static Disk of(Path folder, int megabytes, String program) throws IOException, InterruptedException {
        Process mount;
        try {
            mount = new ProcessBuilder(
                            program, "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw refused("this system has no mount (" + e.getMessage() + ")");
        }
        String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (mount.waitFor() != 0) {
            throw refused("a disk with a size of its own cannot be made here: " + said);
        }
        return new Disk(folder, true);
    }

    private static ChaosFailure refused(String why) {
        return new ChaosFailure("The disk of the checkpoints cannot be filled: " + why
                + ". Be root on a machine that lets you mount one, or leave --fill-disk out.");
    }

    @Override
    public void close() {
        if (!own || !Files.exists(folder)) {
            return;
        }
        try {
            // Lazily: a process that has just been killed may have a file open for another moment.
            new ProcessBuilder("umount", "-l", folder.toString()).start().waitFor();
        } catch (IOException e) {
            throw new ChaosFailure("The disk at " + folder + " stays mounted: umount it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
