package dev.milepost.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Journeys with what a second implementation made of all of them together: {@code data_driven_vectors.csv}.
 *
 * @param journeys channels in their order, how often they converted, and how often not
 * @param shapley conversions by channel as fractions, such as {@code 63/2}
 * @param baseProbability of a conversion in the Markov chain
 * @param removalEffects by channel
 * @param markov conversions by channel
 */
public record DataDrivenVectors(
        List<Journey> journeys,
        Map<String, String> shapley,
        double baseProbability,
        Map<String, Double> removalEffects,
        Map<String, Double> markov) {

    /** Its name for {@link SharedData#locate}. */
    public static final String FILE = "attribution/data_driven_vectors.csv";

    private static final String HEADER = "kind,key,value1,value2";

    /** Journeys over the same channels. */
    public record Journey(List<String> channels, long converted, long lost) {}

    /** All of the file. */
    public static DataDrivenVectors read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IllegalArgumentException(file + " line 1: the header is not " + HEADER);
        }
        List<Journey> journeys = new ArrayList<>();
        Map<String, String> shapley = new TreeMap<>();
        Map<String, Double> effects = new TreeMap<>();
        Map<String, Double> markov = new TreeMap<>();
        double base = Double.NaN;
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            switch (cells[0]) {
                case "journey" ->
                    journeys.add(new Journey(
                            List.of(cells[1].split(">", -1)), Long.parseLong(cells[2]), Long.parseLong(cells[3])));
                case "shapley_exact_conversions" -> shapley.put(cells[1], cells[2]);
                case "markov1_base_conversion_probability" -> base = Double.parseDouble(cells[3]);
                case "markov1_removal_effect" -> effects.put(cells[1], Double.valueOf(cells[3]));
                case "markov1_conversions" -> markov.put(cells[1], Double.valueOf(cells[3]));
                default -> throw new IllegalArgumentException(file + ": the kind " + cells[0] + " is not known here");
            }
        }
        return new DataDrivenVectors(journeys, shapley, base, effects, markov);
    }
}
