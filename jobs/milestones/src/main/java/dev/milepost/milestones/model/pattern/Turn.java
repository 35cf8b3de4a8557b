package dev.milepost.milestones.model.pattern;

/** One event or timer on its way through the tree: how a node tells the one above it that it completed. */
final class Turn {

    private final Orders orders;
    private Completion completed;

    Turn(Orders orders) {
        this.orders = orders;
    }

    /** What is left of orders. */
    Orders orders() {
        return orders;
    }

    /** The node that was called last ends with this; null: it did not complete. */
    void end(Completion completion) {
        completed = completion;
    }

    /** Of the node that was called last. */
    Completion completed() {
        return completed;
    }
}
