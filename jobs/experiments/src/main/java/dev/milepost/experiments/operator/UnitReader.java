package dev.milepost.experiments.operator;

import dev.milepost.experiments.model.Happening;
import dev.milepost.experiments.model.RefereeEvent;
import dev.milepost.experiments.model.RefereeEvent.Refunded;
import dev.milepost.experiments.model.RefereeEvent.Sold;
import dev.milepost.experiments.model.UnitEvent;
import dev.milepost.experiments.model.UnitEvent.Exposed;
import dev.milepost.experiments.model.UnitEvent.Happened;
import dev.milepost.runtime.fold.Change;
import dev.milepost.schemas.event.AskFact;
import dev.milepost.schemas.event.AskFactKind;
import dev.milepost.schemas.event.JourneyFact;
import java.io.Serializable;
import org.apache.flink.util.Collector;

/** What the rooms before tell, as what happens to a user who may be a unit of experiments. */
public final class UnitReader implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String OPTED_OUT = "opted_out";

    private final long orderRetentionMillis;

    /** @param orderRetentionMillis how long after its sale what a refund takes off may change */
    public UnitReader(long orderRetentionMillis) {
        this.orderRetentionMillis = orderRetentionMillis;
    }

    /** Who was exposed. */
    public static void readExposure(Change<AskFact> change, Collector<Change<UnitEvent>> out) {
        AskFact fact = change.element();
        if (fact.getKind() == AskFactKind.EXPOSED) {
            out.collect(new Change<>(
                    change.kind(),
                    new Exposed(
                            fact.getUserId(),
                            fact.getExperimentId(),
                            fact.getArm(),
                            fact.getEventTime().toEpochMilli(),
                            fact.getHorizonMillis(),
                            fact.getCurrency(),
                            fact.getSharesMillionths())));
        }
    }

    /** Who opted out. */
    public static void readOptOut(Change<JourneyFact> change, Collector<Change<UnitEvent>> out) {
        JourneyFact fact = change.element();
        if (fact.getName().equals(OPTED_OUT)) {
            long known = fact.getKnownTime().toEpochMilli();
            out.collect(new Change<>(
                    change.kind(),
                    new Happened(
                            fact.getUserId(),
                            fact.getEventId(),
                            "own/" + fact.getIdentity(),
                            known,
                            Happening.OPT_OUT,
                            fact.getEventTime().toEpochMilli(),
                            known,
                            "",
                            0,
                            true)));
        }
    }

    /** What the user bought, and what refunds took off. */
    public void readOwn(Change<RefereeEvent> change, Collector<Change<UnitEvent>> out) {
        if (change.element() instanceof Sold sold) {
            out.collect(new Change<>(change.kind(), own(sold)));
        } else if (change.element() instanceof Refunded refunded) {
            out.collect(new Change<>(change.kind(), own(refunded)));
        }
    }

    private static Happened own(Sold sold) {
        return new Happened(
                sold.userId(),
                sold.id(),
                "own/" + sold.identity(),
                sold.timeMillis(),
                Happening.OWN_SALE,
                sold.timeMillis(),
                sold.timeMillis(),
                sold.currency(),
                sold.amountMinor(),
                true);
    }

    private Happened own(Refunded refunded) {
        return new Happened(
                refunded.userId(),
                refunded.id(),
                "own/" + refunded.identity(),
                refunded.timeMillis(),
                Happening.OWN_REFUND,
                refunded.refundMillis(),
                refunded.saleMillis() + orderRetentionMillis,
                refunded.currency(),
                refunded.countedMinor(),
                true);
    }
}
