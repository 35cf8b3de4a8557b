package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.time.LocalDate;
import java.util.Map;

/**
 * The days of a fit, all UTC.
 *
 * @param first day with a purchase
 * @param calibrationEnd the last day that is fitted to
 * @param asOf the last day that counts: the hold-out is from the day after calibrationEnd to it
 */
record LtvSpan(LocalDate first, LocalDate calibrationEnd, LocalDate asOf) {

    private static final String SEEN = """
            SELECT
                countIf(stream = 'purchases') AS purchases,
                toString(toDate32(minIf(event_time, stream = 'purchases'))) AS first,
                toString(toDate32(max(event_time))) AS last
            FROM milepost.events
            WHERE stream IN ('clickstream', 'signups', 'purchases')""";

    /**
     * Of what a warehouse shows.
     *
     * @param wished the last day that is to count; null: that of the last event
     * @throws CommandFailure where there are no purchases, or none before the hold-out
     */
    static LtvSpan of(ClickHouseClient client, String warehouse, LocalDate wished, int holdoutDays)
            throws ClickHouseFailure {
        Map<String, String> seen = client.query(SEEN).get(0);
        if (seen.get("purchases").equals("0")) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "The warehouse in " + warehouse
                            + " shows no purchases: there is nothing to fit to. Backfill or send"
                            + " files of the stream purchases.");
        }
        LocalDate first = LocalDate.parse(seen.get("first"));
        LocalDate last = LocalDate.parse(seen.get("last"));
        LocalDate asOf = wished == null ? last : wished;
        if (asOf.isAfter(last)) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "--as-of is " + asOf + ", and the last event is of " + last + ": what nobody has seen yet is no"
                            + " hold-out. Give a day until " + last + ".");
        }
        if (asOf.isBefore(first)) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "--as-of is " + asOf + ", and the purchases in " + warehouse + " begin on " + first
                            + ". Give a day until " + last + " that is later than that.");
        }
        LocalDate calibrationEnd = asOf.minusDays(holdoutDays);
        if (!calibrationEnd.isAfter(first)) {
            long days = asOf.toEpochDay() - first.toEpochDay() + 1;
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "A hold-out of " + holdoutDays + " days leaves nothing to fit to: the purchases in " + warehouse
                            + " begin on " + first + ", " + days + " days before the end of " + asOf + "."
                            + (days < 4
                                    ? " Wait for more."
                                    : " Give a shorter one, such as --holdout " + days / 2 + "d."));
        }
        return new LtvSpan(first, calibrationEnd, asOf);
    }

    int holdoutDays() {
        return Math.toIntExact(asOf.toEpochDay() - calibrationEnd.toEpochDay());
    }
}
