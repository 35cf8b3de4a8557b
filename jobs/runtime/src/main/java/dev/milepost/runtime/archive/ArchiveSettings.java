package dev.milepost.runtime.archive;

import dev.milepost.runtime.settings.Setting;
import java.util.List;

/** The settings of the raw archive. */
public final class ArchiveSettings {

    public static final Setting<Boolean> ON = Setting.flag(
            "archive.on",
            true,
            "Live only: every record that is read is archived, so that ./milepost backfill can rebuild the warehouse from "
                    + "it; on a cluster only with archive.folder. Off: only what Kafka still holds can be rebuilt.");

    public static final Setting<String> FOLDER = Setting.text(
            "archive.folder",
            "",
            "Where the archive is: a folder that all task managers see. Empty: archive in the data folder of a local stack, and "
                    + "none on a cluster, which has no such folder.");

    public static final Setting<Long> FILE_BYTES = Setting.whole(
                    "archive.file_bytes",
                    128L << 20,
                    "bytes",
                    "Files of the archive are merged until they are this large.")
            .atLeast(1L << 10);

    public static final Setting<Integer> MERGE_FILES = Setting.integer(
                    "archive.merge_files",
                    16,
                    "files",
                    "So many small files of one partition, of about one size, are merged into one.")
            .atLeast(2)
            .atMost(1_000);

    public static final List<Setting<?>> ALL = List.of(ON, FOLDER, FILE_BYTES, MERGE_FILES);

    private ArchiveSettings() {}
}
