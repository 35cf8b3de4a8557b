package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Names;
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
 * withdrawn, completes no more from then on. What rewards wait for is listened to as long as {@link
 * dev.milepost.programs.Awaited} says.
 */
public final class RuleBook {

    private final Map<String, List<Rule>> byName = new HashMap<>();

    /** Of {@link #byName} those that see a subject whether it is referred or not. */
    private final Map<String, List<Rule>> openByName = new HashMap<>();

    private final Map<String, Referral> referrals = new HashMap<>();
    private final Map<String, Set<String>> referralFields = new HashMap<>();
    private final Map<Long, List<Rule>> byKey = new HashMap<>();
    private final Map<RuleId, Long> keys = new HashMap<>();
    private final Map<String, List<Rule>> countingReferrals = new HashMap<>();
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
            add(rule);
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

    /** The referral rules of one program. */
    private record Referral(List<Rule> rules, Map<String, List<Rule>> byName) {}

    private void add(Rule rule) {
        for (String name : rule.names()) {
            append(byName, name, rule);
            if (rule.isGated()) {
                referralFields.computeIfAbsent(name, k -> new HashSet<>()).addAll(rule.fields());
            } else {
                append(openByName, name, rule);
            }
        }
        if (rule.countsReferrals()) {
            append(countingReferrals, rule.id().program(), rule);
        }
        if (rule.isGated()) {
            Referral referral = referrals.computeIfAbsent(
                    rule.id().program(), k -> new Referral(new ArrayList<>(), new HashMap<>()));
            referral.rules().add(rule);
            rule.names().forEach(name -> append(referral.byName(), name, rule));
        }
    }

    private static void append(Map<String, List<Rule>> rules, String name, Rule rule) {
        rules.computeIfAbsent(name, k -> new ArrayList<>()).add(rule);
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

    /** Of these those that see a subject whether it is referred or not. */
    public List<Rule> openTo(String event) {
        return openByName.getOrDefault(event, List.of());
    }

    /** Of these a program's referral rules. */
    public List<Rule> ofReferral(String program, String event) {
        Referral referral = referrals.get(program);
        return referral == null ? List.of() : referral.byName().getOrDefault(event, List.of());
    }

    /** All referral rules of a program. */
    public List<Rule> ofReferral(String program) {
        Referral referral = referrals.get(program);
        return referral == null ? List.of() : referral.rules();
    }

    /** A program's rules that go on without what is of a rejected referral. */
    public List<Rule> countingReferrals(String program) {
        return countingReferrals.getOrDefault(program, List.of());
    }

    /** Whether a referral rule names an event. */
    boolean isOfReferrals(String event) {
        return referralFields.containsKey(event);
    }

    /** The fields of an event that referral rules look at. */
    Set<String> referralFields(String event) {
        return referralFields.getOrDefault(event, Set.of());
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
}
