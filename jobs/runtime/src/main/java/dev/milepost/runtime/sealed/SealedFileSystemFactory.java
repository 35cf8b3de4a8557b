package dev.milepost.runtime.sealed;

import java.net.URI;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;

/** Found by Flink for addresses that begin with {@code sealed:}. */
public final class SealedFileSystemFactory implements FileSystemFactory {

    @Override
    public String getScheme() {
        return SealedFileSystem.SCHEME;
    }

    @Override
    public FileSystem create(URI address) {
        return new SealedFileSystem();
    }
}
