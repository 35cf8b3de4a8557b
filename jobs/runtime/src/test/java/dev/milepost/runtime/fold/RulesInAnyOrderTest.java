package dev.milepost.runtime.fold;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.rules.RuleException;
import dev.milepost.runtime.rules.RuleSet;
import dev.milepost.runtime.rules.RuleVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Rules come at any point of a shuffled log, any number of times: after every step what was told is what a plain fold over all
 * that has come makes by the rules that have come, in the end by all of them.
 */
final class RulesInAnyOrderTest {

    @Test
    void theOutcomeIsThatOfRulesKnownFromTheStart() throws RuleException {
        int cases = 400 * Integer.getInteger("milepost.seeds", 10);
        int replayed = 0;
        for (int seed = 0; seed < cases; seed++) {
            Case one = new Case(seed);
            one.run();
            replayed += one.changedByRules;
        }
        assertThat(replayed).as("facts that rules revised").isGreaterThan(cases / 4);
    }

    private static final class Case {

        private final Random random;
        private final Rules<Weights> rules = Rules.from(Weights.LANGUAGE, List.of());
        private final WeightModel model;
        private final Fold<WeightModel.State, Item, String, String> fold;
        private final FoldMemory<WeightModel.State> memory = new FoldMemory<>();
        private final MapTail<Item> tail = new MapTail<>();
        private final MapSeen seen = new MapSeen();
        private final List<Item> visits = new ArrayList<>();
        private final List<Item> come = new ArrayList<>();

        /** Each may stand there several times. */
        private final List<RuleVersion> updates = new ArrayList<>();

        private final Map<String, String> told = new TreeMap<>();
        private final List<String> log = new ArrayList<>();
        private RuleSet<Weights> known = RuleSet.of(Weights.LANGUAGE, List.of());
        private long watermark = -1;
        private int changedByRules;

        Case(long seed) throws RuleException {
            random = new Random(seed);
            model = new WeightModel(rules, 1 + random.nextInt(15));
            fold = new Fold<>(model, 5);
            log.add("seed " + seed + ", span " + model.span());
            for (int i = random.nextInt(12); i > 0; i--) {
                visits.add(Item.visit("v" + i, random.nextInt(50), 1 + random.nextInt(5)));
            }
            for (int i = random.nextInt(5); i > 0; i--) {
                RuleVersion version = Weights.version("r" + i, random.nextInt(60), random.nextInt(4));
                updates.addAll(Collections.nCopies(1 + random.nextInt(3), version));
            }
            Collections.shuffle(visits, random);
            Collections.shuffle(updates, random);
        }

        void run() throws RuleException {
            try {
                while (!visits.isEmpty() || !updates.isEmpty()) {
                    switch (random.nextInt(6)) {
                        case 0 -> advance(watermark + random.nextInt(12));
                        case 1 -> compact(baseLimit() - random.nextInt(6));
                        case 2, 3 -> rule();
                        default -> visit();
                    }
                    expect(plain());
                }
                advance(100);
                expect(plain());
                compact(200);
                assertThat(memory.base).isNull();
                assertThat(memory.head).isNull();
                assertThat(fold.nextTimer(memory)).isEqualTo(Long.MAX_VALUE);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(log.stream().collect(joining("\n")) + "\ntold " + told, e);
            }
        }

        private void visit() {
            if (!visits.isEmpty()) {
                Item visit = visits.remove(visits.size() - 1);
                log.add(visit.toString());
                come.add(visit);
                fold.accept(Change.add(visit), memory, tail, seen, this::changed);
            }
        }

        private void rule() throws RuleException {
            if (updates.isEmpty()) {
                return;
            }
            RuleVersion version = updates.remove(updates.size() - 1);
            log.add(version.toString());
            RuleSet<Weights> all = known.with(List.of(version));
            if (all == known) {
                return;
            }
            List<Item> again = fold.follow(
                    rules.new Turn(known.rules(), all.rules()),
                    version.validFromMillis(),
                    memory,
                    tail,
                    (key, before, after) -> {
                        changedByRules++;
                        changed(key, before, after);
                    });
            known = all;
            assertThat(rules.current()).isEqualTo(known.rules());
            assertThat(again)
                    .isEqualTo(tail.all().stream()
                            .filter(item -> item.timeMillis() >= version.validFromMillis())
                            .sorted(Timed.ORDER)
                            .toList());
        }

        private void advance(long time) {
            log.add("advance " + time);
            watermark = time;
            for (long due = fold.nextTimer(memory); due <= time; due = fold.nextTimer(memory)) {
                fold.advance(due, memory, this::changed);
            }
            fold.advance(time, memory, this::changed);
        }

        private void compact(long time) {
            if (time >= 0) {
                advance(Math.max(watermark, time));
                log.add("compact " + time);
                fold.compact(time, memory, tail, seen);
            }
        }

        /** Whatever is still to come, rules too, is after the base. */
        private long baseLimit() {
            long limit = watermark + 8;
            for (Item visit : visits) {
                limit = Math.min(limit, visit.timeMillis() - 1);
            }
            for (RuleVersion update : updates) {
                limit = Math.min(limit, update.validFromMillis() - 1);
            }
            return limit;
        }

        private void changed(String key, String before, String after) {
            if (!Objects.equals(before, told.get(key)) || Objects.equals(before, after)) {
                throw new AssertionError(key + ": " + before + " -> " + after);
            }
            if (after == null) {
                told.remove(key);
            } else {
                told.put(key, after);
            }
        }

        private void expect(Map<String, String> plain) {
            if (!plain.equals(told)) {
                throw new AssertionError("expected " + plain);
            }
        }

        /** The independent answer: two loops, without a fold, a state or timers. */
        private Map<String, String> plain() {
            Weights weights = known.rules();
            Map<String, String> facts = new TreeMap<>();
            for (Item visit : come) {
                facts.put("v/" + visit.id(), Integer.toString(weight(visit, weights)));
            }
            for (Weights.Weight version : weights.versions()) {
                long time = version.from();
                // Timers fire with the watermark, and ahead of it where a later visit has come.
                boolean due = time <= memory.timersTo || come.stream().anyMatch(visit -> visit.timeMillis() > time);
                List<Item> counted = come.stream()
                        .filter(visit -> visit.timeMillis() <= time && time <= visit.timeMillis() + model.span())
                        .toList();
                if (due && !counted.isEmpty()) {
                    int sum = counted.stream()
                            .mapToInt(visit -> weight(visit, weights))
                            .sum();
                    facts.put("woke/" + time, Integer.toString(sum));
                }
            }
            return facts;
        }

        private static int weight(Item visit, Weights weights) {
            return visit.value() * weights.at(visit.timeMillis());
        }
    }
}
