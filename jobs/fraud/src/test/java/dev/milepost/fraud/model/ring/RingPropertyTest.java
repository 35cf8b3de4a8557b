package dev.milepost.fraud.model.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.fraud.model.identifier.Identifier;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.identifier.Link;
import dev.milepost.fraud.model.ring.RingEvent.Label;
import dev.milepost.fraud.model.ring.RingEvent.Labelled;
import dev.milepost.fraud.model.ring.RingEvent.Linked;
import dev.milepost.fraud.model.ring.RingEvent.NotLinked;
import dev.milepost.fraud.model.ring.RingEvent.Referred;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random links, referrals, labels and reviews of six days, against walking over all that is linked. */
class RingPropertyTest {

    private static final int SEEDS = 10 * Integer.getInteger("milepost.seeds", 10);
    private static final long DAY = RingBook.DAY_MILLIS;
    private static final int LIMIT = 12;
    private static final int ACCOUNTS = 60;
    private static final RingBookCodec CODEC = new RingBookCodec(LIMIT);

    /** What stands, and what has ended and counts until midnight. */
    private final Map<Identifier, Set<String>> standing = new TreeMap<>();

    private final Map<Identifier, Set<String>> counted = new TreeMap<>();
    private final Map<Identifier, Integer> degrees = new TreeMap<>();
    private final Set<List<Object>> barred = new HashSet<>();
    private long sequence;

    @Test
    void componentsAreThoseOfAWalkOverAllLinks() {
        int cut = 0;
        int split = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            forget();
            RingBook book = new RingBook(LIMIT);
            RingBook shuffled = new RingBook(LIMIT);
            RingBook restored = new RingBook(LIMIT);
            int density = 1 + random.nextInt(4);
            for (int step = 0; step < 240; step++) {
                long time = step / 40 * DAY + step % 40 * 1_000L;
                String where = "seed " + seed + ", step " + step;
                if (step % 40 == 0) {
                    begin();
                    book.advanceTo(time);
                    cut += compare(book, time, true, where);
                }
                List<RingEvent> events = events(random, time, density);
                book.apply(time, events);
                note(events);
                Collections.shuffle(events, random);
                shuffled.apply(time, events);
                restored.apply(time, events);
                restored = random.nextInt(8) == 0 ? Bytes.restored(CODEC, restored) : restored;
                if (step % 10 == 9) {
                    compare(book, time, false, where);
                    assertThat(Bytes.of(CODEC, shuffled)).isEqualTo(Bytes.of(CODEC, book));
                    assertThat(restored.rings(2, time)).isEqualTo(book.rings(2, time));
                }
            }
            split += book.rings(2, 6 * DAY - 1).stream()
                            .anyMatch(ring -> ring.answer().isPart())
                    ? 1
                    : 0;
        }
        assertThat(cut).as("accounts of components that were cut at midnight").isGreaterThan(SEEDS / 2);
        assertThat(split).as("seeds that end with parts").isGreaterThan(SEEDS / 5);
    }

    private void forget() {
        standing.clear();
        counted.clear();
        degrees.clear();
        barred.clear();
        sequence = 0;
    }

    private List<RingEvent> events(Random random, long time, int density) {
        List<RingEvent> events = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String account = "u" + (10 + random.nextInt(ACCOUNTS));
            String other = "u" + (10 + random.nextInt(ACCOUNTS));
            switch (random.nextInt(12)) {
                case 0 -> events.add(new Referred(account, other, random.nextBoolean(), time));
                case 1 ->
                    events.add(new Labelled(account, List.of(Label.values()).get(random.nextInt(3)), time));
                case 2 ->
                    events.add(random.nextInt(4) == 0 ? new NotLinked(account, time) : link(random, time, density));
                case 3, 4 -> leave(random, time, events);
                default -> events.add(link(random, time, density));
            }
        }
        return events;
    }

    private Linked link(Random random, long time, int density) {
        IdentifierKind kind = List.of(IdentifierKind.values()).get(random.nextInt(5));
        Identifier identifier = new Identifier(kind, "h" + random.nextInt(40 / density));
        String account = "u" + (10 + random.nextInt(ACCOUNTS));
        return new Linked(new Link(identifier, account, 2 + random.nextInt(5), true, time, ++sequence));
    }

    private void leave(Random random, long time, List<RingEvent> events) {
        List<Identifier> known = new ArrayList<>(standing.keySet());
        if (!known.isEmpty()) {
            Identifier identifier = known.get(random.nextInt(known.size()));
            for (String each : standing.get(identifier)) {
                if (random.nextInt(3) > 0) {
                    events.add(new Linked(new Link(identifier, each, 21, false, time, ++sequence)));
                }
            }
        }
    }

    /** A new day: what has ended counts no more. */
    private void begin() {
        counted.clear();
        standing.forEach((identifier, of) -> counted.put(identifier, new TreeSet<>(of)));
    }

    private void note(List<RingEvent> events) {
        List<RingEvent> ordered = new ArrayList<>(events);
        ordered.removeIf(each -> !(each instanceof Linked));
        ordered.sort(Comparator.<RingEvent, String>comparing(
                        each -> ((Linked) each).link().account())
                .thenComparing(each -> ((Linked) each).link().identifier())
                .thenComparing(each -> ((Linked) each).link().sequence()));
        ordered.forEach(each -> note(((Linked) each).link()));
        for (RingEvent each : events) {
            if (each instanceof NotLinked bar) {
                counted.forEach((identifier, of) -> {
                    if (of.contains(bar.account())) {
                        barred.add(List.of(bar.account(), identifier));
                        standing.get(identifier).remove(bar.account());
                    }
                });
            }
        }
    }

    private void note(Link link) {
        Set<String> stands = standing.computeIfAbsent(link.identifier(), i -> new TreeSet<>());
        degrees.put(link.identifier(), link.degree());
        if (!link.joined()) {
            stands.remove(link.account());
        } else if (!barred.contains(List.of(link.account(), link.identifier()))) {
            stands.add(link.account());
            counted.computeIfAbsent(link.identifier(), i -> new TreeSet<>()).add(link.account());
        }
    }

    /**
     * Returns how many accounts are of components that even devices and payments make too great; how these are cut depends on the
     * day's order, so only at midnight it must be as expected.
     */
    private int compare(RingBook book, long time, boolean isMidnight, String where) {
        Map<String, Set<String>> expected = new BruteForce(LIMIT, degrees, counted).components();
        int cut = 0;
        for (Map.Entry<String, Set<String>> each : expected.entrySet()) {
            Account account = book.generation.byId.get(each.getKey());
            RingAnswer answer = book.answer(each.getKey(), time);
            boolean isCut = book.generation.forest(account) == book.generation.limited;
            cut += isCut ? 1 : 0;
            assertThat(answer.size()).isLessThanOrEqualTo(LIMIT);
            if (!isCut || isMidnight) {
                assertThat(answer.size()).as(where).isEqualTo(each.getValue().size());
                assertThat(answer.ringId())
                        .as(where)
                        .isEqualTo(each.getValue().iterator().next());
            }
        }
        return cut;
    }
}
