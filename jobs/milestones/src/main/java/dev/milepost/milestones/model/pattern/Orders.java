package dev.milepost.milestones.model.pattern;

/** What is left of an order after its refunds, as they are known when the history is folded. */
interface Orders {

    /** Of patterns that count no money of orders. */
    Orders GROSS = (order, gross) -> gross;

    /** The net amount of an order or renewal in minor units, from 0 to {@code grossMinor}. */
    long netMinor(SubjectEvent order, long grossMinor);
}
