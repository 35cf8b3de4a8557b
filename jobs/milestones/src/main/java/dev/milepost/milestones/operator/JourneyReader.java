package dev.milepost.milestones.operator;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.people.PersonEvent;
import dev.milepost.milestones.model.people.PersonEvent.Attributes;
import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.milestones.model.people.PersonEvent.Own;
import dev.milepost.milestones.model.people.PersonEvent.Qualified;
import dev.milepost.programs.model.Names;
import dev.milepost.runtime.fold.Change;
import dev.milepost.schemas.event.JourneyFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The stream {@code journey} as what happens to users; chained to whoever tells it. */
public final class JourneyReader implements MapFunction<Change<JourneyFact>, Change<PersonEvent>> {

    private static final long serialVersionUID = 1L;

    private JourneyReader() {}

    public static DataStream<Change<PersonEvent>> of(DataStream<Change<JourneyFact>> journey) {
        return journey.map(new JourneyReader())
                .returns(Sides.PERSON_CHANGES)
                .uid("milestones-journey")
                .name("Milestones: the journey")
                .setParallelism(journey.getParallelism());
    }

    @Override
    public Change<PersonEvent> map(Change<JourneyFact> change) {
        return new Change<>(change.kind(), event(change.element()));
    }

    static PersonEvent event(JourneyFact fact) {
        return switch (fact.getName()) {
            case SubjectEvent.USER_ATTRIBUTES ->
                new Attributes(
                        fact.getUserId(),
                        fact.getEventId(),
                        fact.getKnownTime().toEpochMilli(),
                        fact.getReceivedAt().toEpochMilli(),
                        said(fact));
            case Names.REFERRAL_BOUND -> bound(fact);
            case Names.REFERRAL_QUALIFIED ->
                new Qualified(
                        fact.getUserId(),
                        fact.getReferralId(),
                        fact.getStands() ? fact.getAdvocateId() : null,
                        fact.getStands() ? fact.getProgramId() : null,
                        fact.getKnownTime().toEpochMilli(),
                        fact.getEventId(),
                        fact.getReceivedAt().toEpochMilli());
            default -> new Own(fact.getUserId(), own(fact));
        };
    }

    private static Bound bound(JourneyFact fact) {
        boolean stands = fact.getStands();
        return new Bound(
                fact.getUserId(),
                fact.getReferralId(),
                stands ? fact.getAdvocateId() : null,
                stands ? fact.getProgramId() : null,
                stands ? fact.getReferralCode() : null,
                fact.getEventTime().toEpochMilli(),
                fact.getKnownTime().toEpochMilli(),
                fact.getEventId(),
                fact.getReceivedAt().toEpochMilli());
    }

    /** Without what properties cannot say: whose an event is, which is for those to say who tell it on. */
    private static Map<String, String> said(JourneyFact fact) {
        Map<String, String> texts = new HashMap<>(fact.getProperties());
        texts.remove(SubjectEvent.REFEREE_ID);
        return texts;
    }

    private static SubjectEvent own(JourneyFact fact) {
        Map<String, String> texts = said(fact);
        put(texts, Names.COUNTRY, fact.getCountry());
        put(texts, Names.PLAN, fact.getPlan());
        put(texts, Names.SEGMENT, fact.getSegment());
        put(texts, "account_id", fact.getAccountId());
        put(texts, SubjectEvent.REFERRAL_CODE, fact.getReferralCode());
        put(texts, SubjectEvent.ORDER_ID, fact.getOrderId());
        put(texts, SubjectEvent.REFUND_ID, fact.getRefundId());
        put(
                texts,
                SubjectEvent.MARKETING_CONSENT,
                fact.getMarketingConsent() == null
                        ? null
                        : fact.getMarketingConsent().toString());
        return new SubjectEvent(
                fact.getName(),
                fact.getKnownTime().toEpochMilli(),
                fact.getEventId(),
                fact.getReceivedAt().toEpochMilli(),
                fact.getIdentity(),
                true,
                fact.getStands(),
                0,
                null,
                fact.getCurrency(),
                fact.getAmountMinor(),
                fact.getMrrMinor(),
                fact.getValueMicros(),
                List.of(),
                texts);
    }

    private static void put(Map<String, String> texts, String field, String text) {
        if (text != null) {
            texts.put(field, text);
        }
    }
}
