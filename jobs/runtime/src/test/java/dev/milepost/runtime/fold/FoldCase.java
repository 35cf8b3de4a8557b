package dev.milepost.runtime.fold;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.codec.CodecSerializer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * One random history of a key, told to a {@link Fold} in a random order among random timers, compactions, and passages
 * of the memory through bytes. After every step the facts told so far must be those of a plain fold, from scratch, over
 * the set of elements that are true by then; in the end the letters told must be a function of the set of copies.
 */
final class FoldCase {

    private final Random random;
    private final SessionModel model;
    private final Fold<SessionState, Item, String, String> fold;
    private final long horizon;
    private final MapTail<Item> tail = new MapTail<>();
    private final MapSeen seen = new MapSeen();
    private final Map<String, String> told = new TreeMap<>();
    private final List<Object> log = new ArrayList<>();
    private FoldMemory<SessionState> memory = new FoldMemory<>();

    /** Copies of visits still to come, in no order. */
    private final List<Item> visits = new ArrayList<>();

    /** Changes of each label still to come, in order. */
    private final List<Deque<Change<Item>>> labels = new ArrayList<>();

    /** All copies of all visits. */
    private final List<Item> copies = new ArrayList<>();

    /** Of each different visit that has come, the copy that was received first. */
    private final Map<Visit, Item> come = new TreeMap<>();

    /** What a reader has of refused visits: the copy that was told last. */
    private final Map<Visit, Item> letters = new TreeMap<>();

    private int duplicates;

    /** The labels that are true by now, by name. */
    private final Map<String, Item> truth = new HashMap<>();

    /** Event time so far. */
    private long watermark = -1;

    FoldCase(long seed) {
        random = new Random(seed);
        long span = random.nextInt(12) + 1L;
        model = new SessionModel(random.nextInt(6) + 1L, span, random.nextInt((int) span + 1));
        horizon = random.nextInt(12);
        fold = new Fold<>(model, horizon);
        log.add("seed " + seed);
        log.add(model + ", horizon " + horizon);
        makeVisits();
        makeLabels();
    }

    private void makeVisits() {
        int range = 5 + random.nextInt(40);
        int count = random.nextInt(10);
        for (int i = 0; i < count; i++) {
            String id = Character.toString('a' + random.nextInt(8)) + i;
            List<Item> versions = new ArrayList<>();
            versions.add(visit(id, random.nextInt(range)));
            while (random.nextInt(3) > 0) {
                Item other = versions.get(random.nextInt(versions.size()));
                versions.add(
                        random.nextBoolean()
                                ? other.receivedAt(random.nextInt(3))
                                : visit(id, Math.max(0, other.timeMillis() + random.nextInt(25) - 12)));
            }
            copies.addAll(versions);
        }
        visits.addAll(copies);
    }

    /** The time is in the id, so that what two visits of one identity make can be told apart. */
    private Item visit(String identity, long time) {
        int value = random.nextInt(3);
        return new Item(identity + "#" + time, identity, time, value, time, value, false, random.nextInt(3));
    }

    /** Versions go forth and fall back, in the order in which their one writer would tell them. */
    private void makeLabels() {
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String name = "label" + i;
            long origin = random.nextInt(40);
            Deque<Change<Item>> changes = new ArrayDeque<>();
            int versions = 1 + random.nextInt(4);
            for (int v = 0; v < versions; v++) {
                long time = origin + random.nextInt((int) model.span() + 1);
                Item version = Item.label(name, time, origin, random.nextInt(100));
                changes.add(Change.put(version));
                if (random.nextInt(5) == 0) {
                    changes.add(Change.put(version));
                }
            }
            if (random.nextInt(4) == 0) {
                changes.add(Change.remove(changes.getLast().element()));
                if (random.nextBoolean()) {
                    changes.add(Change.put(Item.label(name, origin, origin, 7)));
                }
            }
            labels.add(changes);
        }
    }

    void run() throws IOException {
        try {
            int hurry = random.nextInt(10);
            while (!visits.isEmpty() || labels.stream().anyMatch(changes -> !changes.isEmpty())) {
                switch (random.nextInt(6)) {
                    case 0 -> advance(watermark + random.nextInt(12));
                    case 1 -> compact(baseLimit() - random.nextInt(6));
                    case 2 -> passThroughBytes();
                    default -> deliver(random.nextInt(10) < hurry);
                }
                if (random.nextInt(3) == 0) {
                    check();
                }
            }
            end();
        } catch (AssertionError | RuntimeException e) {
            log.add("told " + told);
            throw new AssertionError(log.stream().map(String::valueOf).collect(joining("\n")), e);
        }
    }

    private void deliver(boolean inOrder) {
        int open = 0;
        for (Deque<Change<Item>> changes : labels) {
            open += changes.size();
        }
        if (random.nextInt(visits.size() + open + 1) < visits.size()) {
            visits.sort(Timed.ORDER);
            accept(Change.add(visits.remove(inOrder ? 0 : random.nextInt(visits.size()))));
        } else if (open > 0) {
            Deque<Change<Item>> changes = labels.get(random.nextInt(labels.size()));
            if (!changes.isEmpty()) {
                accept(changes.poll());
            }
        }
    }

    private void accept(Change<Item> change) {
        log.add(change);
        Item element = change.element();
        Outcome<Item> expected = new Outcome<>(Outcome.Kind.APPLIED, null);
        switch (change.kind()) {
            case ADD -> expected = add(element);
            case PUT -> {
                if (element.equals(truth.put(element.identity(), element))) {
                    expected = new Outcome<>(Outcome.Kind.DUPLICATE, null);
                }
            }
            case REMOVE -> truth.remove(element.identity());
        }
        expect("outcome", fold.accept(change, memory, tail, seen, this::changed), expected);
    }

    /** What should become of a copy of a visit, by comparison with all that have come. */
    private Outcome<Item> add(Item item) {
        Visit visit = Visit.of(item);
        Item first = come.get(visit);
        if (first != null) {
            duplicates++;
            if (item.receivedAtMillis() >= first.receivedAtMillis()) {
                return new Outcome<>(Outcome.Kind.DUPLICATE, null);
            }
            come.put(visit, item);
            if (stands(visit)) {
                return new Outcome<>(Outcome.Kind.EARLIER_COPY, first);
            }
            letters.put(visit, item);
            return new Outcome<>(Outcome.Kind.EARLIER_REFUSED_COPY, item);
        }
        List<Visit> stood = come.keySet().stream().filter(this::stands).toList();
        come.put(visit, item);
        Visit beaten =
                stood.stream().filter(other -> !stands(other)).findFirst().orElse(null);
        if (beaten != null) {
            letters.put(beaten, come.get(beaten));
        }
        if (!stands(visit)) {
            letters.put(visit, item);
            return beaten == null
                    ? new Outcome<>(Outcome.Kind.CONFLICT_REFUSED, item)
                    : new Outcome<>(Outcome.Kind.CONFLICT_BOTH_REFUSED, come.get(beaten));
        }
        return beaten == null
                ? new Outcome<>(Outcome.Kind.APPLIED, null)
                : new Outcome<>(Outcome.Kind.CONFLICT_REPLACED, come.get(beaten));
    }

    private boolean stands(Visit visit) {
        return come.keySet().stream().noneMatch(other -> other.refuses(visit, horizon));
    }

    /** A visit, whatever its copies. */
    private record Visit(String identity, long time, long content) implements Comparable<Visit> {

        private static final Comparator<Visit> ORDER =
                Comparator.comparing(Visit::identity).thenComparing(Visit::time).thenComparing(Visit::content);

        static Visit of(Item item) {
            return new Visit(item.identity(), item.timeMillis(), item.contentHash());
        }

        boolean refuses(Visit other, long horizon) {
            return identity.equals(other.identity) && compareTo(other) < 0 && other.time - time <= horizon;
        }

        @Override
        public int compareTo(Visit other) {
            return ORDER.compare(this, other);
        }
    }

    private void changed(String key, String before, String after) {
        log.add(Arrays.asList(key, before, after));
        expect("before", before, told.get(key));
        expect("changed", !Objects.equals(before, after), true);
        if (after == null) {
            told.remove(key);
        } else {
            told.put(key, after);
        }
    }

    /** As Flink does it: each timer of the head by itself; or now and then all in one. */
    private void advance(long time) {
        log.add("advance " + time);
        watermark = time;
        if (random.nextInt(4) == 0) {
            fold.advance(time, memory, this::changed);
        }
        for (long due = fold.nextTimer(memory); due <= time; due = fold.nextTimer(memory)) {
            fold.advance(due, memory, this::changed);
            expect("timer advances", fold.nextTimer(memory) > due, true);
        }
    }

    private void compact(long time) {
        if (time < 0) {
            return;
        }
        advance(Math.max(watermark, time));
        log.add("compact " + time);
        fold.compact(time, memory, tail, seen);
        for (Item item : tail.all()) {
            expect("after the base", item.timeMillis() > memory.baseTime, true);
        }
        expect("expiry advances", fold.nextExpiry(memory) > memory.baseTime, true);
    }

    /** The greatest time that the base may have: visits come after it, labels meet their former versions in the tail. */
    private long baseLimit() {
        long limit = watermark + 8;
        for (Item visit : visits) {
            limit = Math.min(limit, visit.timeMillis() - 1);
        }
        for (Deque<Change<Item>> changes : labels) {
            Item former = null;
            long earliest = Long.MAX_VALUE;
            if (!changes.isEmpty()) {
                former = truth.get(changes.peek().element().identity());
                earliest = former == null ? Long.MAX_VALUE : former.timeMillis();
            }
            for (Change<Item> change : changes) {
                long time = change.element().timeMillis();
                earliest = Math.min(earliest, time);
                boolean removal = change.kind() == Change.Kind.REMOVE;
                long free = removal ? earliest : former == null ? time : Math.max(time, former.timeMillis());
                limit = Math.min(limit, free - 1);
                former = removal ? null : change.element();
            }
        }
        return limit;
    }

    private void passThroughBytes() throws IOException {
        CodecSerializer<FoldMemory<SessionState>> serializer = new CodecSerializer<>(new SessionState.MemoryCodec());
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(memory, out);
        memory = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        CodecSerializer<Claims> claims = new CodecSerializer<>(new Claims.ClaimsCodec());
        for (Item copy : copies) {
            if (seen.get(copy.identity()) != null) {
                out.clear();
                claims.serialize(seen.get(copy.identity()), out);
                seen.put(copy.identity(), claims.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())));
            }
        }
    }

    private void check() {
        expect("told", told, plain(memory.timersTo));
    }

    /** Builds its message where it fails only: there are millions of these. */
    private static void expect(String what, Object actual, Object expected) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionError(what + ": expected " + expected + ", is " + actual);
        }
    }

    /** The independent answer: a loop over the sorted set, without base, head, expiry or comparison. */
    private Map<String, String> plain(long timersTo) {
        List<Item> sorted = new ArrayList<>(truth.values());
        come.forEach((visit, item) -> {
            if (stands(visit)) {
                sorted.add(item);
            }
        });
        sorted.sort(Comparator.comparingLong(Item::timeMillis)
                .thenComparing(Item::id)
                .thenComparing(Item::identity));
        SessionState state = model.empty();
        for (Item item : sorted) {
            timers(state, item.timeMillis() - 1);
            model.apply(state, item, key -> {});
        }
        timers(state, timersTo);
        Map<String, String> facts = new TreeMap<>();
        model.keys(state, key -> facts.put(key, model.fact(state, key)));
        facts.values().removeIf(Objects::isNull);
        return facts;
    }

    private void timers(SessionState state, long upTo) {
        while (model.nextTimer(state) <= upTo) {
            model.onTimer(state, model.nextTimer(state), key -> {});
        }
    }

    private void end() {
        advance(200);
        assertThat(told).isEqualTo(plain(200));
        Map<Visit, Item> refused = new TreeMap<>();
        for (Item copy : copies) {
            Visit visit = Visit.of(copy);
            if (copies.stream().anyMatch(other -> Visit.of(other).refuses(visit, horizon))) {
                refused.merge(visit, copy, (a, b) -> a.receivedAtMillis() <= b.receivedAtMillis() ? a : b);
            }
        }
        assertThat(letters).isEqualTo(refused);
        long standing = come.keySet().stream().filter(this::stands).count();
        assertThat(standing + duplicates + letters.size()).isEqualTo(copies.size());
        compact(300);
        assertThat(tail.all()).isEmpty();
        assertThat(seen.isEmpty()).isTrue();
        assertThat(memory.head).isNull();
        assertThat(memory.base).isNull();
        assertThat(fold.nextTimer(memory)).isEqualTo(Long.MAX_VALUE);
        assertThat(fold.nextExpiry(memory)).isEqualTo(Long.MAX_VALUE);
        assertThat(told).isEqualTo(plain(300));
    }
}
