package dev.milepost.runtime.metrics;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A metric of a running job, and what it is called in the table. */
record MeasuredMetric(Name name, Metric metric) {

    private static final Logger LOG = LoggerFactory.getLogger(MeasuredMetric.class);

    /** Flink has these of each operator, and of a task once more. */
    private static final Set<String> OF_OPERATORS =
            Set.of("numRecordsIn", "numRecordsOut", "numRecordsInPerSecond", "numRecordsOutPerSecond");

    private static final String BETWEEN_OPERATORS = " -> ";

    /**
     * Whose it is, and what.
     *
     * @param operator its name; of what Flink measures of a whole task, the name of the first operator of its chain; empty
     *     of what is the whole job's
     * @param subtask which of its parallel instances; -1 of what is the whole job's
     */
    record Name(String job, String operator, int subtask, String metric) {

        /** What two operators of one name come to: so much of both, but of times the longer one. */
        double together(double one, double other) {
            boolean time = metric.contains("Ms") || metric.contains("Millis");
            return time ? Math.max(one, other) : one + other;
        }
    }

    /** What a metric of a group measures; null where it is of no job, or its operators tell it. */
    static MeasuredMetric of(Metric metric, String name, MetricGroup group) {
        Map<String, String> whose = group.getAllVariables();
        String job = whose.get("<job_name>");
        if (job == null) {
            return null;
        }
        String operator = whose.get("<operator_name>");
        String task = whose.get("<task_name>");
        if (operator == null && task != null && OF_OPERATORS.contains(name)) {
            return null;
        }
        return new MeasuredMetric(
                new Name(
                        job,
                        operator != null ? operator : task != null ? task.split(BETWEEN_OPERATORS, 2)[0] : "",
                        Integer.parseInt(whose.getOrDefault("<subtask_index>", "-1")),
                        name),
                metric);
    }

    /** What it measures now; empty where it is no number, or Flink says that there has been none yet. */
    OptionalDouble value() {
        try {
            double value = number();
            // -1 is Flink's word for "no checkpoint so far".
            boolean none = value < 0 && name.metric().startsWith("lastCheckpoint");
            return Double.isFinite(value) && !none ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (RuntimeException e) {
            LOG.debug("{} cannot be read", name, e);
            return OptionalDouble.empty();
        }
    }

    private double number() {
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        if (metric instanceof Meter meter) {
            return meter.getRate();
        }
        return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
                ? number.doubleValue()
                : Double.NaN;
    }
}
