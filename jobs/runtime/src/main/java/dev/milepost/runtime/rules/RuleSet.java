package dev.milepost.runtime.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The versions known so far, by id, and what they make together. Immutable.
 *
 * <p>Sets are joined by union, so it does not matter which came first, or how often. A version of a known id with another
 * content is refused, whichever it meets.
 *
 * @param <R> what the rules make
 */
public final class RuleSet<R> {

    private final RuleLanguage<R> language;
    private final Map<String, RuleVersion> versions;
    private final R rules;

    private RuleSet(RuleLanguage<R> language, Map<String, RuleVersion> versions) throws RuleException {
        this.language = language;
        this.versions = versions;
        this.rules = language.compile(versions.values());
    }

    /**
     * The set of these versions.
     *
     * @throws RuleException where two of one id differ, or they do not agree
     */
    public static <R> RuleSet<R> of(RuleLanguage<R> language, Iterable<RuleVersion> versions) throws RuleException {
        Map<String, RuleVersion> known = new TreeMap<>();
        for (RuleVersion version : versions) {
            add(version, known);
        }
        return new RuleSet<>(language, known);
    }

    /**
     * This set and those versions; this very set where it holds them all.
     *
     * @throws RuleException where one has the id of a known version and another content, or they do not agree
     */
    public RuleSet<R> with(Collection<RuleVersion> others) throws RuleException {
        Map<String, RuleVersion> all = new TreeMap<>(versions);
        for (RuleVersion other : others) {
            add(other, all);
        }
        return all.size() == versions.size() ? this : new RuleSet<>(language, all);
    }

    private static void add(RuleVersion version, Map<String, RuleVersion> known) throws RuleException {
        RuleVersion same = known.putIfAbsent(version.id(), version);
        if (same != null && !same.equals(version)) {
            throw new RuleConflict(version.id());
        }
    }

    public R rules() {
        return rules;
    }

    /** By id. */
    public List<RuleVersion> versions() {
        return List.copyOf(versions.values());
    }

    /** The versions that {@code former} lacks. */
    public List<RuleVersion> since(RuleSet<R> former) {
        List<RuleVersion> fresh = new ArrayList<>(versions.values());
        fresh.removeIf(version -> former.versions.containsKey(version.id()));
        return fresh;
    }
}
