package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.VisitorEvent.Click;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.row.EventRow;
import java.time.Instant;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;

/** The thin row that every accepted event has in the table {@code events}. */
final class EventRows {

    private EventRows() {}

    static EventRow of(Click click) {
        return EventRow.newBuilder()
                .setStream(Streams.CLICKSTREAM)
                .setEventTime(Instant.ofEpochMilli(click.timeMillis()))
                .setEntityId(click.anonymousId())
                .setEventId(click.eventId())
                .setReceivedAt(Instant.ofEpochMilli(click.receivedAtMillis()))
                .setUserId(text(click.userId()))
                .setAnonymousId(click.anonymousId())
                .setName(click.name())
                .setOrderId("")
                .setRefundId("")
                .setAmountMinor(0)
                .setCurrency("")
                .setChannel(click.channel())
                .setCampaign(click.campaign())
                .setReferralCode(click.referralCode())
                .build();
    }

    static EventRow of(Event event) {
        SpecificRecord payload = event.payload();
        EventRow.Builder row = EventRow.newBuilder()
                .setStream(event.stream())
                .setEventTime(Instant.ofEpochMilli(event.eventTimeMillis()))
                .setEntityId(event.key())
                .setEventId(event.eventId())
                .setReceivedAt(Instant.ofEpochMilli(event.receivedAtMillis()))
                .setUserId(event.key())
                .setAnonymousId("")
                .setName(event.stream())
                .setOrderId("")
                .setRefundId("")
                .setAmountMinor(0)
                .setCurrency("")
                .setChannel("")
                .setCampaign("")
                .setReferralCode("");
        if (payload instanceof Signup signup) {
            row.setName("signup")
                    .setAnonymousId(text(signup.getAnonymousId()))
                    .setReferralCode(text(signup.getReferralCode()));
        } else if (payload instanceof Purchase purchase) {
            row.setName(purchase.getKind().name().toLowerCase(Locale.ROOT))
                    .setOrderId(purchase.getOrderId())
                    .setRefundId(EventReader.refundId(purchase))
                    .setAmountMinor(purchase.getAmountMinor())
                    .setCurrency(purchase.getCurrency());
        }
        return row.build();
    }

    /** A blank text is none. */
    private static String text(String value) {
        return value == null || value.isBlank() ? "" : value;
    }
}
