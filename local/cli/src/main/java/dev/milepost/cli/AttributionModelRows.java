package dev.milepost.cli;

import dev.milepost.attribution.paths.ChannelCredit;
import dev.milepost.attribution.paths.DataDriven;
import dev.milepost.attribution.paths.Markov;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.text.Amounts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Credit of channels by currency and model, without holes: as a table, and as rows of {@code attribution_models}. */
final class AttributionModelRows {

    /** The models that split each order by a rule. */
    static final List<String> BY_RULES =
            List.of("first", "last", "last_non_direct", "linear", "position", "time_decay");

    private static final List<String> MODELS = Stream.concat(
                    BY_RULES.stream(), Stream.of(DataDriven.SHAPLEY, DataDriven.MARKOV))
            .toList();

    private static final String INTO = "INSERT INTO milepost_store.attribution_models (model, channel, currency,"
            + " conversions, amount_minor, conversion_share, revenue_share, removal_effect, as_of, computed_at) VALUES ";

    /** By currency, channel and model. */
    private final SortedMap<String, SortedMap<String, Map<String, ChannelCredit>>> credits = new TreeMap<>();

    private final Markov markov;
    private final String latest;

    /**
     * For what was computed.
     *
     * @param latest event time of the latest order, as ClickHouse writes it
     */
    AttributionModelRows(List<ChannelCredit> all, Markov markov, String latest) {
        all.forEach(credit -> credits.computeIfAbsent(credit.currency(), currency -> new TreeMap<>())
                .computeIfAbsent(credit.channel(), channel -> new TreeMap<>())
                .put(credit.model(), credit));
        this.markov = markov;
        this.latest = latest;
    }

    private ChannelCredit credit(String currency, String channel, String model) {
        ChannelCredit credit = credits.get(currency).get(channel).get(model);
        return credit == null ? new ChannelCredit(model, channel, currency, BigDecimal.ZERO, BigInteger.ZERO) : credit;
    }

    /** Two tables for each currency: conversions and revenue by channel, a column for each model. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        credits.forEach((currency, channels) -> {
            Table conversions = new Table(headings("channel", "removal effect"));
            Table revenue = new Table(headings("channel", ""));
            for (String channel : channels.keySet()) {
                List<Object> counts = new ArrayList<>(List.of(channel));
                List<Object> amounts = new ArrayList<>(List.of(channel));
                for (String model : MODELS) {
                    ChannelCredit credit = credit(currency, channel, model);
                    counts.add(new Table.Figure(credit.conversions()
                            .setScale(1, RoundingMode.HALF_EVEN)
                            .toPlainString()));
                    amounts.add(new Table.Figure(Amounts.number(credit.minor(), currency)));
                }
                counts.add(new Table.Figure(effect(channel)));
                amounts.add("");
                conversions.row(counts.toArray());
                revenue.row(amounts.toArray());
            }
            lines.add(currency + ": orders and renewals by channel");
            lines.addAll(conversions.lines());
            lines.add("");
            lines.add(currency + ": their net amount");
            lines.addAll(revenue.lines());
            lines.add("");
        });
        return lines;
    }

    private static String[] headings(String first, String last) {
        return Stream.of(Stream.of(first), MODELS.stream(), Stream.of(last))
                .flatMap(names -> names)
                .toArray(String[]::new);
    }

    private String effect(String channel) {
        Double effect = markov.removalEffects().get(channel);
        return effect == null ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * effect);
    }

    /** Takes the place of what was computed before. */
    void write(ClickHouseClient client) throws ClickHouseFailure {
        String now =
                client.query("SELECT toString(now64(3, 'UTC')) AS now").get(0).get("now");
        List<String> rows = new ArrayList<>();
        credits.forEach((currency, channels) -> {
            for (String model : MODELS) {
                BigDecimal conversions = BigDecimal.ZERO;
                BigInteger minor = BigInteger.ZERO;
                for (String channel : channels.keySet()) {
                    conversions =
                            conversions.add(credit(currency, channel, model).conversions());
                    minor = minor.add(credit(currency, channel, model).minor());
                }
                for (String channel : channels.keySet()) {
                    rows.add(row(credit(currency, channel, model), conversions, minor, now));
                }
            }
        });
        for (String some : SqlTexts.lists(rows)) {
            client.execute(INTO + some);
        }
    }

    private String row(ChannelCredit credit, BigDecimal conversions, BigInteger minor, String now) {
        Double effect = credit.model().equals(DataDriven.MARKOV)
                ? markov.removalEffects().get(credit.channel())
                : null;
        return "(" + SqlTexts.quoted(credit.model()) + ", " + SqlTexts.quoted(credit.channel()) + ", "
                + SqlTexts.quoted(credit.currency()) + ", '"
                + credit.conversions().toPlainString() + "', "
                + credit.minor() + ", "
                + share(credit.conversions().doubleValue(), conversions.doubleValue()) + ", "
                + share(credit.minor().doubleValue(), minor.doubleValue()) + ", "
                + (effect == null ? "NULL" : effect.toString()) + ", "
                + SqlTexts.quoted(latest) + ", " + SqlTexts.quoted(now) + ")";
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
