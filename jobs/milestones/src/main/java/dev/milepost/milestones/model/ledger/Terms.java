package dev.milepost.milestones.model.ledger;

import dev.milepost.programs.Awaited;
import dev.milepost.programs.Lineage;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.Rung;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Reward;
import java.util.Comparator;
import java.util.List;

/** All versions of one program: they come from its file, and none is ever taken away. */
public final class Terms {

    private final List<ProgramVersion> versions;
    private final Lineage lineage;
    private final List<Awaited> awaited;

    private Terms(List<ProgramVersion> versions) {
        this.versions = versions;
        lineage = Lineage.of(versions);
        awaited = Awaited.of(versions, lineage);
    }

    public static Terms of(List<ProgramVersion> versions) {
        return new Terms(versions.stream()
                .sorted(Comparator.comparingInt(ProgramVersion::version))
                .toList());
    }

    List<ProgramVersion> versions() {
        return versions;
    }

    /** The latest whose valid_from has come by that time, or null. */
    ProgramVersion at(long timeMillis) {
        ProgramVersion last = null;
        for (ProgramVersion version : versions) {
            if (version.validFromMillis() <= timeMillis) {
                last = version;
            }
        }
        return last;
    }

    ProgramVersion version(int number) {
        for (ProgramVersion version : versions) {
            if (version.version() == number) {
                return version;
            }
        }
        throw new IllegalStateException("Version " + number + " has given rewards, and is not among the program's: "
                + versions.stream().map(ProgramVersion::label).toList());
    }

    /**
     * Whether what earlier versions gave becomes what the version gives, from its valid_from on. One that only ends what is there
     * says nothing new.
     */
    boolean isRaising(ProgramVersion version) {
        return version.retroactive() != Retroactive.NONE
                && at(version.validFromMillis()).version() == version.version()
                && versions.stream()
                        .filter(before -> before.version() < version.version())
                        .max(Comparator.comparingInt(ProgramVersion::version))
                        .filter(before -> before.as(
                                        version.version(), version.validFromMillis(), version.validToMillis())
                                .equals(version))
                        .isEmpty();
    }

    /** Whether what comes to stand at a time is decided by that version: it is in force then. */
    boolean decides(ProgramVersion version, long timeMillis) {
        ProgramVersion at = at(timeMillis);
        return at != null && at.version() == version.version() && timeMillis < version.validToMillis();
    }

    /** Null where the version has no such reward. */
    static Reward reward(ProgramVersion version, String rule) {
        for (Reward reward : version.rewards()) {
            if (reward.id().equals(rule)) {
                return reward;
            }
        }
        return null;
    }

    /**
     * Whether completions of a reward each earn by themselves, and may become others, or have other numbers, for as long as
     * something before them may be taken back.
     */
    boolean mayMove(int version, String rule) {
        Reward reward = reward(version(version), rule);
        return Firing.isOwn(reward.fire()) && !isOfSingleEvents(reward.on());
    }

    private static boolean isOfSingleEvents(Pattern pattern) {
        return pattern instanceof Pattern.Event
                || (pattern instanceof Pattern.Any any && any.parts().stream().allMatch(Terms::isOfSingleEvents));
    }

    /** In the file's order: without a ladder one; none where the version has no such reward. */
    List<Rung> rungs(int version, String rule) {
        return lineage.rungs(version, rule);
    }

    /** What an occurrence is of: of a ladder that rung; null where the version has none. */
    Rung rung(int version, String rule, int occurrence) {
        for (Rung rung : rungs(version, rule)) {
            if (rung.number() == 0 || rung.number() == occurrence) {
                return rung;
            }
        }
        return null;
    }

    /** What an occurrence gives. */
    List<Effect> effects(int version, String rule, int occurrence) {
        Rung rung = rung(version, rule, occurrence);
        return rung == null ? List.of() : rung.effects();
    }

    /** Whether a {@code release_when} is not listened to any more. */
    boolean isOver(String rule, int condition, long atMillis) {
        return awaited.stream()
                .noneMatch(each -> each.reward().equals(rule)
                        && each.number() == condition
                        && each.fromMillis() <= atMillis
                        && atMillis < each.untilMillis());
    }

    /** Whether a {@code release_when} that has come about stays so. */
    boolean lasts(String rule, int condition) {
        return awaited.stream()
                .anyMatch(each -> each.reward().equals(rule)
                        && each.number() == condition
                        && each.on().lasts());
    }

    /** The first time after that at which one is not listened to any more; Long.MAX_VALUE: never. */
    long nextOver(long afterMillis) {
        return awaited.stream()
                .mapToLong(Awaited::untilMillis)
                .filter(until -> until > afterMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
