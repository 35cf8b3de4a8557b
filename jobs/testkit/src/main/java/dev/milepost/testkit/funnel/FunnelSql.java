package dev.milepost.testkit.funnel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * What each view of the funnel must show, and what it shows: a query over the views {@code events}, {@code bindings}, {@code journey},
 * {@code asks}, {@code exposures}, {@code rewards} and {@code ledger}, and one of the view itself, whose rows are compared as texts. What stems from asks
 * or rewards is apart from what does not, because only that is the same however late a log comes.
 */
public enum FunnelSql {
    REFERRALS(
            false,
            "funnel_referrals",
            "",
            "referral_id",
            "program_id referee_id advocate_id ?rejected signed_up_at qualified_at activated_at purchased_at"),
    PROMPTS(true, "funnel_referrals", "", "referral_id", "milestone_program_id milestone_id rewarded_at"),
    ASKS(
            true,
            "funnel_asks",
            "",
            "program_id user_id ask_id",
            "milestone_id experiment_id arm decision reason reached_at asked_at watched_until opted_out_at referees"),
    STAGES(
            true,
            "funnel_stages",
            "",
            "program_id milestone_id month stage_number",
            "stage window_days numerator denominator ~rate subjects waiting ?mature"),
    DAILY(
            true,
            "funnel_daily",
            "",
            "program_id milestone_id day stage_number",
            "stage window_days numerator denominator ~rate subjects ?mature"),
    OUTCOMES(
            true,
            "ask_outcomes",
            "",
            "program_id milestone_id month decision reason",
            "numerator denominator ~rate ?mature"),
    CURVE(
            true,
            "time_to_stage_curve",
            "",
            "program_id milestone_id since stage_number seconds",
            "stage at_risk events censored ~survival ~standard_error"),
    TIMES(
            true,
            "time_to_stage",
            "",
            "program_id milestone_id since stage_number",
            "stage numerator denominator censored ~seconds_p25 ~seconds_p50 ~seconds_p90 ~all_seconds_p25 ~all_seconds_p50"
                    + " ~all_seconds_p90 ~came ?mature"),
    RATES(
            false,
            "referral_rates",
            " WHERE metric != 'rewarded'",
            "program_id month metric",
            "window_days numerator denominator ~rate ?mature"),
    REWARDED(
            true,
            "referral_rates",
            " WHERE metric = 'rewarded'",
            "program_id month metric",
            "window_days numerator denominator ~rate ?mature"),
    HEALTH(
            true,
            "advocate_health",
            "",
            "standing program_id experiment_id month metric window_days",
            "numerator denominator ~rate ?mature");

    private static final String PRESENT = "present";
    private static final String NOW = "(SELECT min(watermark) FROM milepost.progress)";
    private static final String SETTINGS = " SETTINGS join_use_nulls = 1, allow_suspicious_low_cardinality_types = 1";

    private static final Map<FunnelSql, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private final boolean decided;
    private final String view;
    private final String which;
    private final String key;
    private final String rest;

    /**
     * Of a view.
     *
     * @param which of its rows, a condition
     * @param key the columns that tell its rows apart
     * @param rest what else is compared; {@code ~}: a fraction, to nine places, {@code ?}: yes or no
     */
    FunnelSql(boolean decided, String view, String which, String key, String rest) {
        this.decided = decided;
        this.view = view;
        this.which = which;
        this.key = key;
        this.rest = rest;
    }

    /** What its rows are compared under: the view, and what of it. */
    public String table() {
        return view
                + (decided && (view.equals("funnel_referrals") || view.equals("referral_rates"))
                        ? " of decisions"
                        : "");
    }

    /** Whether it stems from asks or rewards. */
    public boolean isDecided() {
        return decided;
    }

    /** Asks the view itself. */
    public String shown() {
        return compared("SELECT * FROM milepost." + view);
    }

    /** Answers what the view must show, by the tables that {@link #steps} make. */
    public String expected() {
        return compared(resource(file()));
    }

    /**
     * The statements, one after the other, that make the tables of database {@code funnel_oracle} of what is there now.
     *
     * @param activations by program the event that its latest version has under activation, where that is without a condition
     */
    public static List<String> steps(Map<String, String> activations) {
        String terms = new TreeMap<>(activations)
                .entrySet().stream()
                        .map(each -> "('" + each.getKey() + "', '" + each.getValue() + "')")
                        .collect(Collectors.joining(", "));
        String steps = resource("funnel.sql").replace("{activations}", terms.isEmpty() ? "('', '')" : terms);
        return Stream.concat(
                        Stream.of("CREATE DATABASE IF NOT EXISTS funnel_oracle"),
                        Stream.of(steps.split(";\n"))
                                .map(String::strip)
                                .filter(step -> !step.isEmpty())
                                .map(step -> step + SETTINGS))
                .toList();
    }

    /** A row of either query. */
    public SpecificRecord row(Map<String, String> row) {
        return new ViewRow(SCHEMAS.computeIfAbsent(this, FunnelSql::schema), row);
    }

    /** How often what is rare occurs, by the same tables: a query of {@code what} and {@code times}. */
    public static String cases() {
        return resource("cases.sql") + SETTINGS;
    }

    private String file() {
        return switch (this) {
            case PROMPTS -> "referrals.sql";
            case REWARDED -> "rates.sql";
            default -> name().toLowerCase(Locale.ROOT) + ".sql";
        };
    }

    private String compared(String query) {
        return "SELECT toString(" + NOW + ") AS " + PRESENT + ", "
                + columns().map(FunnelSql::text).collect(Collectors.joining(", ")) + " FROM (" + query + ") AS answer"
                + which + SETTINGS;
    }

    private Schema schema() {
        return ViewRow.schema(
                name(),
                table(),
                Stream.concat(Stream.of(PRESENT), Stream.of(key.split(" "))).toList(),
                Stream.concat(Stream.of(PRESENT), columns().map(FunnelSql::name))
                        .toList());
    }

    private Stream<String> columns() {
        return Stream.of((key + " " + rest).split(" "));
    }

    private static String text(String column) {
        String name = name(column);
        return switch (column.charAt(0)) {
            case '~' -> "toString(round(answer." + name + ", 9)) AS " + name;
            case '?' -> "toString(CAST(answer." + name + " AS Bool)) AS " + name;
            default -> "toString(answer." + name + ") AS " + name;
        };
    }

    private static String name(String column) {
        return column.startsWith("~") || column.startsWith("?") ? column.substring(1) : column;
    }

    private static String resource(String name) {
        try (InputStream in = FunnelSql.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("{present}", NOW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
