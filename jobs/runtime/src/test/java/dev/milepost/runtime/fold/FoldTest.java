package dev.milepost.runtime.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FoldTest {

    private final SessionModel model = new SessionModel(5, 4, 1);
    private final Fold<SessionState, Item, String, String> fold = new Fold<>(model, 20);
    private final FoldMemory<SessionState> memory = new FoldMemory<>();
    private final MapTail<Item> tail = new MapTail<>();
    private final MapSeen seen = new MapSeen();
    private final List<String> told = new ArrayList<>();

    @Test
    void anyOrderOfArrivalTimersAndCompactionTellsThePlainFold() throws IOException {
        int cases = 400 * Integer.getInteger("milepost.seeds", 10);
        for (int seed = 0; seed < cases; seed++) {
            new FoldCase(seed).run();
        }
    }

    private Outcome.Kind accept(Change<Item> change) {
        told.clear();
        return fold.accept(change, memory, tail, seen, this::tell).kind();
    }

    private void advance(long time) {
        told.clear();
        for (long due = fold.nextTimer(memory); due <= time; due = fold.nextTimer(memory)) {
            fold.advance(due, memory, this::tell);
        }
    }

    private void tell(String key, String before, String after) {
        told.add(key + ": " + before + " -> " + after);
    }

    @Test
    void aVersionThatFallsBackBehindTheBaseTakesThePlaceOfTheNewerOne() {
        accept(Change.put(Item.label("l", 10, 10, 1)));
        advance(11);
        fold.compact(11, memory, tail, seen);
        accept(Change.put(Item.label("l", 13, 10, 2)));
        assertThat(accept(Change.put(Item.label("l", 10, 10, 1)))).isEqualTo(Outcome.Kind.APPLIED);
        assertThat(told).containsExactlyInAnyOrder("l/l: 13 2 -> 10 1", "ripe/l: 13 2 -> 10 1");
    }

    @Test
    void soItDoesWhereTheBaseNeverSawIt() {
        accept(Change.put(Item.label("l", 10, 10, 1)));
        accept(Change.put(Item.label("l", 13, 10, 2)));
        advance(12);
        fold.compact(12, memory, tail, seen);
        assertThat(accept(Change.put(Item.label("l", 10, 10, 1)))).isEqualTo(Outcome.Kind.APPLIED);
        assertThat(told).containsExactlyInAnyOrder("l/l: 13 2 -> 10 1", "ripe/l: 13 2 -> 10 1");
        assertThat(tail.all()).isEmpty();
    }

    @Test
    void atBaseTimeIsBehindTheBase() {
        accept(Change.add(Item.visit("a", 10, 1)));
        fold.compact(9, memory, tail, seen);
        assertThat(accept(Change.add(Item.visit("b", 9, 1)))).isEqualTo(Outcome.Kind.BEHIND_BASE);
        assertThat(accept(Change.put(Item.label("l", 9, 9, 1)))).isEqualTo(Outcome.Kind.BEHIND_BASE);
        assertThat(told).isEmpty();
        assertThat(accept(Change.add(Item.visit("a", 10, 1)))).isEqualTo(Outcome.Kind.DUPLICATE);
        fold.compact(10, memory, tail, seen);
        assertThat(accept(Change.add(Item.visit("a", 10, 1)))).isEqualTo(Outcome.Kind.BEHIND_BASE);
    }

    /** The horizon is 20. */
    @Test
    void twoEventsOfOneIdentityAreAConflictWithinTheHorizonAloneThoughTheBaseTookTheFirst() {
        accept(Change.add(Item.visit("a", 10, 1)));
        advance(29);
        fold.compact(29, memory, tail, seen);

        assertThat(accept(Change.add(Item.visit("a", 30, 1)))).isEqualTo(Outcome.Kind.CONFLICT_REFUSED);
        assertThat(accept(Change.add(Item.visit("b", 31, 1)))).isEqualTo(Outcome.Kind.APPLIED);
        advance(49);
        fold.compact(49, memory, tail, seen);
        assertThat(accept(Change.add(Item.visit("a", 51, 1)))).isEqualTo(Outcome.Kind.APPLIED);
        advance(71);
        fold.compact(71, memory, tail, seen);
        assertThat(seen.isEmpty()).isTrue();
    }

    @Test
    void eventsOfOneIdentityThatAreFurtherApartBothStandInOneTail() {
        accept(Change.add(Item.visit("a", 10, 1)));
        assertThat(accept(Change.add(Item.visit("a", 31, 2)))).isEqualTo(Outcome.Kind.APPLIED);
        assertThat(tail.all()).hasSize(2);
        assertThat(accept(Change.add(Item.visit("a", 31, 2)))).isEqualTo(Outcome.Kind.DUPLICATE);
        // The one between is refused by the first, and refuses the last.
        assertThat(accept(Change.add(Item.visit("a", 20, 3)))).isEqualTo(Outcome.Kind.CONFLICT_BOTH_REFUSED);
        assertThat(tail.all()).containsExactly(Item.visit("a", 10, 1));
    }

    @Test
    void aTimerThatIsDueBeforeItsElementFiresWithIt() {
        advance(20);
        fold.advance(20, memory, this::tell);
        accept(Change.put(Item.label("l", 22, 15, 1)));
        assertThat(told).containsExactlyInAnyOrder("l/l: null -> 22 1", "ripe/l: null -> 22 1");
        accept(Change.put(Item.label("m", 24, 20, 1)));
        assertThat(told).containsExactly("l/m: null -> 24 1");
        advance(21);
        assertThat(told).containsExactly("ripe/m: null -> 24 1");
    }

    /** The head closed the first session when the second visit came; no timer ever fired. */
    @Test
    void whatWasForgottenIsNotToldAgain() {
        accept(Change.add(Item.visit("a", 10, 1)));
        accept(Change.add(Item.visit("b", 100, 1)));
        fold.compact(50, memory, tail, seen);
        accept(Change.add(Item.visit("c", 60, 1)));
        assertThat(told)
                .containsExactlyInAnyOrder("s/60: null -> 60..60 closed trail 1 max 1 labels 0", "r/c: null -> 60");
    }

    /** At 6 the session is open still, and may come to hold the label's time; the head has seen it close at 8. */
    @Test
    void theHeadForgetsNothingThatALateEventNeeds() {
        Fold<SessionState, Item, String, String> brief = new Fold<>(new SessionModel(5, 1, 1), 20);
        List<Item> items = List.of(Item.visit("a", 3, 1), Item.visit("b", 20, 1), Item.label("l", 4, 4, 7));
        items.forEach(item -> brief.accept(Change.put(item), memory, tail, seen, this::tell));
        brief.compact(6, memory, tail, seen);
        told.clear();
        brief.accept(Change.add(Item.visit("c", 8, 1)), memory, tail, seen, this::tell);
        assertThat(told)
                .containsExactly("s/3: 3..3 closed trail 1 max 1 labels 0 -> 3..8 closed trail 32 max 1 labels 7");
    }

    @Test
    void aHeadThatTimersMovedBeyondTheBaseIsLetGo() {
        accept(Change.add(Item.visit("a", 10, 1)));
        advance(15);
        fold.compact(12, memory, tail, seen);
        assertThat(memory.head).isNotNull();
        assertThat(fold.nextExpiry(memory)).isEqualTo(15);
        fold.compact(15, memory, tail, seen);
        assertThat(memory.head).isNull();
        assertThat(memory.base).isNull();
    }

    @Test
    void aFoldOfTimersThatDidNotFireIsRefused() {
        accept(Change.add(Item.visit("a", 10, 1)));
        assertThatThrownBy(() -> fold.compact(15, memory, tail, seen))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("timer at 15");
    }

    /** Breaks one promise each. */
    private record Broken(boolean timers) implements Model<List<Item>, Item, String, String> {

        @Override
        public List<Item> empty() {
            return new ArrayList<>();
        }

        @Override
        public List<Item> copy(List<Item> state) {
            return new ArrayList<>(state);
        }

        @Override
        public void apply(List<Item> state, Item event, Consumer<String> changed) {
            state.add(event);
        }

        @Override
        public void keys(List<Item> state, Consumer<String> keys) {}

        @Override
        public String fact(List<Item> state, String key) {
            return null;
        }

        @Override
        public long nextTimer(List<Item> state) {
            return timers && !state.isEmpty() ? 11 : Long.MAX_VALUE;
        }

        @Override
        public void expire(List<Item> state, long beforeMillis) {}

        @Override
        public long nextExpiry(List<Item> state) {
            return state.isEmpty() ? Long.MAX_VALUE : 10;
        }

        @Override
        public boolean isEmpty(List<Item> state) {
            return state.isEmpty();
        }
    }

    @Test
    void aModelThatWouldLoopForEverIsStopped() {
        for (boolean timers : new boolean[] {true, false}) {
            Fold<List<Item>, Item, String, String> broken = new Fold<>(new Broken(timers), 20);
            FoldMemory<List<Item>> state = new FoldMemory<>();
            broken.accept(Change.add(Item.visit("a", 10, 1)), state, tail, seen, (key, before, after) -> {});
            assertThatThrownBy(() -> {
                        broken.advance(11, state, (key, before, after) -> {});
                        broken.compact(10, state, tail, seen);
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(timers ? "for ever" : "never forgets");
            tail.remove("a");
            seen.forgetUpTo(10);
        }
    }
}
