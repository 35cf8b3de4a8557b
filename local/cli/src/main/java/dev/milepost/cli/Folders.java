package dev.milepost.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that a person names. */
final class Folders {

    private Folders() {}

    /**
     * A folder that is there or can be made.
     *
     * @param option what it was named by
     * @throws CommandFailure where a file is in its place, or in that of a folder above it
     */
    static Path require(String option, Path folder) {
        Path nearest = folder.toAbsolutePath().normalize();
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        if (nearest != null && !Files.isDirectory(nearest)) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    option + " is " + folder + ", but " + nearest
                            + " is a file: name a folder, which is made where it is missing.");
        }
        return folder;
    }
}
