package dev.milepost.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class MeasuredMetricTest {

    private static final String CHAIN = "Source: orders -> Ingest -> (Route, Programs)";

    @Test
    void anOperatorsMetricIsOfItsInstance() {
        assertThat(name(gauge(1), "pendingRecords", Scope.ofOperator(CHAIN, "Source: orders", 3)))
                .isEqualTo(new MeasuredMetric.Name("milepost", "Source: orders", 3, "pendingRecords"));
    }

    @Test
    void aTasksMetricIsOfTheFirstOperatorOfItsChain() {
        assertThat(name(gauge(1), "busyTimeMsPerSecond", Scope.ofTask(CHAIN, 1)))
                .isEqualTo(new MeasuredMetric.Name("milepost", "Source: orders", 1, "busyTimeMsPerSecond"));
    }

    @Test
    void whatOperatorsTellATaskDoesNotTellAgain() {
        assertThat(MeasuredMetric.of(gauge(1), "numRecordsOutPerSecond", Scope.ofTask(CHAIN, 1)))
                .isNull();
        assertThat(MeasuredMetric.of(gauge(1), "numRecordsOutPerSecond", Scope.ofOperator(CHAIN, "Ingest", 1)))
                .isNotNull();
    }

    @Test
    void whatIsTheWholeJobsHasNoOperatorAndWhatIsOfNoJobIsLeftOut() {
        assertThat(name(gauge(1), "numRestarts", Scope.ofJob()))
                .isEqualTo(new MeasuredMetric.Name("milepost", "", -1, "numRestarts"));
        assertThat(MeasuredMetric.of(gauge(1), "numRestarts", new UnregisteredMetricsGroup()))
                .isNull();
    }

    @Test
    void numbersAreMeasuredAndNothingElse() {
        SimpleCounter counter = new SimpleCounter();
        counter.inc(7);
        assertThat(value(counter, "numRestarts")).hasValue(7);
        assertThat(value(gauge(2L), "numRestarts")).hasValue(2);
        assertThat(value(new FiveASecond(), "numRestarts")).hasValue(5);
        assertThat(value(gauge(-4L), "watermarkLagMillis")).hasValue(-4);
        assertThat(value(gauge(-4.0), "watermarkLagMillis")).hasValue(-4);
        assertThat(value(gauge(Double.NaN), "watermarkLagMillis"))
                .as("no watermark has come yet")
                .isEmpty();
        assertThat(value(gauge(Double.NaN), "busyTimeMsPerSecond")).isEmpty();
        assertThat(value(gauge("n/a"), "lastCheckpointSize")).isEmpty();
        assertThat(value(gauge(-1L), "lastCheckpointSize"))
                .as("there was none yet")
                .isEmpty();
        assertThat(value(
                        (Gauge<Long>) () -> {
                            throw new IllegalStateException("closed");
                        },
                        "numRestarts"))
                .isEmpty();
    }

    @Test
    void operatorsOfOneNameAreOne() {
        assertThat(new MeasuredMetric.Name("j", "o", 0, "numRecordsOutPerSecond").together(2, 3))
                .isEqualTo(5);
        assertThat(new MeasuredMetric.Name("j", "o", 0, "busyTimeMsPerSecond").together(200, 300))
                .isEqualTo(300);
        assertThat(new MeasuredMetric.Name("j", "o", 0, "watermarkLagMillis").together(900, 300))
                .isEqualTo(900);
    }

    private static MeasuredMetric.Name name(Metric metric, String name, Scope scope) {
        return MeasuredMetric.of(metric, name, scope).name();
    }

    private static OptionalDouble value(Metric metric, String name) {
        return MeasuredMetric.of(metric, name, Scope.ofJob()).value();
    }

    private static <T> Gauge<T> gauge(T value) {
        return () -> value;
    }

    private static final class FiveASecond implements Meter {

        @Override
        public void markEvent() {}

        @Override
        public void markEvent(long n) {}

        @Override
        public double getRate() {
            return 5;
        }

        @Override
        public long getCount() {
            return 0;
        }
    }
}
