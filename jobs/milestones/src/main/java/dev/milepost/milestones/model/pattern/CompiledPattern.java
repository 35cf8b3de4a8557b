package dev.milepost.milestones.model.pattern;

import java.util.Set;

/**
 * A pattern as it is evaluated.
 *
 * @param root its tree
 * @param fields the texts of events that it reads
 * @param countsOrders whether a refund may change what it made of orders
 * @param hash of its structure: equal patterns, in a program of one time zone and currency where those matter, have one
 */
record CompiledPattern(Node root, Set<String> fields, boolean countsOrders, long hash) {

    /** Whether each completion is one event, and counts no other. */
    boolean isOfSingleEvents() {
        return root.isOfSingleEvents();
    }

    /** Whether it rests on facts that other folds found, which may come in new versions. */
    boolean namesFacts() {
        return root.names.stream().anyMatch(RefundedOrders::isDerived);
    }
}
