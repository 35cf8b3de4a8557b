package dev.milepost.fraud.model.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LogBucketsTest {

    private static final double ONE_PERCENT = 0.01;

    /** Over 24 orders of magnitude, both signs, and zeros. */
    private static List<Double> wild(int count) {
        Random random = new Random(3);
        return DoubleStream.generate(() -> random.nextInt(10) == 0
                        ? 0
                        : (random.nextBoolean() ? 1 : -1) * StrictMath.pow(10, random.nextDouble() * 20 - 8))
                .limit(count)
                .boxed()
                .collect(Collectors.toList());
    }

    private static LogBuckets of(Iterable<Double> values) {
        LogBuckets buckets = new LogBuckets(ONE_PERCENT);
        values.forEach(buckets::add);
        return buckets;
    }

    @Test
    void aBucketStandsForItsValuesWithinOnePercent() {
        LogBuckets buckets = new LogBuckets(ONE_PERCENT);
        for (double value : wild(5000)) {
            assertThat(buckets.value(buckets.bucket(value)))
                    .as("%s", value)
                    .isEqualTo(value, within(Math.abs(value) * ONE_PERCENT * (1 + 1e-9)));
        }
        assertThat(buckets.bucket(1e-10)).isZero();
        assertThat(buckets.bucket(-1e-10)).isZero();
        assertThat(buckets.bucket(1e300)).isEqualTo(buckets.bucket(1e15));
        assertThat(buckets.bucket(-1e300)).isEqualTo(-buckets.bucket(1e15));
    }

    @Test
    void bucketsAreOrderedAsValuesAre() {
        LogBuckets buckets = new LogBuckets(ONE_PERCENT);
        double[] sorted = wild(5000).stream().mapToDouble(d -> d).sorted().toArray();
        for (int i = 1; i < sorted.length; i++) {
            assertThat(buckets.bucket(sorted[i])).isGreaterThanOrEqualTo(buckets.bucket(sorted[i - 1]));
        }
    }

    @Test
    void countsAndQuantilesAreThoseOfCountingAll() {
        List<Double> values = wild(2000);
        LogBuckets buckets = of(values);
        int[] placed = values.stream().mapToInt(buckets::bucket).sorted().toArray();
        for (double value : wild(300)) {
            int bucket = buckets.bucket(value);
            long counted = Arrays.stream(placed).filter(b -> b <= bucket).count();
            assertThat(buckets.upTo(bucket)).isEqualTo(counted);
        }
        for (double share : new double[] {0, 0.001, 0.1, 0.5, 0.9, 0.999, 1}) {
            int rank = (int) Math.min(share * placed.length, placed.length - 1);
            assertThat(buckets.quantile(share)).isEqualTo(placed[rank]);
        }
        assertThat(buckets.count()).isEqualTo(2000);
    }

    @Test
    void theSameValuesInAnyOrderAndInPartsAreTheSameBytes() throws IOException {
        List<Double> values = wild(3000);
        byte[] bytes = Streams.bytes(of(values)::write);
        LogBuckets merged = of(values.subList(0, 700));
        merged.merge(of(values.subList(700, 3000)));
        assertThat(Streams.bytes(merged::write)).isEqualTo(bytes);
        Collections.shuffle(values, new Random(1));
        assertThat(Streams.bytes(of(values)::write)).isEqualTo(bytes);
        LogBuckets read = Streams.back(bytes, in -> LogBuckets.read(in, ONE_PERCENT));
        assertThat(Streams.bytes(read::write)).isEqualTo(bytes);
        assertThat(read.quantile(0.3)).isEqualTo(merged.quantile(0.3));
    }

    @Test
    void skewIsWhereTheLongerTailIsAndOneValueDoesNotDecide() {
        assertThat(of(List.of(1.0, 2.0, 3.0, 4.0, 20.0)).skew()).isEqualTo(1);
        assertThat(of(List.of(-1.0, -2.0, -3.0, -4.0, -20.0)).skew()).isEqualTo(-1);
        assertThat(of(List.of(-2.0, -1.0, 0.0, 1.0, 2.0)).skew()).isZero();
    }

    @Test
    void whatIsNoStateIsRefused() throws IOException {
        byte[] bytes = Streams.bytes(of(List.of(1.0, 2.0))::write);
        assertThatThrownBy(() -> Streams.back(Arrays.copyOf(bytes, 9), in -> LogBuckets.read(in, ONE_PERCENT)))
                .isInstanceOf(EOFException.class);
        bytes[4] = 127;
        assertThatThrownBy(() -> Streams.back(bytes, in -> LogBuckets.read(in, ONE_PERCENT)))
                .hasMessageMatching("The state counts 1 values in bucket \\d+");
        LogBuckets finer = new LogBuckets(0.001);
        assertThatThrownBy(() -> finer.merge(of(List.of(1.0)))).hasMessage("Buckets of 0.01 and of 0.001");
    }
}
