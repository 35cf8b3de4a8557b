package dev.milepost.milestones.model.order;

/**
 * That a user's referral has qualified.
 *
 * @param known the event that did it, at the time since when that is known: where the evidence came later, not its own
 */
record Qualified(String program, Moment known) {

    /** Whether it was by that sale. */
    boolean isBy(Purchase sale) {
        return sale != null && sale.moment().id().equals(known.id());
    }
}
