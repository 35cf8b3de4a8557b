package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.AttributionFact.Refused;
import dev.milepost.attribution.model.UserFact.Purchase;
import dev.milepost.attribution.model.VisitorEvent.Click;
import dev.milepost.attribution.model.VisitorFact;
import dev.milepost.runtime.fold.Outcome;
import dev.milepost.runtime.fold.Timed;
import dev.milepost.runtime.ingest.DeadLetters;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.ingest.Reasons;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.row.DeadLetterRow;
import java.time.Instant;
import java.time.LocalDate;

/** Dead letters of events that a fold refused. */
final class Refusals {

    private static final String CLICK_LIMIT = "click_limit";
    private static final Origin INSIDE = new Origin("attribution", -1, 0);

    private Refusals() {}

    static DeadLetterRow of(Timed event, Outcome.Kind why) {
        boolean behind = why == Outcome.Kind.BEHIND_BASE;
        String reason = behind ? Reasons.BEHIND_BASE : Reasons.CONFLICTING_DUPLICATE;
        String detail = behind
                ? "event_time is behind the time that its key is folded to"
                : "another event of the same key and event_id has other content, and stands";
        if (event instanceof AccountEvent account) {
            return DeadLetters.of(reason, detail, account.event());
        }
        if (event instanceof Click click) {
            return DeadLetters.of(
                    reason,
                    detail,
                    Streams.CLICKSTREAM,
                    click.origin(),
                    click.eventId(),
                    click.timeMillis(),
                    click.receivedAtMillis(),
                    click.toString());
        }
        return DeadLetters.of(
                reason,
                detail + ": " + event.identity(),
                "",
                INSIDE,
                event.id(),
                event.timeMillis(),
                event.timeMillis(),
                event.toString());
    }

    static DeadLetterRow of(Refused refused) {
        Purchase purchase = refused.purchase();
        return DeadLetters.of(
                refused.reason(),
                refused.detail(),
                Streams.PURCHASES,
                purchase.origin(),
                purchase.eventId(),
                purchase.timeMillis(),
                purchase.receivedAtMillis(),
                purchase.toString());
    }

    /**
     * One letter for all clicks of an anonymous_id that came on one UTC day after as many as count. It rests on the events
     * alone, as they are in the table {@code events}, and not on which of their copies was read.
     */
    static DeadLetterRow of(String anonymousId, VisitorFact.Excess excess) {
        LocalDate day = LocalDate.ofEpochDay(excess.day());
        Instant first = Instant.ofEpochMilli(excess.timeMillis());
        return new DeadLetterRow(
                CLICK_LIMIT + ":" + anonymousId + "/" + day,
                CLICK_LIMIT,
                excess.clicks() + " clicks of anonymous_id " + anonymousId + " on " + day + ", from event_id "
                        + excess.eventId() + " at " + first
                        + " on, are beyond attribution.max_clicks_per_day: they are events, and nothing else",
                Streams.CLICKSTREAM,
                INSIDE.name(),
                INSIDE.partition(),
                INSIDE.position(),
                excess.eventId(),
                first,
                first,
                "");
    }
}
