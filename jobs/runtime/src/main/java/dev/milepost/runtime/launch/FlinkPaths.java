package dev.milepost.runtime.launch;

import java.nio.file.Path;

/**
 * What Flink calls a file or folder of this machine. Its addresses look like URIs, but nothing in them is escaped: one that is escaped
 * names another folder as soon as there is a blank in it.
 */
public final class FlinkPaths {

    private FlinkPaths() {}

    /** The address of a file or folder, which need not exist. */
    public static String address(Path path) {
        return org.apache.flink.core.fs.Path.fromLocalFile(path.toFile()).toString();
    }

    /** The address under which what is written is sealed (see {@code dev.milepost.runtime.sealed}). */
    public static String sealed(Path path) {
        return new org.apache.flink.core.fs.Path(
                        "sealed", null, path.toAbsolutePath().toString())
                .toString();
    }

    /** The file or folder of an address that Flink gave, sealed or not. */
    public static Path path(String address) {
        return Path.of(new org.apache.flink.core.fs.Path(address).getPath());
    }
}
