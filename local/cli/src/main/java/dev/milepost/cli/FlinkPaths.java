package dev.milepost.cli;

import java.nio.file.Path;

/**
 * What Flink calls a local file: its addresses look like URIs, but nothing in them is escaped. One that is names another folder as soon
 * as there is a blank in it.
 */
final class FlinkPaths {

    private FlinkPaths() {}

    static String address(Path folder) {
        return address("file", folder);
    }

    static String address(String scheme, Path folder) {
        return new org.apache.flink.core.fs.Path(
                        scheme, null, folder.toAbsolutePath().toString())
                .toString();
    }

    /** The folder of an address that Flink gave. */
    static Path folder(String address) {
        return Path.of(new org.apache.flink.core.fs.Path(address).getPath());
    }
}
