package dev.milepost.milestones.model.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.people.PersonEvent.Attributes;
import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.milestones.model.people.PersonEvent.Own;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldDriver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Those of whom there is much: an advocate of thousands, a user who does thousands of things a day. What each costs is printed,
 * per event, for a tenth and for all of it; the two should be about the same.
 */
class HotPersonTest {

    private static final int MANY = 10_000;
    private static final long DAY = 86_400_000L;

    private static Bound bound(String referee, long time) {
        return new Bound(referee, "r-" + referee, "adv", "p", "CODE", time - 10, time, "b-" + referee, time);
    }

    private static SubjectEvent did(long time) {
        return new SubjectEvent(
                "did",
                time,
                "e" + time,
                time,
                "e" + time,
                true,
                true,
                0,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                Map.of());
    }

    private static void print(String what, int events, long startNanos) {
        System.out.printf("%s, %,d: %.1f µs each%n", what, events, (System.nanoTime() - startNanos) / 1_000.0 / events);
    }

    @Test
    void aBindingTellsOneRefereeHoweverManyTheAdvocateHas() {
        ProfileModel model = new ProfileModel(() -> Interests.always(Set.of(), Set.of("country")));
        ProfileState state = model.empty();
        int[] keys = new int[1];
        model.apply(state, new Attributes("adv", "a", 1, 1, Map.of("country", "DE")), key -> {});
        for (int i = 0; i < MANY; i++) {
            model.apply(state, bound("u" + i, 100 + i), key -> keys[0]++);
        }
        assertThat(keys[0]).isEqualTo(MANY);
        for (int n : List.of(MANY / 10, MANY)) {
            var fold = new FoldDriver<>(model, new ProfileState.MemoryCodec());
            fold.accept(Change.put(new Attributes("adv", "a", 1, 1, Map.of("country", "DE"))));
            long start = System.nanoTime();
            for (int i = 0; i < n; i++) {
                fold.accept(Change.put(bound("u" + i, 100 + i)));
            }
            print("Bindings of one advocate", n, start);
            assertThat(fold.told()).hasSize(n);
        }
    }

    @Test
    void whatIsBoundLongAgoIsForgotten() {
        ProfileModel model = new ProfileModel(() -> Interests.always(Set.of(), Set.of("country")));
        var fold = new FoldDriver<>(model, new ProfileState.MemoryCodec());
        fold.accept(Change.put(bound("old", DAY)));
        fold.accept(Change.put(bound("new", 300 * DAY)));
        fold.advance(402 * DAY);
        fold.compact(402 * DAY);
        fold.accept(Change.put(new Attributes("adv", "a", 403 * DAY, 403 * DAY, Map.of("country", "DE"))));
        assertThat(fold.told().keySet()).extracting(ProfileModel.Key::referee).containsExactly("new");
    }

    @Test
    void anEventIsFoundAmongAllOfTheDay() {
        PersonModel model = new PersonModel(() -> Interests.always(Set.of("did", "referral.did"), Set.of()), DAY);
        for (int n : List.of(MANY / 10, MANY)) {
            var fold = new FoldDriver<>(model, new PersonStateCodec.MemoryCodec());
            fold.accept(Change.put(bound("ana", 100)));
            int facts = fold.told().size();
            long start = System.nanoTime();
            for (int i = 0; i < n; i++) {
                fold.accept(Change.put(new Own("ana", did(1_000 + i))));
            }
            print("Events of one user in a day", n, start);
            // To the user, and to the advocate.
            assertThat(fold.told()).hasSize(facts + 2 * n);
            fold.advance(2 * DAY);
            fold.compact(2 * DAY);
        }
    }
}
