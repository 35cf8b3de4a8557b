package dev.milepost.pipeline;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * One Flink cluster for the small jobs of all test classes in this JVM: to start one costs more than such a job. Nothing of a
 * job stays in it but what the job has left in its own folders. It ends with the JVM.
 */
final class SharedCluster {

    /** Two jobs of two tasks each at a time, and those that are ending. */
    private static final int SLOTS = 8;

    private static MiniCluster cluster;

    private SharedCluster() {}

    static synchronized MiniCluster get() throws Exception {
        if (cluster == null) {
            Configuration configuration = new Configuration();
            configuration.set(RestOptions.BIND_PORT, "0");
            configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(SLOTS));
            MiniCluster started = new MiniCluster(new MiniClusterConfiguration.Builder()
                    .setConfiguration(configuration)
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(SLOTS)
                    .build());
            started.start();
            cluster = started;
        }
        return cluster;
    }
}
