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
 * the set of elements that are true by then.
 */
final class FoldCase {

    private static final Comparator<Item> CONFLICT =
            Comparator.comparingLong(Item::timeMillis).thenComparingLong(Item::contentHash);

    private final Random random;
    private final SessionModel model;
    private final Fold<SessionState, Item, String, String> fold;
    private final MapTail<Item> tail = new MapTail<>();
    private final Map<String, String> told = new TreeMap<>();
    private final List<Object> log = new ArrayList<>();
    private FoldMemory<SessionState> memory = new FoldMemory<>();

    /** Copies of visits still to come, in no order; by identity, for what the base may not pass. */
    private final List<Item> visits = new ArrayList<>();

    /** Changes of each label still to come, in order. */
    private final List<Deque<Change<Item>>> labels = new ArrayList<>();

    /** All copies of a visit, by identity. */
    private final Map<String, List<Item>> copies = new HashMap<>();

    private final Map<String, List<Item>> losers = new HashMap<>();
    private final Map<String, Integer> duplicates = new HashMap<>();

    /** What is true by now, by identity. */
    private final Map<String, Item> truth = new HashMap<>();

    /** Event time so far. */
    private long watermark = -1;

    FoldCase(long seed) {
        random = new Random(seed);
        long span = random.nextInt(12) + 1L;
        model = new SessionModel(random.nextInt(6) + 1L, span, random.nextInt((int) span + 1));
        fold = new Fold<>(model);
        log.add("seed " + seed);
        log.add(model);
        makeVisits();
        makeLabels();
    }

    private void makeVisits() {
        int range = 5 + random.nextInt(40);
        int count = random.nextInt(10);
        for (int i = 0; i < count; i++) {
            String id = Character.toString('a' + random.nextInt(8)) + i;
            List<Item> versions = new ArrayList<>();
            versions.add(Item.visit(id, random.nextInt(range), random.nextInt(4)));
            while (random.nextInt(3) == 0) {
                Item first = versions.get(random.nextInt(versions.size()));
                versions.add(
                        random.nextBoolean()
                                ? first
                                : Item.visit(
                                        id,
                                        Math.max(0, first.timeMillis() + random.nextInt(9) - 4),
                                        random.nextInt(4)));
            }
            copies.put(id, versions);
            visits.addAll(versions);
        }
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
        Item before = truth.get(element.identity());
        Outcome<Item> outcome = fold.accept(change, memory, tail, this::changed);
        Outcome.Kind expected = Outcome.Kind.APPLIED;
        switch (change.kind()) {
            case PUT -> {
                truth.put(element.identity(), element);
                if (element.equals(before)) {
                    expected = Outcome.Kind.DUPLICATE;
                }
            }
            case REMOVE -> truth.remove(element.identity());
            case ADD -> {
                int order = before == null ? -1 : CONFLICT.compare(element, before);
                if (order == 0) {
                    duplicates.merge(element.identity(), 1, Integer::sum);
                    expected = Outcome.Kind.DUPLICATE;
                } else if (before != null) {
                    expected = order < 0 ? Outcome.Kind.CONFLICT_REPLACED : Outcome.Kind.CONFLICT_REFUSED;
                    losers.computeIfAbsent(element.identity(), id -> new ArrayList<>())
                            .add(order < 0 ? before : element);
                }
                truth.merge(element.identity(), element, (a, b) -> CONFLICT.compare(a, b) <= 0 ? a : b);
            }
        }
        Item loser = switch (expected) {
            case CONFLICT_REPLACED -> before;
            case CONFLICT_REFUSED -> element;
            default -> null;
        };
        expect("outcome", outcome, new Outcome<>(expected, loser));
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
        fold.compact(time, memory, tail);
        for (Item item : tail.all()) {
            expect("after the base", item.timeMillis() > memory.baseTime, true);
        }
        expect("expiry advances", fold.nextExpiry(memory) > memory.baseTime, true);
    }

    /** The greatest time that the base may have: whatever is to come still meets its former versions in the tail. */
    private long baseLimit() {
        long limit = watermark + 8;
        for (Item visit : visits) {
            for (Item copy : copies.get(visit.identity())) {
                limit = Math.min(limit, copy.timeMillis() - 1);
            }
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
        for (Map.Entry<String, List<Item>> entry : copies.entrySet()) {
            Item smallest = entry.getValue().stream().min(CONFLICT).orElseThrow();
            List<Item> lost = losers.getOrDefault(entry.getKey(), List.of());
            assertThat(truth.get(entry.getKey())).isEqualTo(smallest);
            assertThat(lost).doesNotContain(smallest);
            List<Item> distinct = entry.getValue().stream().distinct().toList();
            assertThat(lost)
                    .containsAll(distinct.stream()
                            .filter(item -> !item.equals(smallest))
                            .toList());
            assertThat(1 + lost.size() + duplicates.getOrDefault(entry.getKey(), 0))
                    .isEqualTo(entry.getValue().size());
        }
        compact(300);
        assertThat(tail.all()).isEmpty();
        assertThat(memory.head).isNull();
        assertThat(memory.base).isNull();
        assertThat(fold.nextTimer(memory)).isEqualTo(Long.MAX_VALUE);
        assertThat(fold.nextExpiry(memory)).isEqualTo(Long.MAX_VALUE);
        assertThat(told).isEqualTo(plain(300));
    }
}
