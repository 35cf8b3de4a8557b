package dev.milepost.testkit.oracle;

import dev.milepost.schemas.event.AppliedProgram;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.row.EventRow;
import dev.milepost.testkit.TableKeys;
import dev.milepost.testkit.population.TimedRecord;
import java.util.List;
import java.util.Locale;

/** The table {@code events} of a log: a row for every event that stands, as received first. */
public final class ExpectedEvents {

    private ExpectedEvents() {}

    /** The rows, in the order of their key; the order of {@code log} does not matter. */
    public static List<EventRow> of(List<TimedRecord> log) {
        return AcceptedLog.of(log).events().stream()
                .map(ExpectedEvents::row)
                .sorted(TableKeys.ORDER)
                .toList();
    }

    private static EventRow row(TimedRecord record) {
        EventRow row = EventRow.newBuilder()
                .setStream(record.stream())
                .setEventTime(record.eventTime())
                .setEntityId(record.key())
                .setEventId(record.eventId())
                .setReceivedAt(record.receivedAt())
                .setUserId(text(record, "user_id"))
                .setAnonymousId(text(record, "anonymous_id"))
                .setName(record.stream())
                .setOrderId(text(record, "order_id"))
                .setRefundId("")
                .setAmountMinor(0)
                .setCurrency(text(record, "currency"))
                .setChannel("")
                .setCampaign("")
                .setReferralCode(text(record, "referral_code"))
                .build();
        if (record.record() instanceof Click of) {
            row.setName(of.getName());
            row.setChannel(Touches.channel(of));
            row.setCampaign(Touches.campaign(of));
        } else if (record.record() instanceof Signup) {
            row.setName("signup");
        } else if (record.record() instanceof Purchase of) {
            row.setName(of.getKind().name().toLowerCase(Locale.ROOT));
            row.setRefundId(Bindings.isSale(of) ? "" : Conversions.refundId(of));
            row.setAmountMinor(of.getAmountMinor());
        } else if (record.record() instanceof Payout of) {
            row.setName("payout");
            row.setAmountMinor(of.getAmountMinor());
        } else if (record.record() instanceof Review of) {
            row.setName(of.getAction().name().toLowerCase(Locale.ROOT));
            row.setUserId(of.getAdvocateId());
        } else if (record.record() instanceof AppliedProgram) {
            row.setName("program");
        } else if (record.record() instanceof FraudVerdict of) {
            row.setName("fraud_verdict");
            row.setUserId(of.getRefereeId());
        }
        return row;
    }

    private static String text(TimedRecord record, String field) {
        return Texts.orEmpty(record.text(field));
    }
}
