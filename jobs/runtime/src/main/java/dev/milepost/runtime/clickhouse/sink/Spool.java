package dev.milepost.runtime.clickhouse.sink;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
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
 * checkpoints say it is, so that a restore from one of the latest finds it; it goes when the companion, whose age is the
 * time since the commit and not since the writing, is older than the retention. A file without a companion is never
 * pruned: while a server is away for days, a checkpoint may still need it. A crash can leave such a file behind, at most
 * one checkpoint's worth each.
 *
 * <p>The companion stays a week longer. A checkpoint that is restored after its blocks have gone (it is older than the
 * retention, or another subtask prunes what this one has yet to commit again) finds it, and knows that they are in the
 * warehouse.
 */
final class Spool {

    private static final String BLOCK = ".block";
    private static final String DONE = ".done";
    private static final Duration COMPANION_STAYS = Duration.ofDays(7);

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

    /**
     * Reads a file back, exactly as it was written; empty where it was committed and then pruned.
     *
     * @throws WarehouseStopped where the file is damaged, or gone although nothing says that it was committed
     */
    Optional<byte[]> read(SpoolFile file) throws IOException {
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
            if (files.exists(doneOf(file))) {
                return Optional.empty();
            }
            throw new WarehouseStopped(
                    "The checkpoint needs the spooled block " + file.path()
                            + ", which is gone, and nothing says that it "
                            + "was committed. If the checkpoint is older than warehouse.spool_retention and a week, "
                            + "start from a later one; else put the file back",
                    e);
        }
        return Optional.of(content);
    }

    /** Notes that the block is in the warehouse, so that its file may be pruned some day. */
    void markDone(SpoolFile file) throws IOException {
        Path done = doneOf(file);
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
        Map<Path, Long> committed = new HashMap<>();
        Set<Path> blocks = new HashSet<>();
        for (FileStatus file : found == null ? new FileStatus[0] : found) {
            String name = file.getPath().getName();
            if (name.endsWith(BLOCK + DONE)) {
                committed.put(file.getPath(), file.getModificationTime());
            } else if (name.endsWith(BLOCK)) {
                blocks.add(new Path(directory, name));
            }
        }
        long blocksUpTo = nowMillis - retention.toMillis();
        long companionsUpTo = blocksUpTo - COMPANION_STAYS.toMillis();
        int removed = 0;
        for (Map.Entry<Path, Long> companion : committed.entrySet()) {
            String done = companion.getKey().getName();
            Path block = new Path(directory, done.substring(0, done.length() - DONE.length()));
            if (companion.getValue() < blocksUpTo && blocks.contains(block) && files.delete(block, false)) {
                removed++;
            }
            // The companion goes last: were it gone first and the deletion cut short, the block would stay for ever.
            if (companion.getValue() < companionsUpTo) {
                files.delete(companion.getKey(), false);
            }
        }
        return removed;
    }

    private static Path doneOf(SpoolFile file) {
        return new Path(file.path() + DONE);
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
