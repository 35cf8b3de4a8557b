package dev.milepost.runtime.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WaitingTest {

    /** Counts at its own time. */
    private static final long IN_TIME = Long.MIN_VALUE;

    private final Waiting<Item> waiting = new Waiting<>();

    @Test
    void theyLeaveInTheOrderOfTheirTimesAndNoneBeforeItsTime() {
        waiting.add("k", Change.add(Item.visit("c", 30, 1)), IN_TIME);
        waiting.add("k", Change.add(Item.visit("a", 10, 1)), IN_TIME);
        waiting.add("l", Change.add(Item.visit("b", 20, 1)), IN_TIME);

        assertThat(taken(20)).containsExactly("k a@10", "l b@20");
        assertThat(taken(29)).isEmpty();
        assertThat(waiting.size()).isEqualTo(1);
        assertThat(taken(30)).containsExactly("k c@30");
    }

    @Test
    void thoseOfOneTimeLeaveInTheOrderOfTheFold() {
        waiting.add("k", Change.add(Item.visit("c", 10, 1)), IN_TIME);
        waiting.add("k", Change.add(Item.visit("a", 10, 1)), IN_TIME);
        waiting.add("k", Change.put(Item.label("b", 10, 5, 1)), IN_TIME);

        assertThat(taken(10)).containsExactly("k a@10", "k b@10", "k c@10");
    }

    @Test
    void aFactThatFallsBackToAnEarlierTimeIsToldAfterTheVersionThatItReplaces() {
        waiting.add("k", Change.put(Item.label("x", 30, 5, 1)), IN_TIME);
        waiting.add("k", Change.put(Item.label("x", 40, 5, 2)), IN_TIME);
        waiting.add("k", Change.put(Item.label("y", 25, 5, 3)), IN_TIME);
        waiting.add("l", Change.put(Item.label("x", 35, 5, 3)), IN_TIME);

        waiting.add("k", Change.put(Item.label("x", 20, 5, 4)), IN_TIME);

        assertThat(taken(24)).containsExactly("k x@30", "k x@40", "k x@20");
        assertThat(taken(100)).containsExactly("k y@25", "l x@35");
    }

    @Test
    void whatCameLateWaitsUntilItCounts() {
        waiting.add("k", Change.add(Item.visit("late", 10, 1)), 25);
        waiting.add("k", Change.add(Item.visit("a", 20, 1)), 20);
        waiting.add("k", Change.add(Item.visit("b", 30, 1)), 30);

        assertThat(taken(24)).containsExactly("k a@20");
        assertThat(taken(30)).containsExactly("k late@10", "k b@30");
    }

    @Test
    void aFactThatCameLateStaysBehindTheVersionThatItReplaces() {
        waiting.add("k", Change.put(Item.label("x", 40, 5, 1)), 40);
        waiting.add("k", Change.put(Item.label("x", 10, 5, 2)), 25);

        assertThat(taken(24)).isEmpty();
        assertThat(taken(25)).containsExactly("k x@40", "k x@10");
    }

    @Test
    void changesOfOneFactNeverPassEachOther() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Map<String, List<Item>> given = new HashMap<>();
            Map<String, List<Item>> told = new HashMap<>();
            for (int i = 0; i < 200; i++) {
                String key = "k" + random.nextInt(3);
                Item label = Item.label("x" + random.nextInt(3), random.nextInt(100), 0, i);
                waiting.add(key, random.nextBoolean() ? Change.put(label) : Change.remove(label), IN_TIME);
                given.computeIfAbsent(key + label.identity(), any -> new ArrayList<>())
                        .add(label);
                if (random.nextInt(5) == 0) {
                    take(random.nextInt(100), told);
                }
            }
            take(Long.MAX_VALUE, told);
            assertThat(told).isEqualTo(given);
            assertThat(waiting.size()).isZero();
        }
    }

    private void take(long time, Map<String, List<Item>> told) {
        for (Waiting.Held<Item> held = waiting.next(time); held != null; held = waiting.next(time)) {
            Item item = held.change.element();
            told.computeIfAbsent(held.key + item.identity(), any -> new ArrayList<>())
                    .add(item);
        }
    }

    private List<String> taken(long time) {
        List<String> taken = new ArrayList<>();
        for (Waiting.Held<Item> held = waiting.next(time); held != null; held = waiting.next(time)) {
            Item item = held.change.element();
            taken.add(held.key + " " + (item.isLabel() ? item.identity() : item.id()) + "@" + item.timeMillis());
        }
        return taken;
    }
}
