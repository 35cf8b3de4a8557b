package dev.milepost.testkit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * What tells two sets of warehouse rows apart, by the key of their tables.
 *
 * <p>The first difference is the first in the order identities, touches, bindings, journey, conversions, credits, other
 * tables: causes before effects; within a table in key order.
 */
public final class Differences {

    private static final List<String> CAUSES_FIRST =
            List.of("identities", "touches", "bindings", "journey", "conversions", "credits");

    private final Map<String, Counts> counts;
    private final List<Difference> found;

    /**
     * How two sets compare in one table.
     *
     * @param repeated rows of {@code actual} whose key another row of it has
     */
    public record Counts(int expected, int actual, int missing, int surplus, int changed, int repeated) {}

    /** A key with its two rows; {@code null} stands for no row. Two rows of one key on one side are listed alone. */
    public record Difference(String table, String key, SpecificRecord expected, SpecificRecord actual) {}

    private Differences(Map<String, Counts> counts, List<Difference> found) {
        this.counts = counts;
        this.found = List.copyOf(found);
    }

    /** Compares rows field by field; both sides may be in any order. */
    public static Differences between(
            Collection<? extends SpecificRecord> expected, Collection<? extends SpecificRecord> actual) {
        Map<String, Map<String, SpecificRecord>> left = byKey(expected, new ArrayList<>());
        List<SpecificRecord> repeated = new ArrayList<>();
        Map<String, Map<String, SpecificRecord>> right = byKey(actual, repeated);
        Map<String, Counts> counts = new TreeMap<>();
        List<Difference> found = new ArrayList<>();
        for (String table : tables(left, right)) {
            Map<String, SpecificRecord> wanted = left.getOrDefault(table, new TreeMap<>());
            Map<String, SpecificRecord> given = right.getOrDefault(table, new TreeMap<>());
            Map<String, SpecificRecord> all = new TreeMap<>(wanted);
            given.forEach(all::putIfAbsent);
            int missing = 0;
            int surplus = 0;
            int changed = 0;
            for (String key : all.keySet()) {
                SpecificRecord one = wanted.get(key);
                SpecificRecord other = given.get(key);
                missing += other == null ? 1 : 0;
                surplus += one == null ? 1 : 0;
                changed += one != null && other != null && !same(one, other) ? 1 : 0;
                if (one == null || other == null || !same(one, other)) {
                    found.add(new Difference(table, key, one, other));
                }
            }
            List<SpecificRecord> again = repeated.stream()
                    .filter(row -> TableKeys.table(row).equals(table))
                    .toList();
            again.forEach(
                    row -> found.add(new Difference(table, TableKeys.key(row), given.get(TableKeys.key(row)), row)));
            counts.put(
                    table,
                    new Counts(wanted.size(), given.size() + again.size(), missing, surplus, changed, again.size()));
        }
        return new Differences(counts, found);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** By table, for every table that either side has rows of. */
    public Map<String, Counts> counts() {
        return counts;
    }

    /** All differences, causes before effects. */
    public List<Difference> all() {
        return found;
    }

    private static Map<String, Map<String, SpecificRecord>> byKey(
            Collection<? extends SpecificRecord> rows, List<SpecificRecord> repeated) {
        Map<String, Map<String, SpecificRecord>> tables = new TreeMap<>();
        for (SpecificRecord row : rows) {
            SpecificRecord before = tables.computeIfAbsent(TableKeys.table(row), table -> new TreeMap<>())
                    .putIfAbsent(TableKeys.key(row), row);
            if (before != null) {
                repeated.add(row);
            }
        }
        return tables;
    }

    private static List<String> tables(Map<String, ?> left, Map<String, ?> right) {
        List<String> tables = new ArrayList<>(CAUSES_FIRST);
        TreeMap<String, Object> others = new TreeMap<>(left);
        others.putAll(right);
        CAUSES_FIRST.forEach(others::remove);
        tables.addAll(others.keySet());
        tables.removeIf(table -> !left.containsKey(table) && !right.containsKey(table));
        return tables;
    }

    private static boolean same(SpecificRecord one, SpecificRecord other) {
        int fields = one.getSchema().getFields().size();
        for (int i = 0; i < fields; i++) {
            if (!sameValue(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean sameValue(Object one, Object other) {
        if (one instanceof BigDecimal number && other instanceof BigDecimal that) {
            return number.compareTo(that) == 0;
        }
        return Objects.equals(one, other);
    }
}
