package dev.milepost.milestones.model.order;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.programs.model.Names;
import java.util.Comparator;
import java.util.Map;

/**
 * A sale, or what takes it back.
 *
 * @param identity two versions of it share it
 * @param refundId of a refund, a chargeback or a cancellation: which one; null of a sale
 * @param amountMinor not of a cancellation: 0
 * @param knownMillis received_at of the event
 */
record Purchase(
        Kind kind,
        Moment moment,
        String identity,
        String refundId,
        String currency,
        long amountMinor,
        long knownMillis) {

    static final Comparator<Purchase> ORDER =
            Comparator.comparing(Purchase::moment).thenComparing(Purchase::identity);

    private static final Map<String, Kind> KINDS = Map.of(
            Names.ORDER,
            Kind.SALE,
            "renewal",
            Kind.SALE,
            "refund",
            Kind.REFUND,
            "chargeback",
            Kind.CHARGEBACK,
            "refund_cancelled",
            Kind.CANCELLATION);

    enum Kind {
        SALE,
        REFUND,
        CHARGEBACK,
        CANCELLATION
    }

    /** Null of what is none, or says no amount where it should. */
    static Purchase of(SubjectEvent event) {
        Kind kind = KINDS.get(event.name());
        if (kind == null || (kind != Kind.CANCELLATION && event.amountMinor() == null)) {
            return null;
        }
        return new Purchase(
                kind,
                new Moment(event.timeMillis(), event.id()),
                event.identity(),
                kind == Kind.SALE ? null : event.text(SubjectEvent.REFUND_ID),
                event.currency(),
                kind == Kind.CANCELLATION ? 0 : event.amountMinor(),
                event.knownMillis());
    }
}
