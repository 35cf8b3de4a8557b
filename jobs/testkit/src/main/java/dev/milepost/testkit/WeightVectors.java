package dev.milepost.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Journeys with the weights and cents that a second implementation computed: {@code weight_vectors.csv}. */
public final class WeightVectors {

    /** Its name for {@link SharedData#locate}. */
    public static final String FILE = "attribution/weight_vectors.csv";

    private static final String HEADER =
            "case,model,touch_index,partner,age_days,revenue_minor,expected_weight,expected_credit_minor";
    private static final Map<String, String> MODELS = Map.of(
            "first_touch", "first",
            "last_touch", "last",
            "linear", "linear",
            "position_40_20_40", "position");
    private static final String TIME_DECAY = "time_decay_h";

    private WeightVectors() {}

    /**
     * One journey under one model.
     *
     * @param name the journey's name; the same for all models
     * @param model as domain.md names it: first, last, linear, position or time_decay
     * @param halfLife of time_decay; 7 d otherwise
     * @param revenueMinor the conversion's net amount
     * @param touches earliest first
     */
    public record Vector(
            String name, String model, Duration halfLife, long revenueMinor, List<ExpectedTouch> touches) {}

    /**
     * One touch and what it earns.
     *
     * @param age from the touch to the conversion
     * @param weight to twelve decimal places, not rounded by largest remainder
     */
    public record ExpectedTouch(String partner, Duration age, BigDecimal weight, long creditMinor) {}

    /** All journeys under all models, in the file's order. */
    public static List<Vector> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IllegalArgumentException(file + " line 1: the header is not " + HEADER);
        }
        Map<List<String>, List<String[]>> groups = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            if (cells.length != 8) {
                throw new IllegalArgumentException(file + " line " + (i + 1) + ": 8 columns, not " + cells.length);
            }
            groups.computeIfAbsent(List.of(cells[0], cells[1]), key -> new ArrayList<>())
                    .add(cells);
        }
        return groups.values().stream().map(WeightVectors::vector).toList();
    }

    private static Vector vector(List<String[]> rows) {
        String model = rows.get(0)[1];
        boolean decays = model.startsWith(TIME_DECAY);
        long halfLifeDays = decays ? Long.parseLong(model.substring(TIME_DECAY.length(), model.length() - 1)) : 7;
        String name = decays ? "time_decay" : MODELS.get(model);
        if (name == null) {
            throw new IllegalArgumentException("The model " + model + " of the vectors is not known here");
        }
        List<ExpectedTouch> touches = rows.stream()
                .map(cells -> new ExpectedTouch(
                        cells[3],
                        Duration.ofDays(Long.parseLong(cells[4])),
                        new BigDecimal(cells[6]),
                        Long.parseLong(cells[7])))
                .toList();
        return new Vector(rows.get(0)[0], name, Duration.ofDays(halfLifeDays), Long.parseLong(rows.get(0)[5]), touches);
    }
}
