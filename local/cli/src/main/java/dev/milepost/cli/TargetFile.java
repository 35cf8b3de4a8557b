package dev.milepost.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command writes at its end. */
final class TargetFile {

    private TargetFile() {}

    /**
     * Makes sure, before the work, that it can be written then.
     *
     * @param file null: none was asked for
     * @throws CommandFailure where it cannot
     */
    static void check(Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "There is no folder " + folder + " to write " + file.getFileName() + " into.");
        }
        if (Files.isDirectory(file) || (Files.exists(file) ? !Files.isWritable(file) : !Files.isWritable(folder))) {
            throw new CommandFailure(ExitCode.USAGE, file + " cannot be written.");
        }
    }
}
