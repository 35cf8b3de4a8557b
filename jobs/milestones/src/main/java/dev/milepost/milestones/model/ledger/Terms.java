package dev.milepost.milestones.model.ledger;

import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** All versions of one program: they come from its file, and none is ever taken away. */
public final class Terms {

    private final List<ProgramVersion> versions;

    private Terms(List<ProgramVersion> versions) {
        this.versions = versions;
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
     * The version by whose amounts an effect is given at a time, of what another version granted: the latest retroactive one by
     * then that gives the like; without any, the granting one.
     */
    int amountVersion(int granting, String rule, int occurrence, int effect, long timeMillis) {
        int last = granting;
        for (ProgramVersion version : versions) {
            if (version.version() > granting
                    && version.retroactive() != Retroactive.NONE
                    && version.validFromMillis() <= timeMillis
                    && isAlike(last, version, rule, occurrence, effect)) {
                last = version.version();
            }
        }
        return last;
    }

    /** Whether a version gives what an earlier one gave, of which only the amount may differ. */
    boolean isAlike(int earlier, ProgramVersion version, String rule, int occurrence, int effect) {
        Reward reward = reward(version, rule);
        List<Effect> effects = reward == null ? List.of() : effects(reward, occurrence);
        if (effect >= effects.size()) {
            return false;
        }
        Effect before = effects(reward(version(earlier), rule), occurrence).get(effect);
        Effect after = effects.get(effect);
        return before.to() == after.to()
                && before.kind() == after.kind()
                && Objects.equals(before.unit(), after.unit())
                && Objects.equals(version(earlier).currency(), version.currency());
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

    /** What an occurrence gives: of a ladder, that of the rung. */
    static List<Effect> effects(Reward reward, int occurrence) {
        if (reward.fire() instanceof Fire.Ladder ladder) {
            return occurrence >= 1 && occurrence <= ladder.steps().size()
                    ? ladder.steps().get(occurrence - 1).effects()
                    : List.of();
        }
        return reward.fire().effects();
    }
}
