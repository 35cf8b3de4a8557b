package dev.milepost.cohorts.operator;

import dev.milepost.cohorts.model.Ask;
import dev.milepost.cohorts.model.CustomerEvent;
import dev.milepost.cohorts.model.CustomerEvent.Acquired;
import dev.milepost.cohorts.model.CustomerEvent.Bound;
import dev.milepost.cohorts.model.CustomerEvent.Refunded;
import dev.milepost.cohorts.model.CustomerEvent.SignedUp;
import dev.milepost.cohorts.model.CustomerEvent.Sold;
import dev.milepost.cohorts.model.PromptEvent;
import dev.milepost.runtime.fold.Change;
import dev.milepost.schemas.event.AskFact;
import dev.milepost.schemas.event.AskFactKind;
import dev.milepost.schemas.event.CustomerFact;
import dev.milepost.schemas.event.JourneyFact;
import org.apache.flink.util.Collector;

/** What the rooms before tell, as what happens to customers and advocates. */
public final class CustomerReader {

    private CustomerReader() {}

    /** Signups, sales and bindings; nothing else of the journey. */
    public static void read(Change<JourneyFact> change, Collector<Change<CustomerEvent>> out) {
        CustomerEvent event = event(change.element());
        if (event != null) {
            out.collect(new Change<>(change.kind(), event));
        }
    }

    private static CustomerEvent event(JourneyFact fact) {
        return switch (fact.getName()) {
            case "signup" ->
                new SignedUp(
                        fact.getUserId(),
                        fact.getEventId(),
                        fact.getEventTime().toEpochMilli(),
                        text(fact.getSegment()),
                        text(fact.getCountry()));
            case "order", "renewal" ->
                new Sold(
                        fact.getUserId(),
                        fact.getEventId(),
                        fact.getEventTime().toEpochMilli(),
                        fact.getCurrency(),
                        fact.getAmountMinor());
            case "referral.bound" -> bound(fact);
            default -> null;
        };
    }

    private static Bound bound(JourneyFact fact) {
        boolean stands = fact.getStands();
        return new Bound(
                fact.getUserId(),
                fact.getEventId(),
                fact.getKnownTime().toEpochMilli(),
                fact.getReferralId(),
                stands ? fact.getAdvocateId() : null,
                stands ? fact.getProgramId() : null,
                stands ? fact.getTouchTime().toEpochMilli() : 0,
                fact.getEventTime().toEpochMilli());
    }

    /** How users came, and what refunds take off. */
    public static void readCustomer(Change<CustomerFact> change, Collector<Change<CustomerEvent>> out) {
        CustomerFact fact = change.element();
        switch (fact.getKind()) {
            case ACQUIRED ->
                out.collect(new Change<>(
                        change.kind(),
                        new Acquired(fact.getUserId(), fact.getKnownTime().toEpochMilli(), fact.getChannel())));
            case REFUNDED -> out.collect(new Change<>(change.kind(), refunded(fact)));
            case UNKNOWN -> {}
        }
    }

    private static Refunded refunded(CustomerFact fact) {
        return new Refunded(
                fact.getUserId(),
                fact.getEventId(),
                fact.getKnownTime().toEpochMilli(),
                fact.getEventTime().toEpochMilli(),
                fact.getSaleTime().toEpochMilli(),
                fact.getCurrency(),
                fact.getCountedMinor());
    }

    /** Bindings, to their advocates. */
    public static void readReferral(Change<CustomerEvent> change, Collector<Change<PromptEvent>> out) {
        if (change.element() instanceof Bound bound && bound.advocateId() != null) {
            out.collect(new Change<>(change.kind(), new PromptEvent.Referred(bound)));
        }
    }

    /** Asks that went out. */
    public static void readAsk(Change<AskFact> change, Collector<Change<PromptEvent>> out) {
        AskFact fact = change.element();
        if (fact.getKind() == AskFactKind.ASKED) {
            out.collect(new Change<>(
                    change.kind(),
                    new PromptEvent.Asked(
                            fact.getUserId(),
                            fact.getAskId(),
                            fact.getEventTime().toEpochMilli(),
                            new Ask(fact.getProgramId(), fact.getMilestoneId()))));
        }
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
