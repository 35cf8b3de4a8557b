package dev.milepost.testkit.oracle;

import java.time.Instant;

/**
 * A record that could not be used.
 *
 * @param reason late, future, conflicting_duplicate, invalid, rule_conflict or rule_late (of a program), duplicate_order,
 *     order_expired, order_unknown, currency_mismatch or click_limit (one for an anonymous_id and day, named by the first click beyond the limit)
 * @param stream the stream it came in on
 * @param key the value of the stream's key field
 * @param eventId the event's id
 * @param eventTime when it happened: an id may be used again
 */
public record DeadLetter(String reason, String stream, String key, String eventId, Instant eventTime) {}
