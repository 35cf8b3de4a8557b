package dev.milepost.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One stack at a time works on a data folder. The operating system holds the lock, so that a crash frees it. */
final class DataLock implements AutoCloseable {

    static final String NAME = "run.lock";

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the folder, which is made where it is not there. */
    static DataLock take(Path data) {
        try {
            Files.createDirectories(data);
            FileChannel channel =
                    FileChannel.open(data.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // held by this very process: told below like any other holder
            }
            if (lock == null) {
                channel.close();
                String holder = RunFile.running(data)
                        .map(run -> "the process with pid " + run.pid())
                        .orElse("another process");
                throw new CommandFailure(
                        ExitCode.LOCKED,
                        "A stack is running on " + data + " already (" + holder + "): stop that one first.");
            }
            return new DataLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + data + " cannot be used", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
