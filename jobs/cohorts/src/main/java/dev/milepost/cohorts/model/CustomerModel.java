package dev.milepost.cohorts.model;

import dev.milepost.cohorts.model.CohortKey.Cell;
import dev.milepost.cohorts.model.CohortKey.Customer;
import dev.milepost.cohorts.model.CohortKey.Member;
import dev.milepost.cohorts.model.CohortKey.Value;
import dev.milepost.cohorts.model.CustomerEvent.Acquired;
import dev.milepost.cohorts.model.CustomerEvent.Bound;
import dev.milepost.cohorts.model.CustomerEvent.Prompted;
import dev.milepost.cohorts.model.CustomerEvent.Refunded;
import dev.milepost.cohorts.model.CustomerEvent.SignedUp;
import dev.milepost.cohorts.model.CustomerEvent.Sold;
import dev.milepost.runtime.fold.Model;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds which cohorts a customer is in, and what they add to each cell. See the package.
 *
 * <p>What was bought is final once it is older than the lateness and it is settled where the customer came from; a refund, once it
 * can be cancelled no more. It is kept as sums by cell until nothing can be added to the cell: until its period is over.
 */
public final class CustomerModel implements Model<CustomerState, CustomerEvent, CohortKey, CohortFact> {

    private static final long serialVersionUID = 1L;

    private static final Customer CUSTOMER = new Customer();

    private final CohortTerms terms;

    public CustomerModel(CohortTerms terms) {
        this.terms = terms;
    }

    @Override
    public CustomerState empty() {
        return new CustomerState();
    }

    @Override
    public CustomerState copy(CustomerState state) {
        return state.copy();
    }

    @Override
    public void apply(CustomerState state, CustomerEvent event, Consumer<CohortKey> changed) {
        if (event instanceof Sold sold) {
            apply(state, sold, changed);
        } else if (event instanceof Refunded refunded) {
            Refunded before = state.refunds.put(refunded.identity(), refunded);
            keysOf(state, refunded.refundMillis(), refunded.currency(), changed);
            if (before != null) {
                keysOf(state, before.refundMillis(), before.currency(), changed);
            }
        } else {
            keys(state, changed);
            applyOrigin(state, event);
            keys(state, changed);
        }
    }

    /** In the fold's order the first is the earliest, and stays. */
    private void apply(CustomerState state, Sold sold, Consumer<CohortKey> changed) {
        state.sales.put(sold.identity(), sold);
        if (state.firstSaleMillis == null) {
            keys(state, changed);
            state.firstSaleMillis = sold.timeMillis();
            keys(state, changed);
        } else {
            keysOf(state, sold.timeMillis(), sold.currency(), changed);
        }
    }

    private static void applyOrigin(CustomerState state, CustomerEvent event) {
        if (event instanceof SignedUp signedUp) {
            if (state.signup == null || state.signup.identity().equals(signedUp.identity())) {
                state.signup = signedUp;
            }
        } else if (event instanceof Acquired acquired) {
            state.acquired = acquired;
        } else if (event instanceof Bound bound) {
            state.bound = bound;
        } else if (event instanceof Prompted prompted) {
            state.prompted.put(prompted.advocateId(), prompted.ask());
        }
    }

    @Override
    public void keys(CustomerState state, Consumer<CohortKey> keys) {
        if (state.acquiredMillis() == null) {
            return;
        }
        keys.accept(CUSTOMER);
        for (Anchor anchor : Anchor.values()) {
            for (Grain grain : Grain.values()) {
                if (state.anchorMillis(anchor) != null) {
                    keys.accept(new Member(anchor, grain));
                }
            }
        }
        Set<CohortKey> all = new LinkedHashSet<>();
        state.cells.keySet().forEach(cell -> accept(cell, all::add));
        state.worth.keySet().forEach(currency -> all.add(new Value(currency)));
        state.sales.values().forEach(sale -> keysOf(state, sale.timeMillis(), sale.currency(), all::add));
        state.refunds.values().forEach(refund -> keysOf(state, refund.refundMillis(), refund.currency(), all::add));
        all.forEach(keys);
    }

    private static void keysOf(CustomerState state, long timeMillis, String currency, Consumer<CohortKey> keys) {
        state.cellsOf(timeMillis, currency, cell -> accept(cell, keys));
        if (isWorth(state, timeMillis)) {
            keys.accept(new Value(currency));
        }
    }

    private static boolean isWorth(CustomerState state, long timeMillis) {
        Long acquired = state.acquiredMillis();
        return acquired != null && timeMillis - acquired < Worth.LONGEST_MILLIS;
    }

    private static void accept(Cell cell, Consumer<CohortKey> keys) {
        keys.accept(cell);
        keys.accept(new Cell(cell.anchor(), cell.grain(), cell.period(), ""));
    }

    @Override
    public CohortFact fact(CustomerState state, CohortKey key) {
        if (state.acquiredMillis() == null) {
            return null;
        }
        if (key instanceof Member member) {
            Long from = state.anchorMillis(member.anchor());
            return from == null ? null : new CohortFact.Member(member.grain().startDay(from), state.source());
        } else if (key instanceof Cell cell) {
            Sums sums = state.sums(cell);
            return sums.equals(Sums.NONE)
                    ? null
                    : new CohortFact.Cell(
                            cell.grain().startDay(state.anchorMillis(cell.anchor())), state.source(), sums);
        } else if (key instanceof Value value) {
            Worth worth = state.worth(value.currency());
            return worth.equals(Worth.NOTHING) ? null : new CohortFact.Value(worth);
        }
        return customer(state);
    }

    private static CohortFact.Customer customer(CustomerState state) {
        boolean referred = state.bound != null && state.bound.stands();
        return new CohortFact.Customer(
                state.acquiredMillis(),
                state.anchorMillis(Anchor.SIGNUP),
                state.firstSaleMillis,
                state.source(),
                state.ask().programId(),
                referred ? state.bound.advocateId() : "",
                state.signup == null ? "" : state.signup.segment(),
                state.signup == null ? "" : state.signup.country());
    }

    @Override
    public void expire(CustomerState state, long beforeMillis) {
        if (!state.settled && settlement(state) <= beforeMillis) {
            state.settled = true;
            state.prompted
                    .keySet()
                    .removeIf(advocate -> state.bound == null || !advocate.equals(state.bound.advocateId()));
        }
        if (!state.settled) {
            return;
        }
        for (Sold sale : List.copyOf(state.sales.values())) {
            if (sale.timeMillis() <= beforeMillis) {
                state.settle(sale);
            }
        }
        for (Refunded refund : List.copyOf(state.refunds.values())) {
            if (settlement(refund) <= beforeMillis) {
                state.settle(refund);
            }
        }
        state.cells.keySet().removeIf(cell -> end(state, cell) <= beforeMillis);
        if (!state.worth.isEmpty() && worthEnd(state) <= beforeMillis) {
            state.worth.clear();
        }
    }

    @Override
    public long nextExpiry(CustomerState state) {
        if (!state.settled) {
            return settlement(state);
        }
        long next = state.worth.isEmpty() ? Long.MAX_VALUE : worthEnd(state);
        for (Sold sale : state.sales.values()) {
            next = Math.min(next, sale.timeMillis());
        }
        for (Refunded refund : state.refunds.values()) {
            next = Math.min(next, settlement(refund));
        }
        for (Cell cell : state.cells.keySet()) {
            next = Math.min(next, end(state, cell));
        }
        return next;
    }

    private long settlement(CustomerState state) {
        Long acquired = state.acquiredMillis();
        return acquired == null ? Long.MAX_VALUE : acquired + terms.settleMillis();
    }

    private long settlement(Refunded refund) {
        return refund.saleMillis() + terms.orderRetentionMillis();
    }

    /** When nothing can be added to a cell, nor anything in it change. */
    private long end(CustomerState state, Cell cell) {
        long from = state.anchorMillis(cell.anchor());
        long end = cell.grain().endMillis(from, cell.period());
        for (Refunded refund : state.refunds.values()) {
            boolean in = refund.refundMillis() >= from
                    && refund.currency().equals(cell.currency())
                    && cell.grain().period(from, refund.refundMillis()) == cell.period();
            if (in) {
                end = Math.max(end, settlement(refund));
            }
        }
        return end;
    }

    private long worthEnd(CustomerState state) {
        long end = state.acquiredMillis() + Worth.LONGEST_MILLIS;
        for (Refunded refund : state.refunds.values()) {
            if (isWorth(state, refund.refundMillis())) {
                end = Math.max(end, settlement(refund));
            }
        }
        return end;
    }

    @Override
    public boolean isEmpty(CustomerState state) {
        return state.isEmpty();
    }
}
