package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.text.Amounts;
import dev.milepost.simulator.LiveTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds what a warehouse shows against what was sent, and against itself. Reads rows of one generation and later. */
final class DemoCheck {

    private static final int MODELS = 6;

    private final ClickHouseClient client;
    private final String written;
    private final List<Figure> figures = new ArrayList<>();

    /**
     * One comparison.
     *
     * @param currency of an amount, in minor units, or the unit's name, in millionths; null: it is a number
     */
    record Figure(String name, long expected, long found, String currency) {

        Figure(String name, long expected, long found) {
            this(name, expected, found, null);
        }

        /** One of its numbers as a person reads it. */
        Object said(long number) {
            return currency == null ? (Object) number : new Table.Figure(Amounts.of(number, currency));
        }

        boolean holds() {
            return expected == found;
        }
    }

    private DemoCheck(ClickHouseClient client, long generation) {
        this.client = client;
        this.written = " WHERE revision >= " + BackfillSummary.firstRevision(generation);
    }

    static List<Figure> compare(ClickHouseClient client, long generation, LiveTruth truth) throws ClickHouseFailure {
        DemoCheck check = new DemoCheck(client, generation);
        check.withTruth(truth);
        check.withItself();
        return check.figures;
    }

    private void withTruth(LiveTruth truth) throws ClickHouseFailure {
        add("events, without duplicates", truth.events() - truth.duplicates(), "events", "");
        add("dead letters", 0, "dead_letters", "");
        add("signups", truth.signups(), "conversions", " AND kind = 'signup'");
        add("orders and renewals", truth.orders(), "conversions", " AND kind != 'signup'");
        add("referrals bound", truth.boundReferrals(), "bindings", " AND status = 'bound'");
        add("referrals refused", truth.refusedReferrals(), "bindings", " AND status = 'refused'");
        money("gross", "gross_minor", truth.grossMinor());
        money("net", "amount_minor", truth.netMinor());
    }

    /** Each conversion has one set of credits per model, of weight 1 and of its own net amount. */
    private void withItself() throws ClickHouseFailure {
        String right = "SELECT countIf(weight = 1 AND amount = c.amount_minor) AS n"
                + " FROM (SELECT user_id, conversion_id, model, sum(weight) AS weight, sum(amount_minor) AS amount"
                + " FROM milepost.credits" + written + " GROUP BY user_id, conversion_id, model) AS s"
                + " INNER JOIN (SELECT user_id, conversion_id, amount_minor FROM milepost.conversions" + written
                + ") AS c USING (user_id, conversion_id)";
        String all = "SELECT uniqExact(user_id, conversion_id, model) AS n FROM milepost.credits" + written;
        long expected =
                MODELS * BackfillSummary.number(client, "SELECT count() AS n FROM milepost.conversions" + written);
        figures.add(new Figure("sets of credits, 6 per conversion", expected, BackfillSummary.number(client, all)));
        figures.add(
                new Figure("of these, that sum to the conversion", expected, BackfillSummary.number(client, right)));
    }

    private void add(String name, long expected, String view, String condition) throws ClickHouseFailure {
        String sql = "SELECT count() AS n FROM milepost." + view + written + condition;
        figures.add(new Figure(name, expected, BackfillSummary.number(client, sql)));
    }

    private void money(String name, String column, Map<String, Long> expected) throws ClickHouseFailure {
        Map<String, Long> found = new TreeMap<>();
        client.query("SELECT currency, sum(" + column + ") AS n FROM milepost.conversions" + written
                        + " AND kind != 'signup' GROUP BY currency")
                .forEach(row -> found.put(row.get("currency"), Long.parseLong(row.get("n"))));
        Map<String, Long> all = new TreeMap<>(expected);
        found.keySet().forEach(currency -> all.putIfAbsent(currency, 0L));
        all.forEach((currency, sum) -> figures.add(
                new Figure(name + " " + currency + ", minor units", sum, found.getOrDefault(currency, 0L))));
    }
}
