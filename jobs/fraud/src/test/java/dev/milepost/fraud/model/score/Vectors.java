package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.Missing;
import dev.milepost.fraud.model.signal.Reading;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalVector;
import dev.milepost.fraud.model.signal.Subject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Signal vectors for tests. */
public final class Vectors {

    public static final Subject SUBJECT = new Subject("r1@1", "r1", "p", "alice", "bob", "p/eu/saas");

    private Vectors() {}

    /** All missing but these. */
    public static SignalVector of(Map<Signal, Double> values) {
        List<Reading> readings = new ArrayList<>();
        for (Signal signal : Signal.all()) {
            Double value = values.get(signal);
            readings.add(
                    value == null
                            ? Reading.missing(signal, Missing.NO_ANSWER)
                            : new Reading(signal, value, value / 8, null, List.of("id-" + signal)));
        }
        return new SignalVector(readings);
    }

    /** Each missing once in four, often 0, sometimes far above its scale. */
    public static SignalVector random(Random random) {
        Map<Signal, Double> values = new EnumMap<>(Signal.class);
        for (Signal signal : Signal.all()) {
            switch (random.nextInt(8)) {
                case 0, 1 -> {}
                case 2, 3 -> values.put(signal, 0.0);
                case 4 -> values.put(signal, random.nextDouble() * 1e6);
                default -> values.put(signal, random.nextDouble() * 4);
            }
        }
        return of(values);
    }

    /** Valid, and otherwise arbitrary. */
    public static Weights weights(Random random, int version) {
        List<GroupWeight> groups = ExpertWeights.V1.groups().stream()
                .map(each -> new GroupWeight(each.group(), random.nextDouble() * 9, random.nextDouble()))
                .toList();
        List<SignalScale> scales = ExpertWeights.V1.scales().stream()
                .map(each -> new SignalScale(each.signal(), 0, 0.01 + random.nextDouble() * 5, random.nextDouble()))
                .toList();
        Calibration calibration = random.nextBoolean()
                ? new Calibration.Platt(0.1 + random.nextDouble(), random.nextGaussian())
                : new Calibration.Isotonic(List.of(-5.0, -1.5, 2.25), List.of(0.01, 0.2, 0.9));
        return new Weights(
                version,
                random.nextLong(),
                random.nextGaussian() * 3,
                groups,
                scales,
                calibration,
                random.nextDouble());
    }
}
