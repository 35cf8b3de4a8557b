package dev.milepost.cohorts.lifetime;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.milepost.testkit.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The CDNOW sample: purchases of 2,357 customers of a record shop, by customer and day, in cents. */
record Cdnow(SortedMap<String, SortedMap<Integer, Long>> customers) {

    static final double CENTS = 100;

    private static final String FILE = "cdnow/CDNOW_sample.txt";

    /** Skips the test, and says so, where the file is absent. */
    static Cdnow read() throws IOException {
        Optional<Path> file = SharedData.locate(FILE);
        assumeTrue(file.isPresent(), SharedData.absent(FILE));
        SortedMap<String, SortedMap<Integer, Long>> customers = new TreeMap<>();
        for (String line : Files.readAllLines(file.get())) {
            String[] cells = line.strip().split("\\s+", -1);
            customers
                    .computeIfAbsent(cells[1], customer -> new TreeMap<>())
                    .merge(
                            day(LocalDate.parse(cells[2], DateTimeFormatter.BASIC_ISO_DATE)),
                            new BigDecimal(cells[4]).movePointRight(2).longValueExact(),
                            Long::sum);
        }
        return new Cdnow(customers);
    }

    static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }

    /** Of everybody, up to a day. */
    List<PurchaseHistory> until(LocalDate last) {
        return customers.values().stream()
                .map(days -> history(days.headMap(day(last) + 1), day(last)))
                .collect(toCollection(ArrayList::new));
    }

    /** Of everybody, up to a day, and what they did after it. */
    List<HoldoutError.Held> heldOut(LocalDate last) {
        return customers.values().stream()
                .map(days -> {
                    Map<Integer, Long> after = days.tailMap(day(last) + 1);
                    return new HoldoutError.Held(
                            history(days.headMap(day(last) + 1), day(last)),
                            after.size(),
                            after.values().stream().mapToLong(Long::longValue).sum());
                })
                .toList();
    }

    private static PurchaseHistory history(Map<Integer, Long> days, int last) {
        return PurchaseHistory.of(
                days.keySet().stream().mapToInt(Integer::intValue).toArray(),
                days.values().stream().mapToLong(Long::longValue).toArray(),
                last);
    }
}
