package dev.milepost.fraud.model.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How many values lie below a value: counts in buckets of one relative width (Masson, Rim, Lee 2019, "DDSketch").
 *
 * <p>With relative error α and γ = (1 + α)/(1 − α), the value x &gt; 0 is counted in bucket ⌈log<sub>γ</sub> x⌉, −x in the
 * bucket of the opposite sign, and |x| &lt; 1e-9 in that of zero; beyond 1e15 all is one bucket. The state is integers: it is the
 * same for the same values in any order, and two are merged by adding. At α = .01 it has at most 5,530 buckets (22 KB), of which
 * a usual feature spans some hundreds.
 *
 * <p>Counting and asking cost O(log buckets), by a Fenwick tree over the buckets in use.
 */
final class LogBuckets {

    private static final double SMALLEST = 1e-9;
    private static final double LARGEST = 1e15;
    private static final int ROOM = 64;

    private final double relativeError;
    private final double logOfGamma;
    private final int lowest;
    private final int highest;

    private long count;
    /** The bucket at place 1 of the tree. */
    private int first;

    private int[] tree = {0};

    LogBuckets(double relativeError) {
        if (!(relativeError > 0 && relativeError < 1)) {
            throw new IllegalArgumentException("A relative error of " + relativeError + " is none");
        }
        this.relativeError = relativeError;
        this.logOfGamma = StrictMath.log((1 + relativeError) / (1 - relativeError));
        this.lowest = (int) StrictMath.ceil(StrictMath.log(SMALLEST) / logOfGamma);
        this.highest = (int) StrictMath.ceil(StrictMath.log(LARGEST) / logOfGamma);
    }

    /** The bucket of a value: its order is that of values. */
    int bucket(double value) {
        double size = Math.abs(value);
        if (size < SMALLEST) {
            return 0;
        }
        double step = StrictMath.ceil(StrictMath.log(Math.min(size, LARGEST)) / logOfGamma);
        int bucket = Math.min((int) step, highest) - lowest + 1;
        return value < 0 ? -bucket : bucket;
    }

    /** A value within the relative error of all that the bucket counts. */
    double value(int bucket) {
        if (bucket == 0) {
            return 0;
        }
        double size = StrictMath.exp((Math.abs(bucket) + lowest - 1) * logOfGamma) * (1 - relativeError);
        return bucket < 0 ? -size : size;
    }

    long count() {
        return count;
    }

    void add(double value) {
        add(bucket(value), 1);
    }

    /** How many values lie in the bucket or below it. */
    long upTo(int bucket) {
        long sum = 0;
        for (int place = Math.min(bucket - first + 1, tree.length - 1); place > 0; place -= place & -place) {
            sum += tree[place];
        }
        return sum;
    }

    /**
     * The bucket of the value that a share of all are below: the lowest one with more than {@code share · count} values in it
     * or below it. There must be values.
     */
    int quantile(double share) {
        long rank = Math.min((long) (share * count), count - 1);
        int place = 0;
        for (int step = Integer.highestOneBit(tree.length - 1); step > 0; step >>= 1) {
            if (place + step < tree.length && tree[place + step] <= rank) {
                place += step;
                rank -= tree[place];
            }
        }
        return first + place;
    }

    void merge(LogBuckets other) {
        if (other.relativeError != relativeError) {
            throw new IllegalArgumentException("Buckets of " + other.relativeError + " and of " + relativeError);
        }
        int[] counts = other.counts();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                add(other.first + i, counts[i]);
            }
        }
    }

    /**
     * The third central moment's sign: 1 where the values reach further up, −1 where they reach further down, 0 where neither.
     * Values beyond ten standard deviations count as ten, so that a single one does not decide.
     */
    int skew() {
        int[] counts = counts();
        double[] values = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            values[i] = counts[i] == 0 ? 0 : value(first + i);
        }
        double mean = moment(counts, values, 0, 1, Double.MAX_VALUE);
        double reach = 10 * StrictMath.sqrt(moment(counts, values, mean, 2, Double.MAX_VALUE));
        double centre = mean + moment(counts, values, mean, 1, reach);
        return (int) Math.signum(moment(counts, values, centre, 3, reach));
    }

    private double moment(int[] counts, double[] values, double centre, int power, double reach) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                double off = Math.max(-reach, Math.min(reach, values[i] - centre));
                sum += counts[i] * (power == 1 ? off : power == 2 ? off * off : off * off * off);
            }
        }
        return sum / count;
    }

    void write(DataOutput out) throws IOException {
        int[] counts = counts();
        int used = 0;
        for (int c : counts) {
            used += c > 0 ? 1 : 0;
        }
        out.writeInt(used);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                out.writeInt(first + i);
                out.writeInt(counts[i]);
            }
        }
    }

    static LogBuckets read(DataInput in, double relativeError) throws IOException {
        LogBuckets buckets = new LogBuckets(relativeError);
        int reach = buckets.highest - buckets.lowest + 1;
        for (int left = in.readInt(); left > 0; left--) {
            int bucket = in.readInt();
            int counted = in.readInt();
            if (Math.abs(bucket) > reach || counted < 1) {
                throw new IOException("The state counts " + counted + " values in bucket " + bucket);
            }
            buckets.add(bucket, counted);
        }
        return buckets;
    }

    private void add(int bucket, int times) {
        if (tree.length == 1) {
            first = bucket - ROOM / 2;
            tree = new int[ROOM + 1];
        } else if (bucket < first || bucket - first + 1 >= tree.length) {
            grow(bucket);
        }
        count += times;
        for (int place = bucket - first + 1; place < tree.length; place += place & -place) {
            tree[place] = Math.addExact(tree[place], times);
        }
    }

    /** Makes room for a bucket, and some beyond it. */
    private void grow(int bucket) {
        int[] counts = counts();
        int from = bucket < first ? bucket - ROOM : first;
        int to = Math.max(bucket + ROOM, first + counts.length);
        tree = new int[to - from + 1];
        for (int i = 0; i < counts.length; i++) {
            tree[first - from + i + 1] = counts[i];
        }
        for (int place = 1; place < tree.length; place++) {
            int parent = place + (place & -place);
            if (parent < tree.length) {
                tree[parent] += tree[place];
            }
        }
        first = from;
    }

    /** The count of each bucket from the first on. */
    private int[] counts() {
        int[] counts = new int[tree.length - 1];
        for (int place = tree.length - 1; place > 0; place--) {
            counts[place - 1] = tree[place];
            for (int below = place - 1; below > place - (place & -place); below -= below & -below) {
                counts[place - 1] -= tree[below];
            }
        }
        return counts;
    }
}
