package dev.milepost.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A directory's lock against other processes: held by the operating system, so that a crash frees it. */
final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws WarehouseLockedException where another process holds it, naming that process */
    static DirectoryLock acquire(Path directory) {
        Path file = directory.resolve(".milepost.lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // held by this very JVM: reported below like any other holder
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
            if (lock == null) {
                String pid = Files.readString(file).strip();
                throw new WarehouseLockedException(
                        directory, pid.isEmpty() ? "another process" : "the process with pid " + pid);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The warehouse's directory " + directory + " cannot be locked", e);
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
