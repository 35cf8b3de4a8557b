package dev.milepost.console.review;

import dev.milepost.console.web.Grid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Draws whom and what somebody has to do with. The same links give the same drawing. */
final class Neighbourhood {

    static final int MOST_NODES = 50;

    /** More that hang on one node alone, in the same way, become one. */
    static final int MOST_LEAVES = 8;

    private static final int MOST_LINKS = 200;
    private static final int LONGEST_LABEL = 16;
    private static final double RADIUS = 290;

    /** What a node is. */
    enum Kind {
        ACCOUNT,
        IDENTIFIER,
        RING,
        MANY
    }

    /** Somebody or something. */
    record Node(Kind kind, String id) {

        String words() {
            return kind == Kind.RING ? "ring " + id : id;
        }
    }

    /** A link, in words from one to the other. */
    record Link(Node from, Node to, String how) {}

    private record End(Node node, String how) {}

    private Neighbourhood() {}

    /** The drawing of those links around somebody. */
    static GraphView draw(Node centre, Set<Link> links) {
        Set<Link> collapsed = collapse(centre, links);
        List<Node> near = near(centre, neighbours(collapsed));
        List<Node> drawn = near.subList(0, Math.min(MOST_NODES, near.size()));
        Map<Node, double[]> places = places(centre, drawn, neighbours(collapsed));
        List<GraphView.Edge> edges = collapsed.stream()
                .filter(link -> places.containsKey(link.from()) && places.containsKey(link.to()))
                .map(link -> edge(places.get(link.from()), places.get(link.to()), link))
                .toList();
        List<GraphView.Node> nodes = drawn.stream()
                .map(node -> node(node, places.get(node), node.equals(centre)))
                .toList();
        return new GraphView(nodes, edges, near.size() - drawn.size(), table(links));
    }

    /** Makes one of the many that hang on one node alone, in the same way. */
    private static Set<Link> collapse(Node centre, Set<Link> links) {
        Map<Node, Set<Node>> neighbours = neighbours(links);
        Map<End, List<Link>> leaves = new LinkedHashMap<>();
        Set<Link> collapsed = new LinkedHashSet<>();
        for (Link link : links) {
            End hub = hub(centre, link, neighbours);
            if (hub == null) {
                collapsed.add(link);
            } else {
                leaves.computeIfAbsent(hub, key -> new ArrayList<>()).add(link);
            }
        }
        leaves.forEach((hub, of) -> {
            if (of.size() <= MOST_LEAVES) {
                collapsed.addAll(of);
            } else {
                collapsed.add(one(hub, of));
            }
        });
        return collapsed;
    }

    /** What the link's other end hangs on alone; null: it does not. */
    private static End hub(Node centre, Link link, Map<Node, Set<Node>> neighbours) {
        if (isLeaf(link.to(), centre, neighbours)) {
            return new End(link.from(), link.to().kind() + ">" + link.how());
        }
        return isLeaf(link.from(), centre, neighbours)
                ? new End(link.to(), link.from().kind() + "<" + link.how())
                : null;
    }

    private static boolean isLeaf(Node node, Node centre, Map<Node, Set<Node>> neighbours) {
        return !node.equals(centre) && neighbours.get(node).size() == 1;
    }

    private static Link one(End hub, List<Link> of) {
        Link first = of.get(0);
        boolean to = first.from().equals(hub.node());
        Kind kind = (to ? first.to() : first.from()).kind();
        String what = kind == Kind.ACCOUNT ? "accounts" : kind == Kind.IDENTIFIER ? "identifiers" : "rings";
        Node many =
                new Node(Kind.MANY, of.size() + " " + what + " (" + hub.node().words() + ", " + first.how() + ")");
        return to ? new Link(hub.node(), many, first.how()) : new Link(many, hub.node(), first.how());
    }

    private static Map<Node, Set<Node>> neighbours(Set<Link> links) {
        Map<Node, Set<Node>> neighbours = new HashMap<>();
        for (Link link : links) {
            neighbours
                    .computeIfAbsent(link.from(), key -> new LinkedHashSet<>())
                    .add(link.to());
            neighbours.computeIfAbsent(link.to(), key -> new LinkedHashSet<>()).add(link.from());
        }
        return neighbours;
    }

    /** All that can be reached, the nearest first; among those as near what has most neighbours. */
    private static List<Node> near(Node centre, Map<Node, Set<Node>> neighbours) {
        Map<Node, Integer> far = distances(centre, neighbours);
        List<Node> near = new ArrayList<>(far.keySet());
        near.sort(Comparator.<Node>comparingInt(far::get)
                .thenComparing(node -> -neighbours.getOrDefault(node, Set.of()).size())
                .thenComparing(Node::kind)
                .thenComparing(Node::id));
        return near;
    }

    private static Map<Node, Integer> distances(Node centre, Map<Node, Set<Node>> neighbours) {
        Map<Node, Integer> far = new LinkedHashMap<>();
        far.put(centre, 0);
        ArrayDeque<Node> next = new ArrayDeque<>(List.of(centre));
        while (!next.isEmpty()) {
            Node node = next.poll();
            for (Node other : neighbours.getOrDefault(node, Set.of())) {
                if (far.putIfAbsent(other, far.get(node) + 1) == null) {
                    next.add(other);
                }
            }
        }
        return far;
    }

    /** On circles by distance; on each in the order of what they hang on. */
    private static Map<Node, double[]> places(Node centre, List<Node> drawn, Map<Node, Set<Node>> neighbours) {
        Map<Node, Integer> far = distances(centre, neighbours);
        Map<Integer, List<Node>> circles = new TreeMap<>();
        drawn.forEach(node ->
                circles.computeIfAbsent(far.get(node), key -> new ArrayList<>()).add(node));
        double step = RADIUS / Math.max(1, circles.size() - 1);
        Map<Node, Double> turns = new HashMap<>();
        Map<Node, double[]> places = new HashMap<>();
        circles.forEach((circle, nodes) -> {
            List<Node> around = new ArrayList<>(nodes);
            around.sort(Comparator.comparingDouble((Node node) -> inward(node, circle, far, neighbours, turns))
                    .thenComparing(Node::kind)
                    .thenComparing(Node::id));
            for (int i = 0; i < around.size(); i++) {
                double turn = 2 * Math.PI * (i + circle / 2.0) / around.size();
                turns.put(around.get(i), turn);
                places.put(
                        around.get(i), new double[] {step * circle * Math.cos(turn), step * circle * Math.sin(turn)});
            }
        });
        return places;
    }

    /** Where on the circle inside stands what it hangs on: the first of them. */
    private static double inward(
            Node node, int circle, Map<Node, Integer> far, Map<Node, Set<Node>> neighbours, Map<Node, Double> turns) {
        return neighbours.getOrDefault(node, Set.of()).stream()
                .filter(other -> far.get(other) == circle - 1 && turns.containsKey(other))
                .mapToDouble(turns::get)
                .min()
                .orElse(0);
    }

    private static GraphView.Node node(Node node, double[] at, boolean centre) {
        String words = node.words();
        String cut = node.kind() == Kind.MANY ? words.substring(0, words.indexOf(" (")) : words;
        String label = cut.length() <= LONGEST_LABEL ? cut : cut.substring(0, LONGEST_LABEL - 1) + "…";
        return new GraphView.Node(
                number(at[0]),
                number(at[1]),
                label,
                words,
                centre ? "advocate" : node.kind().name().toLowerCase(Locale.ROOT));
    }

    private static GraphView.Edge edge(double[] from, double[] to, Link link) {
        return new GraphView.Edge(
                number(from[0]),
                number(from[1]),
                number(to[0]),
                number(to[1]),
                link.how().replace(' ', '-'));
    }

    private static Grid table(Set<Link> links) {
        List<List<String>> rows = links.stream()
                .limit(MOST_LINKS)
                .map(link -> List.of(link.from().words(), link.how(), link.to().words()))
                .toList();
        return new Grid(
                "Links",
                "Nothing is known to be linked.",
                List.of(new Grid.Column("From", false), new Grid.Column("How", false), new Grid.Column("To", false)),
                rows,
                links.size() > MOST_LINKS);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
