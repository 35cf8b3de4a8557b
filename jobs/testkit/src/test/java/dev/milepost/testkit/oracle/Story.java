package dev.milepost.testkit.oracle;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.programs.ProgramFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;

/** A small log, told event by event. Its times are durations from {@link #NOON}. */
final class Story {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final List<TimedRecord> log = new ArrayList<>();

    static Instant at(String duration) {
        return NOON.plus(Duration.parse(duration));
    }

    Story click(String id, String when, String anonymousId, UnaryOperator<Click.Builder> more) {
        return add(more.apply(Click.newBuilder()
                        .setEventId(id)
                        .setEventTime(at(when))
                        .setAnonymousId(anonymousId)
                        .setName("page_view"))
                .build());
    }

    Story touch(String id, String when, String anonymousId, String channel) {
        return click(id, when, anonymousId, click -> click.setChannel(channel));
    }

    Story link(String id, String when, String anonymousId, String code) {
        return click(id, when, anonymousId, click -> click.setReferralCode(code));
    }

    Story identified(String id, String when, String anonymousId, String userId) {
        return click(id, when, anonymousId, click -> click.setName("identified").setUserId(userId));
    }

    /** The advocate's own browser is their user_id with a prefix. */
    Story code(String id, String when, String userId, String code, String program) {
        return click(
                id,
                when,
                "desk-" + userId,
                click -> click.setName("referral_code_created")
                        .setUserId(userId)
                        .setReferralCode(code)
                        .setProperties(Map.of("program", program)));
    }

    Story invite(String id, String when, String emailHash, String code) {
        return click(
                id,
                when,
                "desk",
                click -> click.setName("invite_sent")
                        .setReferralCode(code)
                        .setProperties(Map.of("invitee_email_hash", emailHash)));
    }

    Story signup(String id, String when, String userId, UnaryOperator<Signup.Builder> more) {
        return add(more.apply(Signup.newBuilder()
                        .setEventId(id)
                        .setEventTime(at(when))
                        .setUserId(userId))
                .build());
    }

    Story signup(String id, String when, String userId, String anonymousId) {
        return signup(id, when, userId, signup -> signup.setAnonymousId(anonymousId));
    }

    Story order(String id, String when, String userId, String orderId, long amountMinor) {
        return purchase(id, when, userId, orderId, PurchaseKind.ORDER, amountMinor, "USD", null);
    }

    Story refund(String id, String when, String userId, String orderId, String refundId, long amountMinor) {
        return purchase(id, when, userId, orderId, PurchaseKind.REFUND, amountMinor, "USD", refundId);
    }

    Story purchase(
            String id,
            String when,
            String userId,
            String orderId,
            PurchaseKind kind,
            long amountMinor,
            String currency,
            String refundId) {
        return add(Purchase.newBuilder()
                .setEventId(id)
                .setEventTime(at(when))
                .setUserId(userId)
                .setOrderId(orderId)
                .setKind(kind)
                .setAmountMinor(amountMinor)
                .setCurrency(currency)
                .setRefundId(refundId)
                .build());
    }

    private Story add(SpecificRecord event) {
        log.add(TimedRecord.received(event, Duration.ZERO));
        return this;
    }

    /** The last event was received this long after it happened. */
    Story received(String delay) {
        TimedRecord last = log.remove(log.size() - 1);
        log.add(TimedRecord.received(last.record(), Duration.parse(delay)));
        return this;
    }

    /** The last event is delivered once more, as it is. */
    Story again() {
        log.add(log.get(log.size() - 1));
        return this;
    }

    List<TimedRecord> log() {
        return log;
    }

    Answer answer(ProgramFacts... programs) {
        return new AttributionOracle(List.of(programs)).answer(log);
    }
}
