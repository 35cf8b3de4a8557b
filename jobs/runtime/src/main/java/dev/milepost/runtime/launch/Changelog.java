package dev.milepost.runtime.launch;

import java.util.Map;

/**
 * Checkpoints of what has changed in keyed state, so that what one costs follows the load and not the size of the state.
 *
 * <p>Heap state is otherwise written whole at each checkpoint: a commit interval then grows with the events of a day. With
 * these settings every change is also appended to files, which a checkpoint names; now and then the whole state is written
 * beside the flow of events, and the changes before it are dropped. A savepoint is whole all the same. Whoever goes on from a
 * checkpoint or savepoint has to claim it ({@code execution.state-recovery.claim-mode: CLAIM}): Flink then owns its files, and
 * deletes them in their time. Without these settings, one goes on from a savepoint alone.
 *
 * <p>They are a cluster's settings, because task managers open the files before they know a job. The cluster needs
 * flink-dstl-dfs on its class path (a distribution of Flink brings flink-statebackend-changelog).
 */
public final class Changelog {

    /** A write to the file system that is slow is not repeated beside itself: Flink's own second is for object stores. */
    private static final String PATIENCE = "30 s";

    private Changelog() {}

    /**
     * Flink's settings by their keys.
     *
     * @param folder the address of a folder that all task managers and the job manager share
     * @param wholeEvery how often the whole state is written, as Flink spells durations: the longer, the more changes
     *     there are to read at a recovery
     */
    public static Map<String, String> settings(String folder, String wholeEvery) {
        return Map.of(
                "state.changelog.enabled",
                "true",
                "state.changelog.storage",
                "filesystem",
                "state.changelog.periodic-materialize.interval",
                wholeEvery,
                "dstl.dfs.base-path",
                folder,
                "dstl.dfs.compression.enabled",
                "true",
                "dstl.dfs.upload.timeout",
                PATIENCE);
    }
}
