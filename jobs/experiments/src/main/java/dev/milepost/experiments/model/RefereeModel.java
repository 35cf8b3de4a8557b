package dev.milepost.experiments.model;

import dev.milepost.experiments.model.RefereeEvent.Bound;
import dev.milepost.experiments.model.RefereeEvent.Refunded;
import dev.milepost.experiments.model.RefereeEvent.Sold;
import dev.milepost.experiments.model.UnitEvent.Happened;
import dev.milepost.runtime.fold.Model;
import java.util.List;
import java.util.function.Consumer;

/** Finds what a user brings whoever referred them: that they signed up and bought, what, and what was taken back. */
public final class RefereeModel implements Model<RefereeState, RefereeEvent, RefereeKey, Happened> {

    private static final long serialVersionUID = 1L;

    private final ExperimentTerms terms;

    public RefereeModel(ExperimentTerms terms) {
        this.terms = terms;
    }

    @Override
    public RefereeState empty() {
        return new RefereeState();
    }

    @Override
    public RefereeState copy(RefereeState state) {
        return state.copy();
    }

    @Override
    public void apply(RefereeState state, RefereeEvent event, Consumer<RefereeKey> changed) {
        if (event instanceof Bound bound) {
            apply(state, bound, changed);
        } else if (event instanceof Sold sold) {
            state.sales.put(sold.identity(), sold);
            for (Tie tie : state.ties.values()) {
                changed.accept(new RefereeKey(tie.key(), sold.identity()));
                changed.accept(new RefereeKey(tie.key(), RefereeKey.PURCHASE));
            }
        } else if (event instanceof Refunded refunded) {
            state.refunds.put(refunded.identity(), refunded);
            state.ties.keySet().forEach(tie -> changed.accept(new RefereeKey(tie, refunded.identity())));
        }
    }

    private static void apply(RefereeState state, Bound bound, Consumer<RefereeKey> changed) {
        for (Tie tie : List.copyOf(state.ties.values())) {
            boolean ends = tie.stands()
                    && tie.referralId().equals(bound.referralId())
                    && !tie.advocateId().equals(bound.advocateId());
            if (ends) {
                state.ties.put(tie.key(), tie.ended(bound.timeMillis()));
                keys(state, tie.key(), changed);
            }
        }
        if (bound.advocateId() != null) {
            String key = Tie.key(bound.referralId(), bound.advocateId());
            state.ties.put(key, Tie.of(bound, state.ties.get(key)));
            keys(state, key, changed);
        }
    }

    @Override
    public void keys(RefereeState state, Consumer<RefereeKey> keys) {
        state.ties.keySet().forEach(tie -> keys(state, tie, keys));
    }

    private static void keys(RefereeState state, String tie, Consumer<RefereeKey> keys) {
        keys.accept(new RefereeKey(tie, RefereeKey.SIGNUP));
        keys.accept(new RefereeKey(tie, RefereeKey.PURCHASE));
        state.sales.keySet().forEach(sale -> keys.accept(new RefereeKey(tie, sale)));
        state.refunds.keySet().forEach(refund -> keys.accept(new RefereeKey(tie, refund)));
    }

    @Override
    public Happened fact(RefereeState state, RefereeKey key) {
        Tie tie = state.ties.get(key.tie());
        if (tie == null) {
            return null;
        }
        if (key.what().equals(RefereeKey.SIGNUP)) {
            return signup(tie, key);
        } else if (key.what().equals(RefereeKey.PURCHASE)) {
            Long bought = state.boughtMillis(tie);
            return bought == null ? null : purchase(tie, key, bought);
        }
        Sold sale = state.sales.get(key.what());
        if (sale != null) {
            return tie.covers(sale.timeMillis()) ? sale(tie, key, sale) : null;
        }
        Refunded refund = state.refunds.get(key.what());
        return refund == null || !tie.covers(refund.saleMillis()) ? null : refund(tie, key, refund);
    }

    private Happened signup(Tie tie, RefereeKey key) {
        return happened(tie, key, new Thing(Happening.REFERRED_SIGNUP, tie.signupMillis(), 0, 0, "", 0));
    }

    private Happened purchase(Tie tie, RefereeKey key, long bought) {
        return happened(tie, key, new Thing(Happening.REFERRED_PURCHASE, bought, bought, bought, "", 0));
    }

    private Happened sale(Tie tie, RefereeKey key, Sold sale) {
        return happened(
                tie,
                key,
                new Thing(
                        Happening.REFERRED_SALE,
                        sale.timeMillis(),
                        sale.timeMillis(),
                        sale.timeMillis(),
                        sale.currency(),
                        sale.amountMinor()));
    }

    private Happened refund(Tie tie, RefereeKey key, Refunded refund) {
        return happened(
                tie,
                key,
                new Thing(
                        Happening.REFERRED_REFUND,
                        refund.refundMillis(),
                        refund.timeMillis(),
                        refund.saleMillis() + terms.orderRetentionMillis(),
                        refund.currency(),
                        refund.countedMinor()));
    }

    /** What befell a referee, whoever referred them. */
    private record Thing(
            Happening what,
            long happenedMillis,
            long knownMillis,
            long finalMillis,
            String currency,
            long amountMinor) {}

    private Happened happened(Tie tie, RefereeKey key, Thing thing) {
        return new Happened(
                tie.advocateId(),
                tie.referralId(),
                "referral/" + tie.referralId() + "/" + key.what(),
                Math.max(thing.knownMillis(), tie.knownMillis()),
                thing.what(),
                thing.happenedMillis(),
                Math.max(thing.finalMillis(), tie.signupMillis() + terms.revisionMillis()),
                thing.currency(),
                thing.amountMinor(),
                tie.stands());
    }

    @Override
    public void expire(RefereeState state, long beforeMillis) {
        for (Sold sale : List.copyOf(state.sales.values())) {
            if (end(sale) <= beforeMillis) {
                state.ties.replaceAll((key, tie) -> tie.settle(sale.timeMillis()));
                state.sales.remove(sale.identity());
            }
        }
        state.refunds.values().removeIf(refund -> end(state, refund) <= beforeMillis);
        state.ties.values().removeIf(tie -> !tie.stands() && end(tie) <= beforeMillis);
    }

    @Override
    public long nextExpiry(RefereeState state) {
        long next = Long.MAX_VALUE;
        for (Sold sale : state.sales.values()) {
            next = Math.min(next, end(sale));
        }
        for (Refunded refund : state.refunds.values()) {
            next = Math.min(next, end(state, refund));
        }
        for (Tie tie : state.ties.values()) {
            next = Math.min(next, tie.stands() ? Long.MAX_VALUE : end(tie));
        }
        return next;
    }

    /** When the binding of every signup before it is known. */
    private long end(Sold sale) {
        return sale.timeMillis() + terms.revisionMillis();
    }

    /** When it can be cancelled no more, or is known to be of no referral's. */
    private long end(RefereeState state, Refunded refund) {
        return refund.saleMillis()
                + (state.isCovered(refund.saleMillis())
                        ? Math.max(terms.orderRetentionMillis(), terms.revisionMillis())
                        : terms.revisionMillis());
    }

    private long end(Tie tie) {
        return tie.signupMillis() + terms.revisionMillis();
    }

    @Override
    public boolean isEmpty(RefereeState state) {
        return state.isEmpty();
    }
}
