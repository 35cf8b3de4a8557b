package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of all programs through all their versions, found by the events that they name. Immutable.
 *
 * <p>A rule lives as long as its pattern stands unchanged in the versions in force, one after the other: a new version goes on
 * with its counts. A pattern that is new, or changed, begins at its version's valid_from; one that is gone, or whose program is
 * withdrawn, completes no more from then on.
 */
public final class RuleBook {

    private final Map<String, List<Rule>> byName = new HashMap<>();
    private final Map<Long, List<Rule>> byKey = new HashMap<>();
    private final Map<RuleId, Long> keys = new HashMap<>();
    private final Horizons horizons;

    /** Of rules as they are given. */
    RuleBook(List<Rule> rules, Horizons horizons) {
        this.horizons = horizons;
        for (Rule rule : rules) {
            long key = rule.key();
            keys.put(rule.id(), key);
            List<Rule> ofKey = byKey.computeIfAbsent(key, k -> new ArrayList<>());
            if (!ofKey.isEmpty() && !ofKey.get(0).id().equals(rule.id())) {
                throw new IllegalStateException("Two milestones share a key of 64 bits: "
                        + ofKey.get(0).id() + " and " + rule.id() + "; give one of them another id");
            }
            ofKey.add(rule);
            rule.names()
                    .forEach(name ->
                            byName.computeIfAbsent(name, k -> new ArrayList<>()).add(rule));
        }
    }

    /** Of versions as a {@link dev.milepost.programs.ProgramCatalog} has them: of each program the oldest first. */
    public static RuleBook of(Collection<ProgramVersion> programs, Horizons horizons) {
        Map<String, List<ProgramVersion>> versions = new LinkedHashMap<>();
        for (ProgramVersion version : programs) {
            versions.computeIfAbsent(version.program(), k -> new ArrayList<>()).add(version);
        }
        List<Rule> rules = versions.values().stream()
                .flatMap(each -> new Chapter(each, horizons).rules().stream())
                .toList();
        return new RuleBook(rules, horizons);
    }

    /** The rules that name an event, of all kinds and times. */
    public List<Rule> naming(String event) {
        return byName.getOrDefault(event, List.of());
    }

    /** The names of all events that any rule needs; no other has to be told to a subject, but for signups and bindings. */
    public Collection<String> names() {
        return byName.keySet();
    }

    public Horizons horizons() {
        return horizons;
    }

    /** The rules of one milestone, earliest first; empty where no program has it. */
    public List<Rule> of(long key) {
        return byKey.getOrDefault(key, List.of());
    }

    /** The key of a milestone, or null where no program has it. */
    public Long keyOf(RuleId id) {
        return keys.get(id);
    }

    /** Whether a milestone of that id is named by a pattern. */
    public boolean isNamed(RuleId id) {
        return byName.containsKey(Names.MILESTONE + id.milestone());
    }

    /** The rules of one program. */
    private static final class Chapter {

        private final List<ProgramVersion> versions;
        private final Horizons horizons;
        private final Map<RuleId, Draft> open = new LinkedHashMap<>();
        private final List<Rule> rules = new ArrayList<>();

        /** A rule that goes on as far as the versions have been read. */
        private record Draft(SubjectKind kind, CompiledPattern pattern, long from, List<Rule.InForce> versions) {}

        Chapter(List<ProgramVersion> oldestFirst, Horizons horizons) {
            this.versions = oldestFirst;
            this.horizons = horizons;
        }

        List<Rule> rules() {
            for (int i = 0; i < versions.size(); i++) {
                ProgramVersion version = versions.get(i);
                long next = i + 1 < versions.size() ? versions.get(i + 1).validFromMillis() : Long.MAX_VALUE;
                long end = Math.min(next, version.validToMillis());
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
            return rules;
        }

        private void inForce(ProgramVersion version) {
            Map<RuleId, Draft> now = new LinkedHashMap<>();
            for (Ask ask : version.asks()) {
                draft(version, ask.id(), 0, SubjectKind.USER, ask.on(), now);
            }
            for (Reward reward : version.rewards()) {
                SubjectKind kind = SubjectKind.of(reward.per());
                if (reward.fire() instanceof Reward.Fire.Ladder ladder) {
                    int rung = 0;
                    for (Reward.Step step : ladder.steps()) {
                        draft(version, reward.id(), ++rung, kind, step.on(), now);
                    }
                } else {
                    draft(version, reward.id(), 0, kind, reward.on(), now);
                }
            }
            open.forEach((id, draft) -> {
                Draft same = now.get(id);
                if (same == null || same.from() != draft.from()) {
                    close(id, draft, version.validFromMillis());
                }
            });
            open.clear();
            open.putAll(now);
        }

        private void draft(
                ProgramVersion version,
                String milestone,
                int rung,
                SubjectKind kind,
                Pattern on,
                Map<RuleId, Draft> now) {
            RuleId id = new RuleId(version.program(), milestone, rung);
            CompiledPattern pattern = PatternCompiler.compile(on, version.timezone(), version.currency());
            Draft before = open.get(id);
            boolean goesOn =
                    before != null && before.kind() == kind && before.pattern().hash() == pattern.hash();
            List<Rule.InForce> all = new ArrayList<>(goesOn ? before.versions() : List.of());
            all.add(new Rule.InForce(version.validFromMillis(), version.version()));
            now.put(
                    id,
                    goesOn
                            ? new Draft(kind, before.pattern(), before.from(), all)
                            : new Draft(kind, pattern, version.validFromMillis(), all));
        }

        private void closeAll(long end) {
            open.forEach((id, draft) -> close(id, draft, end));
            open.clear();
        }

        private void close(RuleId id, Draft draft, long end) {
            rules.add(new Rule(id, draft.kind(), draft.from(), end, draft.pattern(), draft.versions(), horizons));
        }
    }
}
