package dev.milepost.cli;

import dev.milepost.programs.ProgramVersion;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a run made of one program, from the views. */
record DryRunFigures(Map<DryRunSection, SortedMap<List<String>, List<BigInteger>>> rows) {

    /** Keys compare as their texts do, one after the other. */
    static final Comparator<List<String>> KEYS = (one, other) -> {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    };

    /**
     * Asks the views.
     *
     * @param version the program's last one: months are those of its timezone
     * @param end of time, up to which what is owed is counted
     */
    static DryRunFigures of(ClickHouseClient client, ProgramVersion version, Instant end) throws ClickHouseFailure {
        String zone = version.timezone().equals(ZoneOffset.UTC)
                ? "UTC"
                : version.timezone().getId();
        Map<DryRunSection, SortedMap<List<String>, List<BigInteger>>> all = new LinkedHashMap<>();
        for (DryRunSection section : DryRunSection.ALL) {
            SortedMap<List<String>, List<BigInteger>> rows = new TreeMap<>(KEYS);
            String sql = section.sql()
                    .replace("$END", end.toString().replace('T', ' ').replace("Z", ""));
            for (Map<String, String> row : client.query(sql, Map.of("program", version.program(), "zone", zone))) {
                List<String> cells = new ArrayList<>(row.values());
                int keys = section.keys().size();
                rows.put(
                        List.copyOf(cells.subList(0, keys)),
                        cells.subList(keys, cells.size()).stream()
                                .map(BigInteger::new)
                                .toList());
            }
            all.put(section, rows);
        }
        return new DryRunFigures(all);
    }

    /** The keys of both, or of one. */
    static List<List<String>> keys(DryRunSection section, DryRunFigures one, DryRunFigures other) {
        TreeMap<List<String>, List<BigInteger>> keys = new TreeMap<>(KEYS);
        keys.putAll(one.rows.get(section));
        if (other != null) {
            keys.putAll(other.rows.get(section));
        }
        return List.copyOf(keys.keySet());
    }

    /** The figure, 0 where there is no such row. */
    BigInteger at(DryRunSection section, List<String> key, int measure) {
        List<BigInteger> row = rows.get(section).get(key);
        return row == null ? BigInteger.ZERO : row.get(measure);
    }
}
