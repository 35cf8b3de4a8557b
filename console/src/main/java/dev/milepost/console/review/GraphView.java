package dev.milepost.console.review;

import dev.milepost.console.web.Grid;
import java.util.List;

/**
 * Whom and what a case has to do with, as a drawing around the advocate, and as a table.
 *
 * @param nodes at most fifty
 * @param edges between them
 * @param undrawn how many nodes had no room
 * @param links all of it
 */
public record GraphView(List<Node> nodes, List<Edge> edges, int undrawn, Grid links) {

    /**
     * A point of the drawing, whose middle is 0, 0.
     *
     * @param label short
     * @param title whole
     * @param kind its class
     */
    public record Node(String x, String y, String label, String title, String kind) {}

    /** A line of it. */
    public record Edge(String x1, String y1, String x2, String y2, String kind) {}
}
