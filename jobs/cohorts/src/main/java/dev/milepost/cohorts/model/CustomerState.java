package dev.milepost.cohorts.model;

import dev.milepost.cohorts.model.CustomerEvent.Acquired;
import dev.milepost.cohorts.model.CustomerEvent.Bound;
import dev.milepost.cohorts.model.CustomerEvent.Refunded;
import dev.milepost.cohorts.model.CustomerEvent.SignedUp;
import dev.milepost.cohorts.model.CustomerEvent.Sold;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is remembered of one customer. Mutable; the elements are not.
 *
 * <p>Size: for good about 150 bytes of who they are; 60 for each order of the last day, and of the time before it is settled where
 * they came from; 80 for each refund as long as it may be cancelled; 40 for each cell of a period that goes on, at most 12 for
 * each currency; 100 for each currency in the first year.
 */
public final class CustomerState {

    private static final Comparator<CohortKey.Cell> CELLS = Comparator.comparing(CohortKey.Cell::anchor)
            .thenComparing(CohortKey.Cell::grain)
            .thenComparingInt(CohortKey.Cell::period)
            .thenComparing(CohortKey.Cell::currency);

    /** The first; null before it. */
    SignedUp signup;

    /** Event time of the first order or renewal; null before it. */
    Long firstSaleMillis;

    Acquired acquired;
    Bound bound;

    /** By advocate; an ask of somebody who is not the advocate any more is kept beside. */
    Map<String, Ask> prompted = new TreeMap<>();

    /** Nothing will say any more that they came from elsewhere. */
    boolean settled;

    /** Those not in {@link #cells} and {@link #worth}, by identity. */
    Map<String, Sold> sales = new TreeMap<>();

    /** Likewise. */
    Map<String, Refunded> refunds = new TreeMap<>();

    /** What is final of cells that something may still be added to. Without those of all currencies. */
    Map<CohortKey.Cell, Sums> cells = new TreeMap<>(CELLS);

    /** What is final of their worth, by currency, while it may grow. */
    Map<String, Worth> worth = new TreeMap<>();

    CustomerState copy() {
        CustomerState copy = new CustomerState();
        copy.signup = signup;
        copy.firstSaleMillis = firstSaleMillis;
        copy.acquired = acquired;
        copy.bound = bound;
        copy.prompted.putAll(prompted);
        copy.settled = settled;
        copy.sales.putAll(sales);
        copy.refunds.putAll(refunds);
        copy.cells.putAll(cells);
        copy.worth.putAll(worth);
        return copy;
    }

    boolean isEmpty() {
        return signup == null
                && firstSaleMillis == null
                && acquired == null
                && bound == null
                && prompted.isEmpty()
                && sales.isEmpty()
                && refunds.isEmpty();
    }

    /** Event time of the anchor; null where there is none. */
    Long anchorMillis(Anchor anchor) {
        return switch (anchor) {
            case SIGNUP -> signup == null ? null : (Long) signup.timeMillis();
            case FIRST_PURCHASE -> firstSaleMillis;
        };
    }

    /** Event time of the first conversion; null before it. */
    Long acquiredMillis() {
        if (signup == null || firstSaleMillis == null) {
            return signup == null ? firstSaleMillis : (Long) signup.timeMillis();
        }
        return Math.min(signup.timeMillis(), firstSaleMillis);
    }

    /** What prompted the binding that stands. */
    Ask ask() {
        return bound != null && bound.stands() ? prompted.getOrDefault(bound.advocateId(), Ask.NONE) : Ask.NONE;
    }

    Source source() {
        if (bound != null && bound.stands()) {
            return new Source(Source.REFERRAL, bound.programId(), ask().milestoneId());
        }
        boolean touched = acquired != null && acquired.channel() != null;
        return new Source(touched ? acquired.channel() : Source.NONE, "", "");
    }

    /** What is known of a cell, final or not; of an empty currency the counts of all. */
    Sums sums(CohortKey.Cell key) {
        Sums sums = Sums.NONE;
        if (!key.currency().isEmpty()) {
            sums = cells.getOrDefault(key, Sums.NONE);
        } else {
            for (Map.Entry<CohortKey.Cell, Sums> cell : cells.entrySet()) {
                if (isOf(key, cell.getKey())) {
                    sums = sums.plus(cell.getValue().counts());
                }
            }
        }
        for (Sold sale : sales.values()) {
            if (isIn(key, sale.timeMillis(), sale.currency())) {
                Sums sold = Sums.sale(sale.amountMinor());
                sums = sums.plus(key.currency().isEmpty() ? sold.counts() : sold);
            }
        }
        for (Refunded refund : refunds.values()) {
            if (!key.currency().isEmpty() && isIn(key, refund.refundMillis(), refund.currency())) {
                sums = sums.plus(Sums.refund(refund.countedMinor()));
            }
        }
        return sums;
    }

    private static boolean isOf(CohortKey.Cell all, CohortKey.Cell cell) {
        return all.anchor() == cell.anchor() && all.grain() == cell.grain() && all.period() == cell.period();
    }

    private boolean isIn(CohortKey.Cell key, long timeMillis, String currency) {
        Long from = anchorMillis(key.anchor());
        return from != null
                && timeMillis >= from
                && (key.currency().isEmpty() || key.currency().equals(currency))
                && key.grain().period(from, timeMillis) == key.period();
    }

    /** The cells that something of that time and currency is in. */
    void cellsOf(long timeMillis, String currency, Consumer<CohortKey.Cell> keys) {
        for (Anchor anchor : Anchor.values()) {
            Long from = anchorMillis(anchor);
            if (from == null || timeMillis < from) {
                continue;
            }
            for (Grain grain : Grain.values()) {
                keys.accept(new CohortKey.Cell(anchor, grain, grain.period(from, timeMillis), currency));
            }
        }
    }

    /** What is known of their worth in a currency, final or not. */
    Worth worth(String currency) {
        long from = acquiredMillis();
        Worth all = worth.getOrDefault(currency, Worth.NOTHING);
        for (Sold sale : sales.values()) {
            if (sale.currency().equals(currency)) {
                all = all.plus(sale.timeMillis() - from, Sums.sale(sale.amountMinor()));
            }
        }
        for (Refunded refund : refunds.values()) {
            if (refund.currency().equals(currency)) {
                all = all.plus(refund.refundMillis() - from, Sums.refund(refund.countedMinor()));
            }
        }
        return all;
    }

    /** Makes what is known of a sale final. */
    void settle(Sold sale) {
        settle(sale.timeMillis(), sale.currency(), Sums.sale(sale.amountMinor()));
        sales.remove(sale.identity());
    }

    /** Makes what is known of a refund final. */
    void settle(Refunded refund) {
        settle(refund.refundMillis(), refund.currency(), Sums.refund(refund.countedMinor()));
        refunds.remove(refund.identity());
    }

    private void settle(long timeMillis, String currency, Sums sums) {
        cellsOf(timeMillis, currency, key -> cells.merge(key, sums, Sums::plus));
        long age = timeMillis - acquiredMillis();
        if (age < Worth.LONGEST_MILLIS) {
            worth.merge(currency, Worth.NOTHING.plus(age, sums), (before, more) -> before.plus(age, sums));
        }
    }
}
