package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How a stack is at a moment.
 *
 * @param events that can be queried
 * @param conversions that can be queried
 * @param deadLetters that can be queried
 * @param watermark what is visible is complete up to it; null while none is known
 * @param at the moment
 */
record Pulse(long events, long conversions, long deadLetters, Instant watermark, Instant at) {

    private static final String SQL = "SELECT (SELECT count() FROM milepost.events) AS events,"
            + " (SELECT count() FROM milepost.conversions) AS conversions,"
            + " (SELECT count() FROM milepost.dead_letters) AS dead,"
            + " (SELECT count() FROM milepost.progress) AS parts,"
            + " (SELECT toUnixTimestamp64Milli(min(watermark)) FROM milepost.progress) AS watermark";

    static Pulse of(ClickHouseClient client) throws ClickHouseFailure {
        Map<String, String> row = client.query(SQL).get(0);
        return new Pulse(
                Long.parseLong(row.get("events")),
                Long.parseLong(row.get("conversions")),
                Long.parseLong(row.get("dead")),
                row.get("parts").equals("0") ? null : Instant.ofEpochMilli(Long.parseLong(row.get("watermark"))),
                Instant.now());
    }

    @Override
    public String toString() {
        return Text.count(events, "event") + ", " + Text.count(conversions, "conversion") + ", "
                + Text.count(deadLetters, "dead letter") + (watermark == null ? "" : "; " + behind() + " behind");
    }

    /** How long ago the time is up to which all is visible; a dash while none is known. */
    String behind() {
        return watermark == null ? "-" : Text.duration(Duration.between(watermark, at));
    }
}
