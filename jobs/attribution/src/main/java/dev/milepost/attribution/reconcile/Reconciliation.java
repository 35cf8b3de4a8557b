package dev.milepost.attribution.reconcile;

import dev.milepost.attribution.AttributionSettings;
import dev.milepost.attribution.program.ProgramCatalog;
import dev.milepost.attribution.program.ProgramVersion;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Recomputes the credit of the models first, last and linear in SQL, from {@code milepost.events}, and lists where {@code
 * milepost.credits} differs. The query is {@code reconcile.sql} beside this class: it says what it recomputes, and what it
 * has to take from elsewhere.
 *
 * <p>It must be given the programs and settings that the pipeline ran with.
 */
public final class Reconciliation {

    private static final String FILE = "reconcile.sql";

    private final Map<String, String> parameters;
    private final int limit;

    /**
     * Prepares the query.
     *
     * @param limit the most differences to list
     */
    public Reconciliation(ProgramCatalog programs, Settings settings, int limit) {
        this.limit = limit;
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
     * What differs.
     *
     * @param count all differences
     * @param listed the first of them, by user, conversion, model and touch
     */
    public record Outcome(long count, List<Difference> listed) {

        public boolean isEmpty() {
            return count == 0;
        }
    }

    /**
     * Compares what the warehouse shows at this moment. The tables are read one after the other, so on a live warehouse a
     * commit may show in one and not yet in another.
     */
    public Outcome compare(ClickHouseClient client) throws ClickHouseFailure {
        List<Map<String, String>> rows = client.query(sql(), parameters);
        long count = rows.isEmpty() ? 0 : Long.parseLong(rows.get(0).get("differences"));
        return new Outcome(count, rows.stream().map(Difference::of).toList());
    }

    /** The most differences that are listed. */
    public int limit() {
        return limit;
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
