package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.VisitorEvent.Click;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.AppliedProgram;
import dev.milepost.schemas.event.Erasure;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.UserAttributes;
import dev.milepost.schemas.row.EventRow;
import java.time.Instant;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;

/** The thin row that every accepted event has in the table {@code events}. */
final class EventRows {

    private EventRows() {}

    static EventRow of(Click click) {
        EventRow row = empty();
        row.setStream(Streams.CLICKSTREAM);
        row.setEventTime(Instant.ofEpochMilli(click.timeMillis()));
        row.setEntityId(click.anonymousId());
        row.setEventId(click.eventId());
        row.setReceivedAt(Instant.ofEpochMilli(click.receivedAtMillis()));
        row.setUserId(text(click.userId()));
        row.setAnonymousId(click.anonymousId());
        row.setName(click.name());
        row.setChannel(click.channel());
        row.setCampaign(click.campaign());
        row.setReferralCode(click.referralCode());
        return row;
    }

    static EventRow of(Event event) {
        SpecificRecord payload = event.payload();
        EventRow row = empty();
        row.setStream(event.stream());
        row.setEventTime(Instant.ofEpochMilli(event.eventTimeMillis()));
        row.setEntityId(event.key());
        row.setEventId(event.eventId());
        row.setReceivedAt(Instant.ofEpochMilli(event.receivedAtMillis()));
        row.setUserId("");
        row.setName(event.stream());
        if (payload instanceof Signup signup) {
            row.setName("signup");
            row.setUserId(signup.getUserId());
            row.setAnonymousId(text(signup.getAnonymousId()));
            row.setReferralCode(text(signup.getReferralCode()));
        } else if (payload instanceof Purchase purchase) {
            row.setName(purchase.getKind().name().toLowerCase(Locale.ROOT));
            row.setUserId(purchase.getUserId());
            row.setOrderId(purchase.getOrderId());
            row.setRefundId(AccountReader.refundId(purchase));
            row.setAmountMinor(purchase.getAmountMinor());
            row.setCurrency(purchase.getCurrency());
        } else if (payload instanceof UserAttributes attributes) {
            row.setUserId(attributes.getUserId());
        } else if (payload instanceof Payout payout) {
            row.setName("payout");
            row.setAmountMinor(payout.getAmountMinor());
            row.setCurrency(payout.getCurrency());
        } else if (payload instanceof Review review) {
            row.setName(review.getAction().name().toLowerCase(Locale.ROOT));
            row.setUserId(review.getAdvocateId());
        } else if (payload instanceof AppliedProgram) {
            row.setName("program");
        } else if (payload instanceof FraudVerdict verdict) {
            row.setName("fraud_verdict");
            row.setUserId(verdict.getRefereeId());
        } else if (payload instanceof Erasure erasure) {
            row.setName("erasure");
            row.setUserId(erasure.getUserId());
        }
        return row;
    }

    /** Of a row that every event has, a builder's checks of each field would be dear; the encoder checks them anyway. */
    private static EventRow empty() {
        EventRow row = new EventRow();
        row.setAnonymousId("");
        row.setOrderId("");
        row.setRefundId("");
        row.setAmountMinor(0);
        row.setCurrency("");
        row.setChannel("");
        row.setCampaign("");
        row.setReferralCode("");
        return row;
    }

    /** A blank text is none. */
    private static String text(String value) {
        return value == null || value.isBlank() ? "" : value;
    }
}
