package dev.milepost.pipeline;

/**
 * The whole pipeline on a Flink cluster, from Kafka into ClickHouse:
 *
 * <pre>
 * flink run -d -c dev.milepost.pipeline.PipelineJob milepost-pipeline-cluster.jar \
 *   --kafka broker:9092 --clickhouse-url jdbc:clickhouse://server:8123/default --programs /opt/programs \
 *   --job.checkpoint_interval 10s
 * </pre>
 *
 * <p>{@link JobArguments} lists what can be given. Rules of generations: {@link ClusterRun}.
 */
public final class PipelineJob {

    private PipelineJob() {}

    public static void main(String[] arguments) throws Exception {
        ClusterRun.of(PipelineRun.NAME, JobArguments.of(arguments, System.getenv()))
                .execute(PipelineTopology::assemble);
    }
}
