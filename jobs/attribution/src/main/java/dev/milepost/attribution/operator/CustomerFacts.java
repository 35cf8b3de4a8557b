package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.AttributionFact.Acquired;
import dev.milepost.attribution.model.AttributionFact.Refunded;
import dev.milepost.attribution.model.UserFact.Purchase;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.schemas.event.CustomerFact;
import dev.milepost.schemas.event.CustomerFactKind;
import java.time.Instant;

/** Tells the stream {@code customers} what cohorts are made of besides the journey. */
final class CustomerFacts {

    private CustomerFacts() {}

    /** Turns how a user came into how they came as is known now. */
    static void replace(String userId, Acquired before, Acquired after, Emission<?> out) {
        replace(before == null ? null : of(userId, before), after == null ? null : of(userId, after), out);
    }

    /** Turns what a refund took off into what it takes. */
    static void replace(Refunded before, Refunded after, Emission<?> out) {
        replace(before == null ? null : of(before), after == null ? null : of(after), out);
    }

    /** Both are of one user and identity. */
    private static void replace(CustomerFact before, CustomerFact after, Emission<?> out) {
        if (after == null) {
            out.collect(Sides.CUSTOMERS, Change.remove(before));
        } else if (!after.equals(before)) {
            out.collect(Sides.CUSTOMERS, Change.put(after));
        }
    }

    private static CustomerFact of(String userId, Acquired acquired) {
        CustomerFact fact = fact(
                userId, "acquired", CustomerFactKind.ACQUIRED, acquired.knownMillis(), acquired.conversionMillis());
        fact.setEventId("");
        fact.setChannel(acquired.channel());
        return fact;
    }

    private static CustomerFact of(Refunded refunded) {
        Purchase refund = refunded.refund();
        CustomerFact fact = fact(
                refund.userId(),
                "refunded/" + refund.eventId() + "@" + refund.timeMillis(),
                CustomerFactKind.REFUNDED,
                refunded.knownMillis(),
                refund.timeMillis());
        fact.setEventId(refund.eventId());
        fact.setSaleTime(Instant.ofEpochMilli(refunded.saleMillis()));
        fact.setCurrency(refund.currency());
        fact.setCountedMinor(refunded.countedMinor());
        return fact;
    }

    private static CustomerFact fact(
            String userId, String identity, CustomerFactKind kind, long knownMillis, long timeMillis) {
        CustomerFact fact = new CustomerFact();
        fact.setUserId(userId);
        fact.setIdentity(identity);
        fact.setKind(kind);
        fact.setKnownTime(Instant.ofEpochMilli(knownMillis));
        fact.setEventTime(Instant.ofEpochMilli(timeMillis));
        return fact;
    }
}
