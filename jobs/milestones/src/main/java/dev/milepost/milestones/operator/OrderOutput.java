package dev.milepost.milestones.operator;

import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.milestones.model.order.OrderFact;
import dev.milepost.milestones.model.order.OrderKey;
import dev.milepost.milestones.model.people.PersonEvent;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.FoldOutput;
import dev.milepost.runtime.fold.Outcome;
import dev.milepost.runtime.fold.output.FactLetters;
import dev.milepost.runtime.fold.output.Rows;

/** Tells ledgers what has become of orders; and dead_letters. */
final class OrderOutput implements FoldOutput<PersonEvent, OrderKey, OrderFact, Change<LedgerNews>> {

    private static final long serialVersionUID = 1L;

    private final String operator;
    private transient Rows rows;

    /** Of the operator with that uid. */
    OrderOutput(String operator) {
        this.operator = operator;
    }

    @Override
    public void changed(OrderKey key, OrderFact before, OrderFact after, Emission<Change<LedgerNews>> out) {
        String user = out.key();
        boolean replaced = before != null && after != null && before.program().equals(after.program());
        if (before != null && !replaced) {
            out.collect(Change.remove(news(before, user)));
        }
        if (after != null) {
            out.collect(Change.put(news(after, user)));
        }
    }

    private static LedgerNews news(OrderFact fact, String user) {
        OrderKey key = fact.key();
        return new LedgerNews(
                fact.program(),
                new OrderMoney(
                        key.orderId() == null ? OrderMoney.ofQualifying(user) : OrderMoney.ofOrder(user, key.orderId()),
                        key.timeMillis(),
                        key.causeId(),
                        fact.grossMinor(),
                        fact.refundedMinor(),
                        fact.chargedBackMinor(),
                        fact.knownMillis()));
    }

    @Override
    public void refused(PersonEvent event, Outcome.Kind why, Emission<Change<LedgerNews>> out) {
        if (rows == null) {
            rows = new Rows();
        }
        rows.put(FactLetters.of(event, why, operator, out.key()), out);
    }
}
