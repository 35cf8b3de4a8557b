package dev.milepost.experiments.operator;

import dev.milepost.experiments.model.RefereeEvent;
import dev.milepost.experiments.model.RefereeEvent.Bound;
import dev.milepost.experiments.model.RefereeEvent.Refunded;
import dev.milepost.experiments.model.RefereeEvent.Sold;
import dev.milepost.runtime.fold.Change;
import dev.milepost.schemas.event.CustomerFact;
import dev.milepost.schemas.event.CustomerFactKind;
import dev.milepost.schemas.event.JourneyFact;
import org.apache.flink.util.Collector;

/** What the rooms before tell, as what happens to referees. */
public final class RefereeReader {

    private RefereeReader() {}

    /** Bindings and sales; nothing else of the journey. */
    public static void read(Change<JourneyFact> change, Collector<Change<RefereeEvent>> out) {
        JourneyFact fact = change.element();
        switch (fact.getName()) {
            case "order", "renewal" -> out.collect(new Change<>(change.kind(), sold(fact)));
            case "referral.bound" -> out.collect(new Change<>(change.kind(), bound(fact)));
            default -> {}
        }
    }

    private static Sold sold(JourneyFact fact) {
        return new Sold(
                fact.getUserId(),
                fact.getEventId(),
                fact.getEventTime().toEpochMilli(),
                fact.getCurrency(),
                fact.getAmountMinor());
    }

    private static Bound bound(JourneyFact fact) {
        return new Bound(
                fact.getUserId(),
                fact.getEventId(),
                fact.getKnownTime().toEpochMilli(),
                fact.getReferralId(),
                fact.getStands() ? fact.getAdvocateId() : null,
                fact.getEventTime().toEpochMilli());
    }

    /** What refunds take off. */
    public static void readRefund(Change<CustomerFact> change, Collector<Change<RefereeEvent>> out) {
        CustomerFact fact = change.element();
        if (fact.getKind() == CustomerFactKind.REFUNDED) {
            out.collect(new Change<>(
                    change.kind(),
                    new Refunded(
                            fact.getUserId(),
                            fact.getEventId(),
                            fact.getKnownTime().toEpochMilli(),
                            fact.getEventTime().toEpochMilli(),
                            fact.getSaleTime().toEpochMilli(),
                            fact.getCurrency(),
                            fact.getCountedMinor())));
        }
    }
}
