package dev.milepost.console.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.console.review.Neighbourhood.Kind;
import dev.milepost.console.review.Neighbourhood.Link;
import dev.milepost.console.review.Neighbourhood.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourhoodTest {

    private static final Node CENTRE = account("ana");

    private static Node account(String id) {
        return new Node(Kind.ACCOUNT, id);
    }

    private static List<String> titles(GraphView view) {
        return view.nodes().stream().map(GraphView.Node::title).toList();
    }

    @Test
    void manyThatHangOnOneAloneAreDrawnAsOne() {
        Node device = new Node(Kind.IDENTIFIER, "DEVICE:d1");
        Set<Link> links = new LinkedHashSet<>(Set.of(new Link(CENTRE, device, "uses")));
        for (int i = 0; i < 30; i++) {
            links.add(new Link(account("u" + i), device, "uses"));
        }
        links.add(new Link(CENTRE, account("u0"), "referred"));
        links.add(new Link(CENTRE, account("friend"), "referred"));

        GraphView view = Neighbourhood.draw(CENTRE, links);

        assertThat(titles(view))
                .containsExactlyInAnyOrder("ana", "DEVICE:d1", "u0", "friend", "29 accounts (DEVICE:d1, uses)");
        assertThat(view.nodes())
                .filteredOn(node -> node.kind().equals("many"))
                .extracting(GraphView.Node::label)
                .containsExactly("29 accounts");
        assertThat(view.edges()).hasSize(5);
        assertThat(view.undrawn()).isZero();
        assertThat(view.links().rows()).hasSize(33).contains(List.of("u29", "uses", "DEVICE:d1"));
    }

    @Test
    void eightAreFewAndNineAreMany() {
        Set<Link> links = new LinkedHashSet<>();
        for (int i = 0; i < 8; i++) {
            links.add(new Link(CENTRE, account("u" + i), "referred"));
        }
        assertThat(Neighbourhood.draw(CENTRE, links).nodes()).hasSize(9);

        links.add(new Link(CENTRE, account("u8"), "referred"));
        assertThat(Neighbourhood.draw(CENTRE, links).nodes()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void noMoreThanFiftyAreDrawnTheNearestFirstAndNoTwoInOnePlace(int seed) {
        Random random = new Random(seed);
        Set<Link> links = new LinkedHashSet<>();
        for (int i = 0; i < 400; i++) {
            Node from = i < 20 ? CENTRE : account("u" + random.nextInt(150));
            links.add(new Link(from, account("u" + random.nextInt(150)), "referred"));
        }
        GraphView view = Neighbourhood.draw(CENTRE, links);

        assertThat(view.nodes()).hasSize(50);
        assertThat(view.undrawn()).isPositive();
        assertThat(view.nodes().get(0)).isEqualTo(new GraphView.Node("0.0", "0.0", "ana", "ana", "advocate"));
        assertThat(view.nodes().stream().map(node -> node.x() + " " + node.y())).doesNotHaveDuplicates();
        assertThat(view.nodes()).allMatch(node -> Math.abs(Double.parseDouble(node.x())) <= 290.1);
        assertThat(view.edges())
                .allMatch(edge -> view.nodes().stream()
                        .anyMatch(node -> node.x().equals(edge.x1()) && node.y().equals(edge.y1())));
        assertThat(Neighbourhood.draw(CENTRE, links)).isEqualTo(view);
    }

    @Test
    void whoIsLinkedWithNobodyStandsAlone() {
        GraphView view = Neighbourhood.draw(CENTRE, Set.of());

        assertThat(titles(view)).containsExactly("ana");
        assertThat(view.links().rows()).isEmpty();
    }
}
