package dev.milepost.oracle;

import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import dev.milepost.programs.model.Span;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntBiFunction;

/** Which rung, effect and {@code release_when} of a version is which of an earlier one, in one program. */
public final class Editions {

    /** How long a condition is listened to behind the last version that has it. */
    private static final long LONGER = Duration.ofDays(400).toMillis();

    /** What rewards wait for. */
    record Awaited(String reward, Reward.Subject per, Pattern on, ZoneId zone, String currency) {}

    /** When one is listened to; {@code to} is excluded. */
    record Heard(long from, long to, ProgramVersion since) {}

    private record Gift(Effect effect, String currency) {}

    /** By version, reward and step (0: no ladder). */
    private final Map<List<Object>, Integer> rungs = new HashMap<>();

    private final Map<List<Object>, List<Integer>> effects = new HashMap<>();
    private final List<Awaited> awaited = new ArrayList<>();
    private final Map<Awaited, List<Heard>> heard = new HashMap<>();

    public Editions(List<ProgramVersion> oldestFirst) {
        Map<String, List<Pattern>> steps = new HashMap<>();
        Map<String, List<Integer>> last = new HashMap<>();
        Map<List<Object>, List<Gift>> gifts = new HashMap<>();
        for (int v = 0; v < oldestFirst.size(); v++) {
            ProgramVersion version = oldestFirst.get(v);
            long next = v + 1 < oldestFirst.size() ? oldestFirst.get(v + 1).validFromMillis() : Long.MAX_VALUE;
            long end = Math.min(next, version.validToMillis());
            for (Reward reward : version.rewards()) {
                if (reward.fire() instanceof Fire.Ladder ladder) {
                    List<Pattern> now =
                            ladder.steps().stream().map(Reward.Step::on).toList();
                    List<Integer> numbers = climbed(
                            now,
                            steps.computeIfAbsent(reward.id(), r -> new ArrayList<>()),
                            last.getOrDefault(reward.id(), List.of()));
                    last.put(reward.id(), numbers);
                    for (int i = 0; i < numbers.size(); i++) {
                        rungs.put(List.of(version.version(), reward.id(), i), numbers.get(i) + 1);
                        given(
                                version,
                                reward,
                                numbers.get(i) + 1,
                                ladder.steps().get(i).effects(),
                                gifts,
                                end);
                    }
                } else {
                    given(version, reward, 0, reward.fire().effects(), gifts, end);
                }
            }
        }
    }

    private void given(
            ProgramVersion version,
            Reward reward,
            int rung,
            List<Effect> all,
            Map<List<Object>, List<Gift>> gifts,
            long end) {
        List<Gift> now =
                all.stream().map(effect -> new Gift(effect, version.currency())).toList();
        List<Gift> known = gifts.computeIfAbsent(List.of(reward.id(), rung), r -> new ArrayList<>());
        Integer[] numbers = new Integer[now.size()];
        likest(now, known, numbers, 3, Editions::likeness);
        effects.put(List.of(version.version(), reward.id(), rung), named(now, known, numbers));
        for (Effect effect : all) {
            if (effect.releaseWhen() != null && version.validFromMillis() < end) {
                hear(awaits(version, reward, effect), version, effect, end);
            }
        }
    }

    private static int likeness(Gift one, Gift other) {
        Effect a = one.effect();
        Effect b = other.effect();
        boolean isAlike = a.to() == b.to()
                && a.kind() == b.kind()
                && Objects.equals(a.unit(), b.unit())
                && (a.unit() != null || Objects.equals(one.currency(), other.currency()));
        return one.equals(other) ? 3 : !isAlike ? 0 : a.amount().equals(b.amount()) ? 2 : 1;
    }

    /** Those of the same pattern; and where as many are left as were gone of the version before, these. */
    private static List<Integer> climbed(List<Pattern> now, List<Pattern> known, List<Integer> before) {
        Integer[] numbers = new Integer[now.size()];
        likest(now, known, numbers, 1, (one, other) -> one.equals(other) ? 1 : 0);
        List<Integer> taken = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            (numbers[i] == null ? left : taken).add(numbers[i] == null ? (Integer) i : numbers[i]);
        }
        List<Integer> gone = new ArrayList<>(before);
        gone.removeAll(taken);
        for (int i = 0; i < left.size() && left.size() == gone.size(); i++) {
            numbers[left.get(i)] = gone.get(i);
        }
        return named(now, known, numbers);
    }

    /** Gives those that are as alike as can be the same number, from the most alike on. */
    private static <T> void likest(
            List<T> now, List<T> known, Integer[] numbers, int most, ToIntBiFunction<T, T> likeness) {
        for (int alike = most; alike > 0; alike--) {
            for (int i = 0; i < numbers.length; i++) {
                for (int number = 0; number < known.size() && numbers[i] == null; number++) {
                    boolean free = !Arrays.asList(numbers).contains(number);
                    if (free && likeness.applyAsInt(now.get(i), known.get(number)) >= alike) {
                        numbers[i] = number;
                    }
                }
            }
        }
    }

    /** What is none of the known becomes known. */
    private static <T> List<Integer> named(List<T> now, List<T> known, Integer[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == null) {
                numbers[i] = known.size();
                known.add(now.get(i));
            } else {
                known.set(numbers[i], now.get(i));
            }
        }
        return List.of(numbers);
    }

    private void hear(Awaited what, ProgramVersion version, Effect effect, long end) {
        if (!awaited.contains(what)) {
            awaited.add(what);
        }
        long to = Long.MAX_VALUE;
        if (end != Long.MAX_VALUE) {
            to = end + LONGER;
            if (effect.recur() != null) {
                int more = effect.recur().times() - 1;
                Span every = effect.recur().every();
                to = new Span(more * every.months(), more * every.millis()).after(end, version.timezone()) + LONGER;
            }
        }
        List<Heard> periods = heard.computeIfAbsent(what, w -> new ArrayList<>());
        Heard before = periods.isEmpty() ? null : periods.get(periods.size() - 1);
        if (before != null && before.to() >= version.validFromMillis()) {
            periods.set(periods.size() - 1, new Heard(before.from(), Math.max(before.to(), to), before.since()));
        } else {
            periods.add(new Heard(version.validFromMillis(), to, version));
        }
    }

    static Awaited awaits(ProgramVersion version, Reward reward, Effect effect) {
        return new Awaited(reward.id(), reward.per(), effect.releaseWhen(), version.timezone(), version.currency());
    }

    /** All that rewards wait for; its place is its number. */
    List<Awaited> awaited() {
        return awaited;
    }

    /** When that is listened to. */
    List<Heard> heard(Awaited what) {
        return heard.get(what);
    }

    /** The number of a ladder's step, from 1. */
    public int rung(ProgramVersion version, Reward reward, int step) {
        return rungs.get(List.of(version.version(), reward.id(), step));
    }

    /** In the file's order, by numbers. */
    public List<Integer> rungs(ProgramVersion version, Reward reward) {
        List<Integer> numbers = new ArrayList<>();
        if (reward.fire() instanceof Fire.Ladder ladder) {
            for (int i = 0; i < ladder.steps().size(); i++) {
                numbers.add(rung(version, reward, i));
            }
        }
        return numbers;
    }

    /** The numbers of what a rung (0: no ladder) gives, in the file's order; none where the version has no such rung. */
    public List<Integer> effects(int version, String reward, int rung) {
        return effects.getOrDefault(List.of(version, reward, rung), List.of());
    }

    /** The number of what an effect waits for. */
    public int waitsFor(ProgramVersion version, Reward reward, Effect effect) {
        return awaited.indexOf(awaits(version, reward, effect));
    }

    /** Whether that is listened to at a time. */
    public boolean isHeard(int number, long time) {
        return heard(awaited.get(number)).stream().anyMatch(period -> period.from() <= time && time < period.to());
    }

    /** When that is listened to no more. */
    public List<Long> ends() {
        return heard.values().stream().flatMap(List::stream).map(Heard::to).toList();
    }
}
