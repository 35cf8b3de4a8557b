package dev.milepost.testkit.harness;

/**
 * One way to deliver a log to a job.
 *
 * @param number how a person asks for it, from 1
 * @param order in which order the records come
 * @param duplicates whether a tenth of the records come twice
 * @param partitions over how many partitions they are spread by key, each with its watermarks: a job reads them at once
 * @param parallelism of the job
 * @param resumedAt the parallelism at which the job, killed some time after a checkpoint at a random point, goes on from
 *     that checkpoint; 0: it is not killed
 * @param cadence how often a watermark comes
 */
public record Variant(
        int number,
        DeliveryOrder order,
        boolean duplicates,
        int partitions,
        int parallelism,
        int resumedAt,
        Cadence cadence) {

    public boolean isResumed() {
        return resumedAt > 0;
    }

    /** In words, with its number. */
    public String name() {
        return "variant " + number + ": " + order + (duplicates ? ", some twice" : "")
                + (partitions > 1 ? ", " + partitions + " partitions" : "") + ", parallelism " + parallelism
                + (isResumed() ? ", killed and resumed at " + resumedAt : "") + ", " + cadence;
    }
}
