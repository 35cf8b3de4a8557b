package dev.milepost.fraud.model.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How well scores rank fraud: by definition, in O(n²) or close to it, for tests. */
final class Ranking {

    record Scored(double score, boolean fraud) {}

    private final List<Scored> all = new ArrayList<>();

    void add(double score, boolean fraud) {
        all.add(new Scored(score, fraud));
    }

    /** The share of pairs of a fraud and none that are in order; ties are half. */
    double auc() {
        double inOrder = 0;
        double pairs = 0;
        for (Scored fraud : all) {
            for (Scored clean : all) {
                if (fraud.fraud() && !clean.fraud()) {
                    pairs++;
                    inOrder += fraud.score() > clean.score() ? 1 : fraud.score() == clean.score() ? 0.5 : 0;
                }
            }
        }
        return inOrder / pairs;
    }

    /** The mean over frauds of the precision at their place. */
    double averagePrecision() {
        List<Scored> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingDouble(Scored::score).reversed());
        int frauds = 0;
        double sum = 0;
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i).fraud()) {
                frauds++;
                sum += frauds / (i + 1.0);
            }
        }
        return sum / frauds;
    }

    /** The mean distance of probability and share of fraud over ten bins of equal width, by how many are in each. */
    double calibrationError() {
        double error = 0;
        for (int bin = 0; bin < 10; bin++) {
            double scores = 0;
            double frauds = 0;
            int n = 0;
            for (Scored each : all) {
                if (Math.min(9, (int) (each.score() * 10)) == bin) {
                    scores += each.score();
                    frauds += each.fraud() ? 1 : 0;
                    n++;
                }
            }
            error += n == 0 ? 0 : Math.abs(scores - frauds) / all.size();
        }
        return error;
    }
}
