package dev.milepost.programs;

import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a program's rewards is the same from version to version, wherever the files list it: so the use of a cap, a rung that was
 * climbed, and what a reward waits for survive that a file is edited. Immutable.
 *
 * <ul>
 *   <li>A rung is the earlier one whose pattern it has. Where as many rungs of the version before are gone as are new, they are the
 *       same, in order, with other patterns: each was changed in its place. Any other is new, under the next number.
 *   <li>An effect is the earlier one of its rung that says the same; else that of the same side, kind, unit (or currency) and
 *       amount; else that of the same side, kind and unit (or currency). Of several that are equally like, in order.
 *   <li>What a reward waits for ({@code release_when}) is the same where the pattern is, by the same subject, time zone and
 *       currency, no matter which effect says it.
 * </ul>
 */
public final class Lineage {

    private final Map<Place, List<Rung>> rungs = new HashMap<>();

    private record Place(int version, String reward) {}

    private record Granted(Effect effect, String currency) {

        Object kind() {
            return Arrays.asList(effect.to(), effect.kind(), effect.unit(), effect.unit() == null ? currency : null);
        }
    }

    private record Condition(Pattern pattern, Reward.Subject per, ZoneId timezone, String currency) {}

    /** One reward, as far as the versions have been read. */
    private static final class Line {

        private final Numbering<Pattern> rungs = new Numbering<>(List.of(pattern -> pattern), true);
        private final Map<Integer, Numbering<Granted>> effects = new HashMap<>();
        private final List<Condition> conditions = new ArrayList<>();

        List<Integer> effects(int rung, List<Granted> granted) {
            return effects.computeIfAbsent(
                            rung,
                            r -> new Numbering<>(
                                    List.of(
                                            all -> all,
                                            each -> List.of(
                                                    each.kind(), each.effect().amount()),
                                            Granted::kind),
                                    false))
                    .next(granted);
        }

        int condition(Condition condition) {
            int number = conditions.indexOf(condition);
            if (number < 0) {
                number = conditions.size();
                conditions.add(condition);
            }
            return number;
        }
    }

    private Lineage() {}

    /**
     * Of one program. A version that comes later changes no number.
     *
     * @param oldestFirst all its versions
     */
    public static Lineage of(List<ProgramVersion> oldestFirst) {
        Lineage lineage = new Lineage();
        Map<String, Line> lines = new HashMap<>();
        for (ProgramVersion version : oldestFirst) {
            for (Reward reward : version.rewards()) {
                Line line = lines.computeIfAbsent(reward.id(), id -> new Line());
                lineage.rungs.put(new Place(version.version(), reward.id()), rungs(version, reward, line));
            }
        }
        return lineage;
    }

    private static List<Rung> rungs(ProgramVersion version, Reward reward, Line line) {
        if (!(reward.fire() instanceof Fire.Ladder ladder)) {
            return List.of(rung(version, reward, 0, reward.on(), reward.fire().effects(), line));
        }
        List<Integer> numbers =
                line.rungs.next(ladder.steps().stream().map(Reward.Step::on).toList());
        List<Rung> rungs = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            Reward.Step step = ladder.steps().get(i);
            rungs.add(rung(version, reward, numbers.get(i) + 1, step.on(), step.effects(), line));
        }
        return List.copyOf(rungs);
    }

    private static Rung rung(
            ProgramVersion version, Reward reward, int number, Pattern on, List<Effect> effects, Line line) {
        List<Integer> effectNumbers = line.effects(
                number,
                effects.stream()
                        .map(effect -> new Granted(effect, version.currency()))
                        .toList());
        List<Integer> conditionNumbers = effects.stream()
                .map(effect -> effect.releaseWhen() == null
                        ? Rung.NONE
                        : line.condition(new Condition(
                                effect.releaseWhen(), reward.per(), version.timezone(), version.currency())))
                .toList();
        return new Rung(number, on, effects, effectNumbers, conditionNumbers);
    }

    /** A reward's rungs in a version, in the file's order: without a ladder one; none where the version has no such reward. */
    public List<Rung> rungs(int version, String reward) {
        return rungs.getOrDefault(new Place(version, reward), List.of());
    }
}
