package dev.milepost.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for what one command needs for a while. It goes with {@link #close}, or with the process: on Ctrl-C too, but
 * not on a kill, so that whoever makes the next one removes what is left of processes that are gone.
 */
final class WorkFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);

    private final Path path;
    private final Thread atExit = new Thread(this::deleteAtExit, "work-folder-delete");

    private WorkFolder(Path path) {
        this.path = path;
    }

    /** A new folder within one that exists, of this process and that command. */
    static WorkFolder in(Path parent, String command) throws IOException {
        for (Path old : Home.children(parent)) {
            if (!ownerLives(old.getFileName().toString())) {
                Home.delete(old);
            }
        }
        WorkFolder folder = new WorkFolder(Files.createTempDirectory(
                parent.toAbsolutePath(), ProcessHandle.current().pid() + "-" + command + "-"));
        Runtime.getRuntime().addShutdownHook(folder.atExit);
        return folder;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process is ending: the hook deletes what is left here.
        }
        Home.delete(path);
    }

    /**
     * Others are writing while the process ends. So the folder gets another name first, which they do not know: else files
     * would appear in it as fast as they are deleted.
     */
    private void deleteAtExit() {
        Path gone = path.resolveSibling(path.getFileName() + "-gone");
        try {
            Files.move(path, gone);
            Home.delete(gone);
            Home.delete(path);
        } catch (NoSuchFileException e) {
            // It was closed meanwhile.
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} is left: the next command removes it", path, e);
        }
    }

    private static boolean ownerLives(String name) {
        int dash = name.indexOf('-');
        try {
            return dash > 0
                    && ProcessHandle.of(Long.parseLong(name.substring(0, dash))).isPresent();
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
