package dev.milepost.milestones.model.pattern;

import java.util.List;
import java.util.function.Predicate;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/**
 * What takes orders back, and what undoes that: all of it in the fold's order, and by order, so that what is left of one order
 * costs no more than its own refunds. Immutable: each change shares the rest.
 */
final class Refunds {

    static final Refunds NONE = new Refunds(Fifo.empty(), HashTreePMap.empty());

    private final Fifo<SubjectEvent> all;
    private final HashPMap<OrderName, Fifo<SubjectEvent>> ofOrder;

    private Refunds(Fifo<SubjectEvent> all, HashPMap<OrderName, Fifo<SubjectEvent>> ofOrder) {
        this.all = all;
        this.ofOrder = ofOrder;
    }

    /** These, which are in order. */
    static Refunds of(List<SubjectEvent> refunds) {
        Refunds some = NONE;
        for (SubjectEvent refund : refunds) {
            some = some.push(refund);
        }
        return some;
    }

    /** With one more behind all. */
    Refunds push(SubjectEvent refund) {
        OrderName order = OrderName.of(refund);
        return new Refunds(
                all.push(refund),
                order == null ? ofOrder : ofOrder.plus(order, of(order).push(refund)));
    }

    /** Without the first ones of which that is true. */
    Refunds popWhile(Predicate<SubjectEvent> out) {
        Refunds rest = this;
        while (!rest.isEmpty() && out.test(rest.first())) {
            rest = rest.pop();
        }
        return rest;
    }

    private Refunds pop() {
        OrderName order = OrderName.of(first());
        if (order == null) {
            return new Refunds(all.pop(), ofOrder);
        }
        // The first of all is the first of its order.
        Fifo<SubjectEvent> rest = of(order).pop();
        return new Refunds(all.pop(), rest.isEmpty() ? ofOrder.minus(order) : ofOrder.plus(order, rest));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** There is one. */
    SubjectEvent first() {
        return all.first();
    }

    /** In order. */
    List<SubjectEvent> toList() {
        return all.toList();
    }

    /** Those of one order, in order. */
    Fifo<SubjectEvent> of(OrderName order) {
        return ofOrder.getOrDefault(order, Fifo.empty());
    }

    /** For tests: of how many orders there are some. */
    int orders() {
        return ofOrder.size();
    }
}
