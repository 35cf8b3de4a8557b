package dev.milepost.fraud.evaluate;

import dev.milepost.fraud.model.detect.Detectors;
import dev.milepost.fraud.model.detect.Layer;
import dev.milepost.fraud.model.detect.Mix;
import dev.milepost.fraud.model.measure.Figures;
import dev.milepost.fraud.model.measure.Ranking;
import dev.milepost.runtime.table.TableException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Every layer, their combination, and the combination without each, on one table: each row is scored by all, then learned by all
 * (Dawid 1984, the prequential approach). The configuration is the same for every table.
 */
public final class Evaluation {

    /** Rows that are learned before figures count. */
    public static final int WARM_UP = 256;

    private final LabelledTable table;
    private final Detectors detectors;
    private final Mix all;
    private final Map<Layer, Mix> without = new EnumMap<>(Layer.class);
    private final Map<Layer, double[]> byLayer = new EnumMap<>(Layer.class);
    private final Map<Layer, double[]> byWithout = new EnumMap<>(Layer.class);
    private final double[] combined;
    private final Stopwatch stopwatch = new Stopwatch();

    private Evaluation(LabelledTable table, long seed) {
        this.table = table;
        this.detectors = new Detectors(table.width(), seed, true);
        this.all = new Mix(table.width(), Layer.combined());
        this.combined = new double[table.size()];
        for (Layer layer : Layer.values()) {
            byLayer.put(layer, new double[table.size()]);
        }
        for (Layer layer : Layer.combined()) {
            Set<Layer> others = EnumSet.copyOf(Layer.combined());
            others.remove(layer);
            without.put(layer, new Mix(table.width(), others));
            byWithout.put(layer, new double[table.size()]);
        }
    }

    /**
     * What came of a table.
     *
     * @param table the table
     * @param rows that were scored
     * @param positives among them
     * @param layers each by itself
     * @param combined all that are combined
     * @param without the combination without one of them
     * @param micros processor time that a row costs in a layer, in microseconds; that of the direction is that of the whole mix
     */
    public record Outcome(
            LabelledTable table,
            int rows,
            long positives,
            Map<Layer, Figures> layers,
            Figures combined,
            Map<Layer, Figures> without,
            Map<Layer, Double> micros) {}

    /**
     * Reads a file and evaluates it.
     *
     * @throws TableException if it is no table, or has too few rows, or only of one label, after the warm-up
     */
    public static Outcome of(Path file, String label, long seed) {
        return new Evaluation(readChecked(file, label), seed).run();
    }

    /** Reads a file as {@link #of} does, and refuses what it refuses. */
    public static LabelledTable readChecked(Path file, String label) {
        LabelledTable table = TableReader.read(file, label);
        if (table.size() <= WARM_UP) {
            throw new TableException(
                    file,
                    "there are " + table.size() + " rows, of which the first " + WARM_UP + " only warm up; give more");
        }
        long positives = positives(table);
        if (positives == 0 || positives == table.size() - WARM_UP) {
            throw new TableException(
                    file,
                    "after the first " + WARM_UP + " rows, which only warm up, all labels are "
                            + (positives == 0 ? "0" : "1") + "; figures need both");
        }
        return table;
    }

    private static long positives(LabelledTable table) {
        long positives = 0;
        for (int i = WARM_UP; i < table.size(); i++) {
            positives += table.isPositive(i) ? 1 : 0;
        }
        return positives;
    }

    private Outcome run() {
        for (int i = 0; i < table.size(); i++) {
            row(i);
        }
        Map<Layer, Figures> layers = figures(byLayer);
        return new Outcome(
                table,
                table.size() - WARM_UP,
                positives(table),
                layers,
                figures(combined),
                figures(byWithout),
                stopwatch.micros(table.size()));
    }

    private void row(int index) {
        stopwatch.start();
        Detectors.Seen seen = detectors.see(table.row(index), stopwatch::lap);
        Map<Layer, Double> scores = detectors.scores(seen, stopwatch::lap);
        Mix.Assessment assessment = all.assess(scores, seen);
        all.learn(assessment, seen);
        stopwatch.lap(Layer.DIRECTION);

        combined[index] = assessment.score();
        assessment.scores().forEach((layer, score) -> byLayer.get(layer)[index] = score);
        without.forEach((layer, mix) -> {
            Mix.Assessment less = mix.assess(scores, seen);
            byWithout.get(layer)[index] = less.score();
            mix.learn(less, seen);
        });

        stopwatch.start();
        detectors.learn(seen, stopwatch::lap);
    }

    private Map<Layer, Figures> figures(Map<Layer, double[]> scores) {
        Map<Layer, Figures> figures = new LinkedHashMap<>();
        scores.forEach((layer, of) -> figures.put(layer, figures(of)));
        return figures;
    }

    private Figures figures(double[] scores) {
        boolean[] labels = new boolean[scores.length - WARM_UP];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = table.isPositive(WARM_UP + i);
        }
        return Figures.of(Ranking.of(Arrays.copyOfRange(scores, WARM_UP, scores.length), labels));
    }
}
