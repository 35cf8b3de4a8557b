package dev.milepost.runtime.clickhouse.sink;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/**
 * Where large blocks wait beside the checkpoint.
 *
 * <p>A committed block's file gets an empty companion of the same name and {@code .done}. The file itself stays where the
 * checkpoints say it is, so that a restore from one of the latest finds it; both go when the companion, whose age is the
 * time since the commit and not since the writing, is older than the retention. A file without a companion is never
 * pruned: while a server is away for days, a checkpoint may still need it. A crash can leave such a file behind, at most
 * one checkpoint's worth each.
 */
final class Spool {

    private static final String BLOCK = ".block";
    private static final String DONE = ".done";

    private final Path directory;

    Spool(String directory) {
        this.directory = new Path(directory);
    }

    SpoolFile write(byte[] content) throws IOException {
        Path path = new Path(directory, UUID.randomUUID() + BLOCK);
        FileSystem files = path.getFileSystem();
        files.mkdirs(directory);
        try (FSDataOutputStream out = files.create(path, WriteMode.NO_OVERWRITE)) {
            out.write(content);
            // The checkpoint will name this file: it must be as durable as the checkpoint when that completes.
            out.sync();
        }
        return new SpoolFile(path.toString(), content.length, checksum(content));
    }

    /** Reads a file back, exactly as it was written, or says what became of it. */
    byte[] read(SpoolFile file) throws IOException {
        Path path = new Path(file.path());
        FileSystem files = path.getFileSystem();
        byte[] content = new byte[Math.toIntExact(file.length())];
        try (FSDataInputStream in = files.open(path)) {
            int length = in.readNBytes(content, 0, content.length);
            int found = checksum(Arrays.copyOf(content, length));
            if (length != content.length || in.read() >= 0 || found != file.crc32c()) {
                throw new WarehouseStopped(
                        "The spooled block " + file.path() + " is not what was written: expected " + file.length()
                                + " bytes with CRC-32C " + hex(file.crc32c()) + ", found "
                                + files.getFileStatus(path).getLen() + " bytes, " + hex(found)
                                + ". Put the file back, or start from another checkpoint",
                        null);
            }
        } catch (FileNotFoundException e) {
            throw new WarehouseStopped(
                    "The checkpoint needs the spooled block " + file.path() + ", which is gone. If the checkpoint is "
                            + "older than sink.spool_retention, start from a later one; else put the file back",
                    e);
        }
        return content;
    }

    /** Notes that the block is in the warehouse, so that its file may be pruned some day. */
    void markDone(SpoolFile file) throws IOException {
        Path done = new Path(file.path() + DONE);
        done.getFileSystem().create(done, WriteMode.OVERWRITE).close();
    }

    /** Removes a file that no checkpoint can name. */
    void discard(SpoolFile file) throws IOException {
        Path path = new Path(file.path());
        path.getFileSystem().delete(path, false);
    }

    /** Removes the files of blocks that were committed longer than {@code retention} ago. Returns how many. */
    int prune(Duration retention, long nowMillis) throws IOException {
        FileSystem files = directory.getFileSystem();
        FileStatus[] found = files.exists(directory) ? files.listStatus(directory) : null;
        Set<Path> expired = new HashSet<>();
        for (FileStatus file : found == null ? new FileStatus[0] : found) {
            boolean done = file.getPath().getName().endsWith(BLOCK + DONE);
            if (done && file.getModificationTime() < nowMillis - retention.toMillis()) {
                expired.add(file.getPath());
            }
        }
        for (Path done : expired) {
            String name = done.getName();
            // The companion goes last: were it gone first and the deletion cut short, the block would stay for ever.
            files.delete(new Path(directory, name.substring(0, name.length() - DONE.length())), false);
            files.delete(done, false);
        }
        return expired.size();
    }

    private static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    private static String hex(int value) {
        return String.format("%08x", value);
    }
}
