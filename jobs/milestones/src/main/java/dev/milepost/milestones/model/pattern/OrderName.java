package dev.milepost.milestones.model.pattern;

/**
 * Which order a purchase is about: an order_id is its user's own, and a subject may see the orders of many.
 *
 * @param user whose it is; null: the subject's own, of a user, a referee or an advocate
 */
public record OrderName(String user, String orderId) {

    /** Null of an event that is about no order. */
    static OrderName of(SubjectEvent event) {
        String orderId = event.text(SubjectEvent.ORDER_ID);
        return orderId == null ? null : new OrderName(event.text(SubjectEvent.REFEREE_ID), orderId);
    }
}
