package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private final Map<String, List<Watch>> watches = new HashMap<>();
    private final Map<Long, Watch> watchByKey = new HashMap<>();
    private final Set<String> names = new HashSet<>();
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
            rule.suppressors().forEach(this::add);
        }
        for (Watch watch : watchByKey.values()) {
            Set<String> named = new HashSet<>(watch.event().names());
            if (watch.unless() != null) {
                named.add(watch.unless());
            }
            named.forEach(name ->
                    watches.computeIfAbsent(name, k -> new ArrayList<>()).add(watch));
        }
        names.addAll(byName.keySet());
        names.addAll(watches.keySet());
        names.addAll(Set.of(
                Names.SIGNUP, SubjectEvent.CONSENT_CHANGED, SubjectEvent.OPTED_OUT, SubjectEvent.USER_ATTRIBUTES));
    }

    /** Of one key the one that holds longest, from the earliest time on. */
    private void add(Watch watch) {
        Watch known = watchByKey.get(watch.key());
        boolean longer = known == null || watch.over(0) > known.over(0);
        long from = known == null ? watch.fromMillis() : Math.min(known.fromMillis(), watch.fromMillis());
        watchByKey.put(watch.key(), (longer ? watch : known).from(from));
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

    /** The names of all events that any rule, or guard of an ask, needs; no other has to be told to a subject but bindings. */
    public Collection<String> names() {
        return names;
    }

    /** The suppressors of asks that name an event, on either side. */
    public List<Watch> watching(String event) {
        return watches.getOrDefault(event, List.of());
    }

    /** The suppressor of that key that holds longest, or null. */
    public Watch watch(long key) {
        return watchByKey.get(key);
    }

    /** The same names, each with the smallest event time at which a rule, or an ask, needs it. */
    public Map<String, Long> namesFrom() {
        Map<String, Long> from = new HashMap<>();
        long asks = Long.MAX_VALUE;
        for (List<Rule> rules : byKey.values()) {
            for (Rule rule : rules) {
                rule.names().forEach(name -> from.merge(name, rule.from(), Math::min));
                asks = rule.kind() == SubjectKind.USER ? Math.min(asks, rule.from()) : asks;
            }
        }
        for (List<Watch> watching : watches.values()) {
            for (Watch watch : watching) {
                for (String name : watch.event().names()) {
                    from.merge(name, asks, Math::min);
                }
            }
        }
        for (String name : watches.keySet()) {
            from.merge(name, asks, Math::min);
        }
        return from;
    }

    /** The fields of a party's attributes that a rule compares, each with the smallest event time at which one does. */
    public Map<String, Long> partyFieldsFrom() {
        Map<String, Long> from = new HashMap<>();
        byKey.values()
                .forEach(rules -> rules.forEach(rule -> {
                    for (String field : rule.pattern().fields()) {
                        for (String party : List.of(Names.REFEREE, Names.REFERRER)) {
                            if (field.startsWith(party)) {
                                from.merge(field.substring(party.length()), rule.from(), Math::min);
                            }
                        }
                    }
                }));
        return from;
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
        return !id.isCondition() && byName.containsKey(Names.MILESTONE + id.milestone());
    }

    /** The rules of one program. */
    private static final class Chapter {

        private final List<ProgramVersion> versions;
        private final Horizons horizons;
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
            void suppressedBy(List<Watch> watches) {
                Rule.InForce last = versions.remove(versions.size() - 1);
                versions.add(new Rule.InForce(last.fromMillis(), last.version(), watches));
            }
        }

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

        @SuppressWarnings("ReferenceEquality") // one that goes on is the same
        private void inForce(ProgramVersion version) {
            Map<RuleId, Draft> now = new LinkedHashMap<>();
            for (Ask ask : version.asks()) {
                draft(version, new RuleId(version.program(), ask.id(), 0), SubjectKind.USER, ask.on(), now)
                        .suppressedBy(watches(ask, version));
            }
            for (Reward reward : version.rewards()) {
                SubjectKind kind = SubjectKind.of(reward.per());
                if (reward.fire() instanceof Reward.Fire.Ladder ladder) {
                    int rung = 0;
                    for (Reward.Step step : ladder.steps()) {
                        earning(
                                version,
                                new RuleId(version.program(), reward.id(), ++rung),
                                kind,
                                step.on(),
                                step.effects(),
                                now);
                    }
                } else {
                    earning(
                            version,
                            new RuleId(version.program(), reward.id(), 0),
                            kind,
                            reward.on(),
                            reward.fire().effects(),
                            now);
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

        /** What earns a reward, and of each effect what else has to happen before it is released. */
        private void earning(
                ProgramVersion version,
                RuleId id,
                SubjectKind kind,
                Pattern on,
                List<Effect> effects,
                Map<RuleId, Draft> now) {
            Draft draft = draft(version, id, kind, on, now);
            for (int i = 0; i < effects.size(); i++) {
                Effect effect = effects.get(i);
                if (effect.amount() instanceof Amount.Table table) {
                    draft.texts.add(table.by());
                }
                if (effect.releaseWhen() != null) {
                    RuleId condition = new RuleId(id.program(), id.milestone(), id.rung(), i);
                    draft(version, condition, kind, effect.releaseWhen(), now);
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

        private void closeAll(long end) {
            open.forEach((id, draft) -> close(id, draft, end));
            open.clear();
        }

        private void close(RuleId id, Draft draft, long end) {
            rules.add(new Rule(id, draft.kind, draft.from, end, draft.pattern, draft.versions, draft.texts, horizons));
        }
    }
}
