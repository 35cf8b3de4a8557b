package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A folder of stream files, read, judged and sorted into one file, which a bounded run then reads.
 *
 * @param file the spool file
 * @param eventsByStream valid events in the spool, by stream
 * @param deadByReason records that could not be used, in the spool as dead letters, by reason
 * @param afterUntil records after the explicit end: counted, not in the spool
 * @param suppressed records of erased users: counted, not in the spool
 * @param firstMillis the event time of the first valid event; {@link Long#MIN_VALUE} where there is none
 * @param horizonMillis where the run ends: the explicit end, else the event time of the last valid event;
 *     {@link Long#MIN_VALUE} where there is neither
 * @param ignored names of files in the folder that are no stream files
 */
public record EventSpool(
        Path file,
        Map<String, Long> eventsByStream,
        Map<String, Long> deadByReason,
        long afterUntil,
        long suppressed,
        long firstMillis,
        long horizonMillis,
        List<String> ignored) {

    /** Valid events in the spool. */
    public long events() {
        return sum(eventsByStream);
    }

    /** Dead letters in the spool. */
    public long dead() {
        return sum(deadByReason);
    }

    /** The settings of the run over this spool: the same, with its horizon. */
    public Settings bounded(Settings settings) {
        return settings.with(IngestSettings.HORIZON_MILLIS, horizonMillis);
    }

    /** Deletes the spool file; the run over it must have ended. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
