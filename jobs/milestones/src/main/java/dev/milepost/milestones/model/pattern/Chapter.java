package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.Awaited;
import dev.milepost.programs.Lineage;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.Rung;
import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Makes the rules of one program out of its versions. */
final class Chapter {

    private final List<ProgramVersion> versions;
    private final Horizons horizons;
    private final Lineage lineage;
    private final Map<RuleId, Draft> open = new LinkedHashMap<>();
    private final List<Rule> rules = new ArrayList<>();

    /** From when on there has been a suppressor of that key. */
    private final Map<Long, Long> first = new HashMap<>();

    /** A rule that goes on as far as the versions have been read. */
    private static final class Draft {

        private final SubjectKind kind;
        private final CompiledPattern pattern;
        private final long from;
        private final List<Rule.InForce> versions = new ArrayList<>();
        private final Set<String> texts = new HashSet<>();

        Draft(SubjectKind kind, CompiledPattern pattern, long from) {
            this.kind = kind;
            this.pattern = pattern;
            this.from = from;
        }

        /** By the version that was read last. */
        void asking(List<Watch> suppressors, Rule.Delays delays) {
            Rule.InForce last = versions.remove(versions.size() - 1);
            versions.add(new Rule.InForce(last.fromMillis(), last.version(), suppressors, delays));
        }
    }

    Chapter(List<ProgramVersion> oldestFirst, Horizons horizons) {
        this.versions = oldestFirst;
        this.horizons = horizons;
        this.lineage = Lineage.of(oldestFirst);
    }

    List<Rule> rules() {
        for (int i = 0; i < versions.size(); i++) {
            ProgramVersion version = versions.get(i);
            long next = ProgramVersion.replacedMillis(versions, i);
            long end = ProgramVersion.endMillis(versions, i);
            if (version.validFromMillis() < end) {
                inForce(version);
                if (end < next) {
                    closeAll(end);
                }
            } else if (version.validFromMillis() < next) {
                closeAll(version.validFromMillis());
            }
        }
        closeAll(Long.MAX_VALUE);
        awaited();
        return rules;
    }

    /** What else has to happen before rewards are released; also those of versions that have ended. */
    private void awaited() {
        for (Awaited awaited : Awaited.of(versions, lineage)) {
            ProgramVersion first = awaited.versions().get(0);
            rules.add(new Rule(
                    new RuleId(first.program(), awaited.reward(), 0, awaited.number()),
                    SubjectKind.of(awaited.per()),
                    awaited.fromMillis(),
                    awaited.untilMillis(),
                    PatternCompiler.compile(awaited.on(), awaited.timezone(), awaited.currency()),
                    awaited.versions().stream()
                            .map(each -> new Rule.InForce(each.validFromMillis(), each.version(), List.of()))
                            .toList(),
                    Set.of(),
                    horizons));
        }
    }

    @SuppressWarnings("ReferenceEquality") // one that goes on is the same
    private void inForce(ProgramVersion version) {
        Map<RuleId, Draft> now = new LinkedHashMap<>();
        for (Ask ask : version.asks()) {
            draft(version, new RuleId(version.program(), ask.id(), 0), SubjectKind.USER, ask.on(), now)
                    .asking(watches(ask, version), delays(ask, version));
        }
        for (Reward reward : version.rewards()) {
            SubjectKind kind = SubjectKind.of(reward.per());
            for (Rung rung : lineage.rungs(version.version(), reward.id())) {
                earning(version, new RuleId(version.program(), reward.id(), rung.number()), kind, rung, now);
            }
        }
        open.forEach((id, draft) -> {
            Draft same = now.get(id);
            if (same != draft) {
                close(id, draft, version.validFromMillis());
            }
        });
        open.clear();
        open.putAll(now);
    }

    private void earning(ProgramVersion version, RuleId id, SubjectKind kind, Rung rung, Map<RuleId, Draft> now) {
        Draft draft = draft(version, id, kind, rung.on(), now);
        for (Effect effect : rung.effects()) {
            if (effect.amount() instanceof Amount.Table table) {
                draft.texts.add(table.by());
            }
        }
    }

    private Draft draft(ProgramVersion version, RuleId id, SubjectKind kind, Pattern on, Map<RuleId, Draft> now) {
        CompiledPattern pattern = PatternCompiler.compile(on, version.timezone(), version.currency());
        Draft before = open.get(id);
        boolean goesOn = before != null && before.kind == kind && before.pattern.hash() == pattern.hash();
        Draft draft = goesOn ? before : new Draft(kind, pattern, version.validFromMillis());
        draft.versions.add(new Rule.InForce(version.validFromMillis(), version.version(), List.of()));
        now.put(id, draft);
        return draft;
    }

    private List<Watch> watches(Ask ask, ProgramVersion version) {
        List<Watch> watches = new ArrayList<>();
        for (Ask.Guard guard : ask.guards().inOrder()) {
            if (guard instanceof Ask.Guard.SuppressIf suppress) {
                for (Ask.Suppressor each : suppress.suppressors()) {
                    long key = Watch.key(
                            version.program(), each.event(), each.unless(), version.timezone(), version.currency());
                    long from = first.merge(key, version.validFromMillis(), Math::min);
                    watches.add(new Watch(
                            key,
                            from,
                            each.event(),
                            each.within(),
                            each.unless(),
                            version.program(),
                            version.timezone()));
                }
            }
        }
        return watches;
    }

    private static Rule.Delays delays(Ask ask, ProgramVersion version) {
        return ask.experiment() == null
                ? Rule.Delays.NONE
                : new Rule.Delays(
                        ask.experiment().arms().stream()
                                .map(Ask.Arm::delay)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList(),
                        version.timezone());
    }

    private void closeAll(long end) {
        open.forEach((id, draft) -> close(id, draft, end));
        open.clear();
    }

    private void close(RuleId id, Draft draft, long end) {
        rules.add(new Rule(id, draft.kind, draft.from, end, draft.pattern, draft.versions, draft.texts, horizons));
    }
}
