package dev.milepost.bench;

import java.util.Arrays;
import java.util.List;

/** Repeated measurements of one figure, in the order in which they were made. */
record Samples(List<Double> values) {

    double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double least() {
        return sorted()[0];
    }

    double greatest() {
        double[] sorted = sorted();
        return sorted[sorted.length - 1];
    }

    private double[] sorted() {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        if (sorted.length == 0) {
            throw new IllegalStateException("Nothing was measured");
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
