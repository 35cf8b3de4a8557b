package dev.milepost.pipeline;

/**
 * The pipeline cut after attribution, for whoever needs only that or scales it apart: the same arguments, the same rows of
 * the same tables as {@link PipelineJob}, computed from the raw topics. A warehouse has one of the two at a time, because
 * a row key has one writer.
 */
public final class AttributionJob {

    private static final String NAME = PipelineRun.NAME + "-attribution";

    private AttributionJob() {}

    public static void main(String[] arguments) throws Exception {
        ClusterRun.of(NAME, JobArguments.of(arguments, System.getenv())).execute(PipelineTopology::throughAttribution);
    }
}
