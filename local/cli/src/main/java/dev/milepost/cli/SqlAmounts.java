package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.text.Amounts;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Amounts of rewards and ledger as texts, made by the warehouse as {@link Amounts} makes them here.
 *
 * @param currencies those that there are, by their decimal places; what is none of them is a unit
 */
record SqlAmounts(SortedMap<Integer, List<String>> currencies) {

    /** For what the warehouse shows. */
    static SqlAmounts of(ClickHouseClient client) throws ClickHouseFailure {
        return new SqlAmounts(client.query("SELECT DISTINCT currency FROM milepost.rewards ORDER BY currency").stream()
                .map(row -> row.get("currency"))
                .filter(currency -> Amounts.places(currency).isPresent())
                .collect(Collectors.groupingBy(
                        currency -> Amounts.places(currency).getAsInt(), TreeMap::new, Collectors.toList())));
    }

    /** {@code 20.00}; of a unit, {@code 1.5}: an expression of a column beside a column {@code currency}. */
    String of(String column) {
        String amount = "CAST(" + column + " AS Decimal(38, 6))";
        StringBuilder text = new StringBuilder("multiIf(");
        currencies.forEach((places, names) -> text.append("currency IN (")
                .append(DryRunOutcomes.quoted(names))
                .append("), toDecimalString(")
                .append(amount)
                .append(" / intExp10(")
                .append(places)
                .append("), ")
                .append(places)
                .append("), "));
        return text.append("true, toString(" + amount + " / 1000000), '')").toString();
    }
}
