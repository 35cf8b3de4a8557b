package dev.milepost.milestones.model.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.people.PersonEvent.Attributes;
import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.milestones.model.people.PersonEvent.Own;
import dev.milepost.milestones.model.people.PersonEvent.Referrer;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldDriver;
import dev.milepost.runtime.fold.Timed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What referees are told of their advocate is, at each moment, what is so of the advocate; in any order of arrival. */
class ProfilePropertyTest {

    private static final Set<String> FIELDS = Set.of("country", "tier");

    @RepeatedTest(200)
    void aRefereeKnowsTheirAdvocate(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        List<PersonEvent> life = life(random);
        FoldDriver<ProfileState, PersonEvent, ProfileModel.Key, Referrer> fold = new FoldDriver<>(
                new ProfileModel(() -> Interests.always(Set.of(), FIELDS)), new ProfileState.MemoryCodec());
        List<PersonEvent> arrival = PersonPropertyTest.shuffledWithin(1_000, life, random);
        for (int i = 0; i < arrival.size(); i++) {
            fold.accept(Change.put(arrival.get(i)));
            if (random.nextInt(3) == 0) {
                fold.passThroughBytes();
                long reached = PersonPropertyTest.earliest(arrival.subList(i + 1, arrival.size())) - 1;
                if (reached > fold.baseTime()) {
                    fold.advance(reached);
                    fold.compact(reached);
                }
            }
        }
        assertThat(new HashSet<>(fold.told().values())).isEqualTo(byHand(life));
    }

    private static Set<Referrer> byHand(List<PersonEvent> life) {
        List<PersonEvent> sorted = new ArrayList<>(life);
        sorted.sort(Timed.ORDER);
        Set<Referrer> told = new HashSet<>();
        for (PersonEvent referral : sorted) {
            if (!(referral instanceof Bound bound)) {
                continue;
            }
            Map<String, String> so = new TreeMap<>();
            for (PersonEvent event : sorted) {
                Map<String, String> before = new TreeMap<>(so);
                if (event instanceof Own own) {
                    so.put("country", own.event().text("country"));
                } else if (event instanceof Attributes attributes) {
                    so.putAll(attributes.attributes());
                }
                so.keySet().retainAll(FIELDS);
                boolean first = event == bound && !so.isEmpty();
                if (first || (Timed.ORDER.compare(event, bound) > 0 && !so.equals(before))) {
                    told.add(new Referrer(bound.userId(), "adv", event.id(), event.timeMillis(), so));
                }
            }
        }
        return told;
    }

    private static List<PersonEvent> life(Random random) {
        List<PersonEvent> life = new ArrayList<>();
        if (random.nextBoolean()) {
            SubjectEvent signup = new SubjectEvent(
                    "signup",
                    random.nextInt(2_000),
                    "s",
                    0,
                    "s",
                    true,
                    true,
                    0,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    Map.of("country", "DE"));
            life.add(new Own("adv", signup));
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            String field = List.of("country", "tier", "other").get(random.nextInt(3));
            life.add(new Attributes("adv", "x" + i, random.nextInt(5_000), 0, Map.of(field, "v" + random.nextInt(3))));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            long signup = random.nextInt(4_000);
            long known = signup + random.nextInt(900);
            life.add(new Bound("u" + i, "r" + i, "adv", "p", "c", signup, known, "b" + i, known));
        }
        return life;
    }
}
