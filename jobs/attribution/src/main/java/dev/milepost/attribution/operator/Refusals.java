package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.AttributionFact.Refused;
import dev.milepost.attribution.model.UserFact.Purchase;
import dev.milepost.attribution.model.VisitorEvent.Click;
import dev.milepost.attribution.model.VisitorFact;
import dev.milepost.runtime.fold.Outcome;
import dev.milepost.runtime.fold.Timed;
import dev.milepost.runtime.fold.output.FactLetters;
import dev.milepost.runtime.ingest.DeadLetters;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.JsonText;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.row.DeadLetterRow;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Dead letters of what a fold refused.
 *
 * <p>A conflict is one letter for each different content, however many copies of it came and in whatever order: its
 * identity is the event itself, and what it tells is of its smallest copy. What came behind the base is one letter for each
 * record, or for each version of a fact.
 */
final class Refusals {

    /** What the uids of attribution's operators begin with. */
    static final String UIDS = "attribution-";

    private static final String CLICK_LIMIT = "click_limit";
    private static final Origin INSIDE = Origin.ofStage("attribution");

    private Refusals() {}

    /**
     * The letter.
     *
     * @param fold the name of the fold that refused it
     * @param key the key in it
     */
    static DeadLetterRow of(Timed refused, Outcome.Kind why, String fold, String key) {
        if (refused instanceof AccountEvent account) {
            Event event = account.event();
            return letter(why, refused, event.stream(), event.key(), JsonText.of(event.payload()));
        }
        if (refused instanceof Click click) {
            return letter(why, refused, Streams.CLICKSTREAM, click.anonymousId(), RefusedRecords.json(click));
        }
        return FactLetters.of(refused, why, UIDS + fold, key);
    }

    private static DeadLetterRow letter(Outcome.Kind why, Timed event, String stream, String key, String payload) {
        return DeadLetters.identified(
                why == Outcome.Kind.BEHIND_BASE
                        ? event.origin().toString()
                        : DeadLetters.identityOf(stream, key, event.id(), event.contentHash()),
                FactLetters.reason(why),
                FactLetters.detail(why),
                stream,
                event.origin(),
                event.id(),
                event.timeMillis(),
                event.receivedAtMillis(),
                payload);
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
                RefusedRecords.json(purchase));
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
