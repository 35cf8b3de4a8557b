package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Reasons;
import dev.milepost.runtime.ingest.RecordException;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Purchase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who has an event_id, or an order_id, that a mended record would take: lines before it, and events of the warehouse. Such a
 * record would be a dead letter again, or make one of an event that counts, or be a duplicate without any effect.
 */
final class Takers {

    private final ShownEvents shown;
    private final Set<String> dead = new HashSet<>();
    private final Map<ShownEvents.Id, Event> lines = new HashMap<>();
    private final Map<ShownEvents.Order, String> sales = new HashMap<>();

    private Takers(ShownEvents shown) {
        this.shown = shown;
    }

    /**
     * For the records of one file.
     *
     * @param horizonMillis an event_id that comes again further away than that is another event
     */
    static Takers of(ClickHouseClient client, long horizonMillis, Collection<Mended> records) throws ClickHouseFailure {
        List<ShownEvents.Claim> claims = new ArrayList<>();
        List<ShownEvents.Order> orders = new ArrayList<>();
        for (Mended one : records) {
            claims.add(one.claim());
            one.claimOfLetter().ifPresent(claims::add);
            one.sale().ifPresent(orders::add);
        }
        return new Takers(ShownEvents.of(client, horizonMillis, claims, orders));
    }

    /** Refuses what somebody else has; what passes has it from now on. */
    void take(Mended one) throws RecordException {
        DeadLetter letter = one.letter();
        if (!dead.add(letter.id())) {
            throw new RecordException(
                    Reasons.INVALID,
                    "field " + DeadLetter.ID + ": a line before this one is of " + letter.id()
                            + " too, and a dead letter is one record: keep one of them");
        }
        takeId(one);
        takeOrder(one);
    }

    private void takeId(Mended one) throws RecordException {
        Event event = one.event();
        Event before = lines.put(one.id(), event);
        if (before != null && !before.payload().equals(event.payload())) {
            throw taken(event, "a line before this one");
        }
        List<ShownEvents.Thin> counting = shown.of(one.claim());
        if (one.keepsTakenId() && (!counting.isEmpty() || isShown(one.claimOfLetter()))) {
            throw new RecordException(
                    Reasons.CONFLICTING_DUPLICATE,
                    "field event_id: " + event.eventId() + " is an event already, of which this is a dead letter ("
                            + one.letter().reason()
                            + "), and an event_id counts once: give the mended record an event_id of its own");
        }
        // The same again is a duplicate, as of a replay that broke off before it was noted.
        if (counting.stream().anyMatch(other -> !isSame(other, event))) {
            throw taken(event, "an event that counts");
        }
    }

    private boolean isShown(Optional<ShownEvents.Claim> claim) {
        return claim.isPresent() && !shown.of(claim.get()).isEmpty();
    }

    private void takeOrder(Mended one) throws RecordException {
        Optional<ShownEvents.Order> sale = one.sale();
        if (sale.isEmpty()) {
            return;
        }
        String id = one.event().eventId();
        String before = sales.putIfAbsent(sale.get(), id);
        Optional<String> seller = shown.sales(sale.get()).stream()
                .filter(other -> !other.equals(id))
                .findFirst();
        boolean isSold = before != null && !before.equals(id);
        if (isSold || seller.isPresent()) {
            throw new RecordException(
                    "duplicate_order",
                    "field order_id: " + sale.get().orderId() + " of "
                            + sale.get().userId() + " is sold already, by "
                            + (isSold ? "a line before this one" : "event " + seller.get())
                            + ": give the mended record an order_id of its own, or take it out");
        }
    }

    /** Whether an event of the same id may be the same event: as far as its thin row tells. */
    private static boolean isSame(ShownEvents.Thin shown, Event event) {
        if (shown.timeMillis() != event.eventTimeMillis()) {
            return false;
        }
        if (event.payload() instanceof Purchase purchase) {
            return shown.name().equals(purchase.getKind().name().toLowerCase(Locale.ROOT))
                    && shown.orderId().equals(purchase.getOrderId())
                    && shown.amountMinor() == purchase.getAmountMinor()
                    && shown.currency().equals(purchase.getCurrency());
        }
        return !(event.payload() instanceof Payout payout)
                || (shown.amountMinor() == payout.getAmountMinor()
                        && shown.currency().equals(payout.getCurrency()));
    }

    private static RecordException taken(Event event, String by) {
        return new RecordException(
                Reasons.CONFLICTING_DUPLICATE,
                "field event_id: " + event.eventId() + " of " + event.key() + " is that of " + by
                        + ", with another content: give the mended record an event_id of its own");
    }
}
