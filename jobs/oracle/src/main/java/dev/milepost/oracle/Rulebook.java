package dev.milepost.oracle;

import dev.milepost.oracle.Subjects.Kind;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The patterns of one program, each through the versions that hold it unchanged one after the other: a version that changes it,
 * or leaves it out, ends it, and so does the end of the program. What rewards wait for goes on, as {@link Editions} says.
 */
final class Rulebook {

    /** Of what earns, or is asked; not of a condition. */
    static final int EARNS = -1;

    /**
     * Which milestone.
     *
     * @param rung 0 where there is no ladder, and of a condition
     * @param effect the number of the condition, or {@link #EARNS}
     */
    record MilestoneId(String milestone, int rung, int effect) implements Comparable<MilestoneId> {
        @Override
        public int compareTo(MilestoneId other) {
            return Comparator.comparing(MilestoneId::milestone)
                    .thenComparingInt(MilestoneId::rung)
                    .thenComparingInt(MilestoneId::effect)
                    .compare(this, other);
        }
    }

    /** A pattern that holds from a time on until before another, by those versions. */
    record Rule(MilestoneId id, Kind kind, Pattern pattern, long from, long to, List<ProgramVersion> versions) {

        /** The version in force at a time while it holds. */
        ProgramVersion at(long time) {
            ProgramVersion last = versions.get(0);
            for (ProgramVersion version : versions) {
                last = version.validFromMillis() <= time ? version : last;
            }
            return last;
        }
    }

    private record Said(MilestoneId id, Kind kind, Pattern pattern) {}

    private Rulebook() {}

    /** By milestone its rules, earliest first. */
    static Map<MilestoneId, List<Rule>> of(List<ProgramVersion> oldestFirst, Editions editions) {
        Map<MilestoneId, List<Rule>> rules = new TreeMap<>();
        for (int i = 0; i < oldestFirst.size(); i++) {
            ProgramVersion version = oldestFirst.get(i);
            long end = Math.min(version.validToMillis(), next(oldestFirst, i));
            if (version.validFromMillis() >= end) {
                continue;
            }
            for (Said said : said(version, editions)) {
                List<Rule> ofId = rules.computeIfAbsent(said.id(), id -> new ArrayList<>());
                Rule last = ofId.isEmpty() ? null : ofId.get(ofId.size() - 1);
                boolean goesOn = last != null
                        && last.to() == version.validFromMillis()
                        && last.kind() == said.kind()
                        && last.pattern().equals(said.pattern());
                List<ProgramVersion> versions = new ArrayList<>(goesOn ? last.versions() : List.of());
                versions.add(version);
                long from = version.validFromMillis();
                if (goesOn) {
                    from = last.from();
                    ofId.remove(last);
                }
                ofId.add(new Rule(said.id(), said.kind(), said.pattern(), from, end, List.copyOf(versions)));
            }
        }
        for (int number = 0; number < editions.awaited().size(); number++) {
            Editions.Awaited awaited = editions.awaited().get(number);
            Kind kind = Kind.valueOf(awaited.per().name());
            MilestoneId id = new MilestoneId(awaited.reward(), 0, number);
            rules.put(
                    id,
                    editions.heard(awaited).stream()
                            .map(heard ->
                                    new Rule(id, kind, awaited.on(), heard.from(), heard.to(), List.of(heard.since())))
                            .toList());
        }
        return rules;
    }

    private static long next(List<ProgramVersion> oldestFirst, int i) {
        return i + 1 < oldestFirst.size() ? oldestFirst.get(i + 1).validFromMillis() : Long.MAX_VALUE;
    }

    private static List<Said> said(ProgramVersion version, Editions editions) {
        List<Said> said = new ArrayList<>();
        for (Ask ask : version.asks()) {
            said.add(new Said(new MilestoneId(ask.id(), 0, EARNS), Kind.USER, ask.on()));
        }
        for (Reward reward : version.rewards()) {
            Kind kind = Kind.valueOf(reward.per().name());
            if (reward.fire() instanceof Reward.Fire.Ladder ladder) {
                for (int i = 0; i < ladder.steps().size(); i++) {
                    int rung = editions.rung(version, reward, i);
                    said.add(new Said(
                            new MilestoneId(reward.id(), rung, EARNS),
                            kind,
                            ladder.steps().get(i).on()));
                }
            } else {
                said.add(new Said(new MilestoneId(reward.id(), 0, EARNS), kind, reward.on()));
            }
        }
        return said;
    }
}
