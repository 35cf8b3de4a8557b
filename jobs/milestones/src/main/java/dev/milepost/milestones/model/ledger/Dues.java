package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.milestones.model.ledger.LedgerFact.Purchase;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Effect.Reversal;
import dev.milepost.programs.model.Measure;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/**
 * What an effect gives for a completion, after what was refunded of its order. Exact: products are unbounded, and every division
 * rounds down; so a partial reversal is the difference of two cumulative amounts, and no cent is lost or made by their number.
 *
 * <ul>
 *   <li>a percentage of {@code amount}: of what is left of the order, then at most the maximum;
 *   <li>anything else: the share of it that is left of the order.
 * </ul>
 */
final class Dues {

    /** A hundred per cent, in the millionths of a point that {@link Amount.Percent} has. */
    private static final long WHOLE = 100_000_000;

    /** Nothing can be said: see the word. */
    record Due(long quantity, String problem) {
        private static Due of(long quantity) {
            return new Due(quantity, null);
        }

        private static Due unknown(String problem) {
            return new Due(0, problem);
        }
    }

    private Dues() {}

    /**
     * Of several orders, any of which may be what the completion was of, the one of which most is left decides: a reward stands
     * while one of them does.
     *
     * @param orders an entry is null where nothing was taken back of that order; none: it hangs on none
     * @param currency the program's, or null
     */
    static Due of(Effect effect, Reach reach, List<OrderMoney> orders, String currency) {
        Due most = null;
        for (OrderMoney order : orders) {
            Due due = of(effect, reach, order, currency);
            most = most == null || due.quantity > most.quantity ? due : most;
        }
        return most == null ? of(effect, reach, (OrderMoney) null, currency) : most;
    }

    private static Due of(Effect effect, Reach reach, OrderMoney order, String currency) {
        Purchase purchase = reach.purchase();
        if (effect.amount() instanceof Amount.Constant constant) {
            return Due.of(share(constant.quantity(), order, effect.reverseOn()));
        }
        if (effect.amount() instanceof Amount.Table table) {
            Long row = table.of(reach.texts().get(table.by()));
            return row == null ? Due.unknown("no_amount") : Due.of(share(row, order, effect.reverseOn()));
        }
        Amount.Percent percent = (Amount.Percent) effect.amount();
        Long base = percent.of() == Measure.AMOUNT ? purchase.amountMinor() : purchase.mrrMinor();
        if (base == null) {
            return Due.unknown("no_amount");
        }
        if (!purchase.currency().equals(currency)) {
            return Due.unknown("currency_differs");
        }
        if (percent.of() == Measure.AMOUNT) {
            long net = order == null ? base : Math.min(base, net(order, effect.reverseOn()));
            return Due.of(Math.min(percent.maxMinor(), times(net, percent.millionths(), WHOLE)));
        }
        long level = percent.of() == Measure.ARR ? Measure.annualised(base) : base;
        return Due.of(share(
                Math.min(percent.maxMinor(), times(level, percent.millionths(), WHOLE)), order, effect.reverseOn()));
    }

    private static long share(long quantity, OrderMoney order, Set<Reversal> reverseOn) {
        if (order == null) {
            return quantity;
        }
        long net = net(order, reverseOn);
        return net >= order.grossMinor() ? quantity : times(quantity, net, order.grossMinor());
    }

    /** What is left of the order, of the kinds that count. */
    private static long net(OrderMoney order, Set<Reversal> reverseOn) {
        long net = order.grossMinor();
        if (reverseOn.contains(Reversal.REFUND)) {
            net -= Math.min(net, order.refundedMinor());
        }
        if (reverseOn.contains(Reversal.CHARGEBACK)) {
            net -= Math.min(net, order.chargedBackMinor());
        }
        return net;
    }

    /** quantity × numerator ÷ denominator, rounded down. */
    private static long times(long quantity, long numerator, long denominator) {
        if (quantity <= 0 || numerator <= 0) {
            return 0;
        }
        return BigInteger.valueOf(quantity)
                .multiply(BigInteger.valueOf(numerator))
                .divide(BigInteger.valueOf(denominator))
                .longValueExact();
    }
}
