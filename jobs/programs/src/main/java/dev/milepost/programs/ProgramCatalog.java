package dev.milepost.programs;

import dev.milepost.programs.model.Facts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All versions of all programs. Immutable.
 *
 * <p>Cost: an event is looked up by its name, and compared with the versions alone whose {@code qualifies} names it. What the
 * others are, and how many, costs it nothing: an event that none names costs one look-up.
 */
public final class ProgramCatalog implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The program of referrals that name none. */
    public static final String DEFAULT_PROGRAM = "default";

    private static final ProgramVersion DEFAULTS = ProgramVersion.defaults(DEFAULT_PROGRAM);

    /** Versions of a program, oldest first. */
    private final HashMap<String, ProgramVersion[]> programs;

    /** Versions, the defaults included, by the event that their {@code qualifies} names; of one event by label. */
    private final HashMap<String, ProgramVersion[]> byEvent;

    /** When asks and rewards are decided by an event, by its name. */
    private final HashMap<String, List<NamedEvents.Period>> named;

    /** What the versions were read from, by label. */
    private final List<ProgramText> texts;

    /** When a version with a longer window than all before it begins to hold; ascending, the defaults first. */
    private final long[] longerFrom;

    /** The window that is the longest from then on. */
    private final long[] longerMillis;

    /** Of versions that agree: distinct, and a later one is never valid from an earlier time. */
    ProgramCatalog(Collection<ProgramVersion> versions, Collection<ProgramText> texts) {
        this.texts =
                texts.stream().sorted(Comparator.comparing(ProgramText::label)).toList();
        Map<String, ProgramVersion[]> byProgram = versions.stream()
                .collect(Collectors.groupingBy(
                        ProgramVersion::program,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), ProgramCatalog::oldestFirst)));
        programs = new HashMap<>(byProgram);
        named = new HashMap<>(NamedEvents.periods(programs.values()));
        byEvent = new HashMap<>(all(versions)
                .collect(Collectors.groupingBy(
                        v -> v.qualifies().event(),
                        Collectors.collectingAndThen(Collectors.toList(), ProgramCatalog::byLabel))));
        TreeMap<Long, Long> longer = new TreeMap<>();
        all(versions)
                .sorted(Comparator.comparingLong(ProgramVersion::validFromMillis))
                .forEach(v -> longer.merge(
                        v.validFromMillis(),
                        Math.max(
                                v.attribution().windowMillis(),
                                longer.isEmpty() ? 0 : longer.lastEntry().getValue()),
                        Math::max));
        longerFrom = longer.keySet().stream().mapToLong(Long::longValue).toArray();
        longerMillis = longer.values().stream().mapToLong(Long::longValue).toArray();
    }

    /** No program has a file. */
    public static ProgramCatalog empty() {
        return new ProgramCatalog(Set.of(), Set.of());
    }

    private static ProgramVersion[] oldestFirst(Collection<ProgramVersion> versions) {
        return versions.stream()
                .sorted(Comparator.comparingInt(ProgramVersion::version))
                .toArray(ProgramVersion[]::new);
    }

    private static ProgramVersion[] byLabel(Collection<ProgramVersion> versions) {
        return versions.stream()
                .sorted(Comparator.comparing(ProgramVersion::label))
                .toArray(ProgramVersion[]::new);
    }

    /** The defaults too: they hold for any program before its first version, and for those without a file. */
    private static Stream<ProgramVersion> all(Collection<ProgramVersion> versions) {
        return Stream.concat(versions.stream(), Stream.of(DEFAULTS));
    }

    /** The latest version with valid_from ≤ the time (of two with one valid_from the higher), else the defaults. */
    public ProgramVersion at(String program, long timeMillis) {
        ProgramVersion[] versions = programs.get(program);
        if (versions != null) {
            for (int i = versions.length - 1; i >= 0; i--) {
                if (versions[i].validFromMillis() <= timeMillis) {
                    return versions[i];
                }
            }
        }
        return DEFAULT_PROGRAM.equals(program) ? DEFAULTS : ProgramVersion.defaults(program);
    }

    /** What holds without a file, under the id {@code default}, which a file may carry too: see {@link #at}. */
    public ProgramVersion defaults() {
        return DEFAULTS;
    }

    /** Ids of programs that have a file, sorted. */
    public Set<String> programs() {
        return new TreeSet<>(programs.keySet());
    }

    /** The versions that have a file, by program, oldest first. */
    public List<ProgramVersion> versions() {
        return programs().stream()
                .flatMap(id -> Arrays.stream(programs.get(id)))
                .toList();
    }

    /** Names of all events that may qualify a referral: those of the defaults and of every version. */
    public Set<String> eventNames() {
        return Collections.unmodifiableSet(byEvent.keySet());
    }

    /** The same programs, but those that the other has too as the other has them; and what else it has. */
    public ProgramCatalog with(ProgramCatalog other) {
        Set<String> taken = other.programs();
        List<ProgramVersion> kept = versions().stream()
                .filter(version -> !taken.contains(version.program()))
                .toList();
        Set<String> labels = kept.stream().map(ProgramVersion::label).collect(Collectors.toSet());
        return new ProgramCatalog(
                Stream.concat(kept.stream(), other.versions().stream()).toList(),
                Stream.concat(texts.stream().filter(text -> labels.contains(text.label())), other.texts.stream())
                        .toList());
    }

    /** What its versions were read from, by label. A catalog of the same texts is the same. */
    public List<ProgramText> texts() {
        return texts;
    }

    /**
     * Labels of the versions whose {@code qualifies.on} the event matches, sorted. Not of those that are valid from later
     * than it happened: it qualifies nothing of theirs.
     */
    public List<String> qualifying(Facts facts, long timeMillis) {
        ProgramVersion[] candidates = byEvent.get(facts.name());
        if (candidates == null) {
            return List.of();
        }
        List<String> labels = new ArrayList<>(1);
        for (ProgramVersion version : candidates) {
            if (version.validFromMillis() <= timeMillis && version.qualifies().matches(facts)) {
                labels.add(version.label());
            }
        }
        return List.copyOf(labels);
    }

    /** Whether an ask or a reward of a version in force at that time is decided by events of that name. */
    public boolean isNamed(String event, long timeMillis) {
        List<NamedEvents.Period> periods = named.get(event);
        if (periods == null) {
            return false;
        }
        for (NamedEvents.Period period : periods) {
            if (period.fromMillis() <= timeMillis && timeMillis < period.toMillis()) {
                return true;
            }
        }
        return false;
    }

    /** Of these labels, those of versions that are known here and valid from that time or earlier. */
    public List<String> holding(List<String> labels, long timeMillis) {
        return all(versions())
                .filter(version -> version.validFromMillis() <= timeMillis && labels.contains(version.label()))
                .map(ProgramVersion::label)
                .sorted()
                .toList();
    }

    /**
     * The longest {@code window} of any version that is valid from that time or earlier, the defaults included: versions that
     * come later do not change it.
     */
    public long maxWindowMillis(long timeMillis) {
        int at = longerFrom.length - 1;
        while (longerFrom[at] > timeMillis) {
            at--;
        }
        return longerMillis[at];
    }

    @Override
    public String toString() {
        return programs.values().stream()
                .flatMap(Arrays::stream)
                .map(v -> v.program() + "@" + v.version())
                .sorted()
                .collect(Collectors.joining(", ", "programs [", "]"));
    }
}
