package dev.milepost.cli.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with a size of its own, where this machine lets us: a small file system in memory, which only root may make. */
final class Disk implements AutoCloseable {

    private final Path folder;
    private final String why;

    private Disk(Path folder, String why) {
        this.folder = folder;
        this.why = why;
    }

    /** A plain folder, without a size of its own. */
    static Disk plain(Path folder) {
        return new Disk(folder, "none was asked for");
    }

    /** A file system of that size at the folder; where that cannot be had, a plain folder that says why. */
    static Disk of(Path folder, int megabytes) throws IOException, InterruptedException {
        Process mount;
        try {
            mount = new ProcessBuilder(
                            "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return new Disk(folder, "this system has no mount (" + e.getMessage() + ")");
        }
        String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Disk(
                folder, mount.waitFor() == 0 ? null : "a disk with a size of its own cannot be made here: " + said);
    }

    /** Whether it is a file system of its own. */
    boolean isOwn() {
        return why == null;
    }

    /** Why it is none. */
    String why() {
        return why;
    }

    @Override
    public void close() {
        if (!isOwn() || !Files.exists(folder)) {
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
