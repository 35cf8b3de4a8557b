package dev.milepost.attribution.reconcile;

import dev.milepost.attribution.AttributionSettings;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFileException;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramText;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Recomputes conversions, and their credit under the models first, last and linear, in SQL from {@code milepost.events},
 * and lists where {@code milepost.conversions} and {@code milepost.credits} differ. The query is {@code reconcile.sql}
 * beside this class: it says what it recomputes, and what it has to take from elsewhere.
 *
 * <p>The programs are those of {@code milepost.programs}, which has every version that the pipeline took, and files in place of
 * those. It must be given the settings that the pipeline ran with.
 */
public final class Reconciliation {

    private static final String FILE = "reconcile.sql";

    private static final String SHOWN = "SELECT (SELECT count() FROM milepost.conversions) AS conversions,"
            + " (SELECT count() FROM milepost.credits WHERE model IN ('first', 'last', 'linear')) AS credits";

    private static final String TEXTS = "SELECT program_id, version, text FROM milepost.programs";

    private static final String PROGRAMS = "SELECT DISTINCT program_id FROM milepost.bindings WHERE status = 'bound'"
            + " AND program_id != '" + ProgramCatalog.DEFAULT_PROGRAM + "' ORDER BY program_id";

    private final ProgramCatalog programs;
    private final List<String> contradicted;
    private final Map<String, String> parameters;

    private Reconciliation(ProgramCatalog programs, List<String> contradicted, Settings settings, int limit) {
        this.programs = programs;
        this.contradicted = contradicted;
        this.parameters = Map.of(
                "terms",
                terms(programs),
                "look_back_millis",
                Long.toString(settings.get(AttributionSettings.LOOK_BACK).toMillis()),
                "order_retention_millis",
                Long.toString(settings.get(AttributionSettings.ORDER_RETENTION).toMillis()),
                "limit",
                Integer.toString(limit));
    }

    /**
     * Prepares the query for a warehouse.
     *
     * @param files versions that are taken in place of the warehouse's own, and besides them
     * @param limit the most differences to list
     * @throws ProgramFileException where this release cannot read a version of the warehouse for which
     *     there is no file; its problems name the version
     */
    public static Reconciliation of(ClickHouseClient client, ProgramCatalog files, Settings settings, int limit)
            throws ClickHouseFailure {
        Map<String, String> texts = new TreeMap<>();
        for (Map<String, String> row : client.query(TEXTS)) {
            texts.put(row.get("program_id") + "@" + row.get("version"), row.get("text"));
        }
        List<String> contradicted = files.texts().stream()
                .filter(file -> texts.containsKey(file.label()) && !isSame(file.text(), texts.get(file.label())))
                .map(ProgramText::label)
                .toList();
        files.texts().forEach(file -> texts.put(file.label(), file.text()));
        return new Reconciliation(ProgramFiles.parse(texts), contradicted, settings, limit);
    }

    /** Whether two files say the same, be it with other comments or spaces. */
    private static boolean isSame(String file, String stored) {
        try {
            return file.equals(stored)
                    || ProgramFiles.parse(Map.of("file", file))
                            .versions()
                            .equals(ProgramFiles.parse(Map.of("stored", stored)).versions());
        } catch (ProgramFileException e) {
            // What this release cannot read, nobody can say the same as.
            return false;
        }
    }

    /**
     * What was compared, and what differs.
     *
     * @param conversions that the warehouse shows
     * @param credits that it shows, under the three models
     * @param count all differences
     * @param listed the first of them, by user, conversion, model and touch
     */
    public record Outcome(long conversions, long credits, long count, List<Difference> listed) {

        public boolean isEmpty() {
            return count == 0;
        }

        /** Whether all differences are listed. */
        boolean isWhole() {
            return listed.size() == count;
        }

        /**
         * This, with those differences alone that an earlier comparison tells of too: what a commit leaves for a moment, a later
         * one does not find. Where either lists but a part of its own, none is left out.
         */
        public Outcome staying(Outcome earlier) {
            if (!isWhole() || !earlier.isWhole()) {
                return this;
            }
            Set<Difference.Key> before =
                    earlier.listed.stream().map(Difference::key).collect(Collectors.toSet());
            List<Difference> stay = listed.stream()
                    .filter(difference -> before.contains(difference.key()))
                    .toList();
            return new Outcome(conversions, credits, stay.size(), stay);
        }
    }

    /**
     * Compares what the warehouse shows at this moment. The tables are read one after the other, so on a live warehouse a
     * commit may show in one and not yet in another.
     */
    public Outcome compare(ClickHouseClient client) throws ClickHouseFailure {
        List<Map<String, String>> rows = client.query(sql(), parameters);
        long count = rows.isEmpty() ? 0 : Long.parseLong(rows.get(0).get("differences"));
        Map<String, String> shown = client.query(SHOWN).get(0);
        return new Outcome(
                Long.parseLong(shown.get("conversions")),
                Long.parseLong(shown.get("credits")),
                count,
                rows.stream().map(Difference::of).toList());
    }

    /**
     * Versions that a file has and the warehouse has with other content: {@code program@version}. The file's was taken; credits
     * may differ for no other reason.
     */
    public List<String> contradicted() {
        return contradicted;
    }

    /**
     * The programs of bound referrals of which neither the warehouse nor a file has a version, beside {@code default}: the
     * defaults were taken for them.
     */
    public List<String> unknownPrograms(ClickHouseClient client) throws ClickHouseFailure {
        return client.query(PROGRAMS).stream()
                .map(row -> row.get("program_id"))
                .filter(program -> !programs.programs().contains(program))
                .toList();
    }

    /** The query's text. */
    public static String sql() {
        try (InputStream in = Reconciliation.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("The query " + FILE + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The query " + FILE + " cannot be read", e);
        }
    }

    private static String terms(ProgramCatalog programs) {
        return programs.versions().stream().map(Reconciliation::term).collect(Collectors.joining(",", "[", "]"));
    }

    private static String term(ProgramVersion version) {
        String excluded = new TreeSet<>(version.attribution().excludeChannels())
                .stream().map(Reconciliation::quoted).collect(Collectors.joining(",", "[", "]"));
        return "(" + quoted(version.program()) + "," + version.version() + "," + version.validFromMillis() + ","
                + version.attribution().windowMillis() + "," + excluded + ")";
    }

    /** A text as it stands within a value: what is escaped for the text is escaped once more for the value. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\\\\\").replace("'", "\\\\'") + "'";
    }
}
