package dev.milepost.oracle.ledger;

import dev.milepost.oracle.ledger.Given.OrderMoney;
import dev.milepost.oracle.ledger.Given.Reach;
import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Effect.Reversal;
import dev.milepost.programs.model.Measure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an effect gives for a completion, after what was taken back of its order: a percentage of what is left of the amount, at
 * most the maximum; of anything else the share that is left of the order. Rounded down.
 *
 * @param problem null: there is an amount
 */
record Worth(long quantity, String problem) {

    /** Of which a program's percentages are counted. */
    private static final BigDecimal POINTS = BigDecimal.valueOf(100_000_000);

    /** By that order of which most is left; null: nothing was taken back of it. */
    static Worth of(Effect effect, Reach reach, List<OrderMoney> orders, String currency) {
        List<Worth> each = new ArrayList<>();
        orders.forEach(order -> each.add(of(effect, reach, order, currency)));
        return each.stream()
                .max(Comparator.comparingLong(Worth::quantity))
                .orElseGet(() -> of(effect, reach, (OrderMoney) null, currency));
    }

    private static Worth of(Effect effect, Reach reach, OrderMoney order, String currency) {
        if (effect.amount() instanceof Amount.Constant constant) {
            return new Worth(share(BigDecimal.valueOf(constant.quantity()), effect, order), null);
        }
        if (effect.amount() instanceof Amount.Table table) {
            Long row = table.of(reach.texts().get(table.by()));
            return row == null
                    ? new Worth(0, "no_amount")
                    : new Worth(share(BigDecimal.valueOf(row), effect, order), null);
        }
        Amount.Percent percent = (Amount.Percent) effect.amount();
        Long base = percent.of() == Measure.AMOUNT ? reach.amount() : reach.mrr();
        if (base == null) {
            return new Worth(0, "no_amount");
        }
        if (!reach.currency().equals(currency)) {
            return new Worth(0, "currency_differs");
        }
        BigDecimal of = BigDecimal.valueOf(percent.of() == Measure.ARR ? base * 12 : base);
        if (percent.of() == Measure.AMOUNT && order != null) {
            of = of.min(BigDecimal.valueOf(left(order, effect)));
        }
        BigDecimal part = of.multiply(BigDecimal.valueOf(percent.millionths()))
                .divide(POINTS, 0, RoundingMode.DOWN)
                .min(BigDecimal.valueOf(percent.maxMinor()));
        return percent.of() == Measure.AMOUNT
                ? new Worth(part.longValueExact(), null)
                : new Worth(share(part, effect, order), null);
    }

    private static long share(BigDecimal quantity, Effect effect, OrderMoney order) {
        if (order == null || order.gross() == 0) {
            return quantity.longValueExact();
        }
        return quantity.multiply(BigDecimal.valueOf(left(order, effect)))
                .divide(BigDecimal.valueOf(order.gross()), 0, RoundingMode.DOWN)
                .longValueExact();
    }

    /** Of an order, but for the kinds of taking back that the effect is not reversed by. */
    private static long left(OrderMoney order, Effect effect) {
        long left = order.gross();
        left -= effect.reverseOn().contains(Reversal.REFUND) ? order.refunded() : 0;
        left -= effect.reverseOn().contains(Reversal.CHARGEBACK) ? order.chargedBack() : 0;
        return Math.max(0, left);
    }
}
