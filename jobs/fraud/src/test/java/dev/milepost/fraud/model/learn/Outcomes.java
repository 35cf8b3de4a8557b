package dev.milepost.fraud.model.learn;

import dev.milepost.fraud.model.measure.Ranking;
import java.util.ArrayList;
import java.util.List;

/** Scores and what their referrals were. */
final class Outcomes {

    record Scored(double score, boolean fraud) {}

    private final List<Scored> all = new ArrayList<>();

    void add(double score, boolean fraud) {
        all.add(new Scored(score, fraud));
    }

    double auc() {
        return ranking().auc();
    }

    double averagePrecision() {
        return ranking().averagePrecision();
    }

    private Ranking ranking() {
        double[] scores = all.stream().mapToDouble(Scored::score).toArray();
        boolean[] labels = new boolean[scores.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = all.get(i).fraud();
        }
        return Ranking.of(scores, labels);
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
