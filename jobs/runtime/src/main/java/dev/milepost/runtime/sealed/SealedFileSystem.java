package dev.milepost.runtime.sealed;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** Sealed files in the folders of this machine, or in what is mounted there: {@code sealed:///a/b} is {@code /a/b}. */
final class SealedFileSystem extends FileSystem {

    static final String SCHEME = "sealed";

    private static final URI ROOT = URI.create(SCHEME + ":///");

    private final FileSystem files = LocalFileSystem.getSharedInstance();

    @Override
    public URI getUri() {
        return ROOT;
    }

    @Override
    public Path getWorkingDirectory() {
        return sealed(files.getWorkingDirectory());
    }

    @Override
    public Path getHomeDirectory() {
        return sealed(files.getHomeDirectory());
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return new Status(files.getFileStatus(plain(path)));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        FileStatus[] found = files.listStatus(plain(path));
        if (found == null) {
            return null;
        }
        FileStatus[] all = new FileStatus[found.length];
        for (int i = 0; i < found.length; i++) {
            all[i] = new Status(found[i]);
        }
        return all;
    }

    @Override
    public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) throws IOException {
        return files.getFileBlockLocations(files.getFileStatus(plain(file.getPath())), start, length);
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        return open(path);
    }

    @Override
    public FSDataInputStream open(Path path) throws IOException {
        return new SealedInputStream(path.toString(), files.open(plain(path)));
    }

    /**
     * The file is there once it is closed, and then whole. Flink takes a checkpoint for complete whose {@code _metadata}
     * is there; a process that was killed while it wrote that has left none.
     */
    @Override
    public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
        Path file = plain(path);
        if (mode == WriteMode.NO_OVERWRITE && files.exists(file)) {
            throw new FileAlreadyExistsException(file.getPath());
        }
        Path part = new Path(file.getParent(), "." + file.getName() + ".part");
        return new SealedOutputStream(files.create(part, WriteMode.OVERWRITE), () -> {
            if (!files.rename(part, file)) {
                throw new IOException("The file " + part + " cannot be renamed to " + file.getName());
            }
        });
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return files.delete(plain(path), recursive);
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        return files.mkdirs(plain(path));
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return files.rename(plain(from), plain(to));
    }

    /** As a folder that all machines mount is: checkpoints must be, and nobody else can tell. */
    @Override
    public boolean isDistributedFS() {
        return true;
    }

    private static Path plain(Path path) {
        return new Path("file", null, path.toUri().getPath());
    }

    private static Path sealed(Path path) {
        return new Path(SCHEME, null, path.toUri().getPath());
    }

    /** A file's status, by the length of what was written to it. */
    private record Status(FileStatus file) implements FileStatus {

        @Override
        public long getLen() {
            return file.isDir() ? file.getLen() : SealedBlocks.dataLength(file.getLen());
        }

        @Override
        public long getBlockSize() {
            return file.getBlockSize();
        }

        @Override
        public short getReplication() {
            return file.getReplication();
        }

        @Override
        public long getModificationTime() {
            return file.getModificationTime();
        }

        @Override
        public long getAccessTime() {
            return file.getAccessTime();
        }

        @Override
        public boolean isDir() {
            return file.isDir();
        }

        @Override
        public Path getPath() {
            return sealed(file.getPath());
        }
    }
}
