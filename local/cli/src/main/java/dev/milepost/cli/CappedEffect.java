package dev.milepost.cli;

import dev.milepost.programs.Lineage;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.Rung;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Reward;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * An effect that has caps, in the version in force, and where the rows of that version and of those before have it: a cap goes on
 * counting what was granted before a file was edited.
 *
 * @param rule the reward's id
 * @param name as the file in force has it: rung and effect by their places, from 1
 * @param effect as the version in force has it
 * @param places at least that of the version in force
 */
record CappedEffect(String rule, String name, Effect effect, List<Place> places) {

    /**
     * Where a version has it.
     *
     * @param rung by {@linkplain Lineage number}, which is its rows' {@code nth}; 0: no ladder
     * @param index in the version's file, which is its rows' {@code effect}
     */
    private record Place(int version, int rung, int index) {

        /** A row without an effect is of the only one for its side. */
        String condition() {
            return "(version = " + version + (rung == 0 ? "" : " AND nth = " + rung) + " AND ifNull(effect, " + index
                    + ") = " + index + ")";
        }
    }

    /**
     * Those of the last version.
     *
     * @param oldestFirst all versions of a program, up to the one in force
     */
    static List<CappedEffect> of(List<ProgramVersion> oldestFirst) {
        Lineage lineage = Lineage.of(oldestFirst);
        ProgramVersion inForce = oldestFirst.get(oldestFirst.size() - 1);
        List<CappedEffect> capped = new ArrayList<>();
        for (Reward reward : inForce.rewards()) {
            List<Rung> rungs = lineage.rungs(inForce.version(), reward.id());
            for (int r = 0; r < rungs.size(); r++) {
                Rung rung = rungs.get(r);
                String name = reward.id() + (rung.number() == 0 ? "" : ", rung " + (r + 1));
                for (int i = 0; i < rung.effects().size(); i++) {
                    Effect effect = rung.effects().get(i);
                    if (!effect.caps().isEmpty()) {
                        capped.add(new CappedEffect(
                                reward.id(),
                                name + (isAlone(effect, rung.effects()) ? "" : ", effect " + (i + 1)),
                                effect,
                                places(
                                        oldestFirst,
                                        lineage,
                                        reward.id(),
                                        rung.number(),
                                        rung.effectNumbers().get(i))));
                    }
                }
            }
        }
        return capped;
    }

    private static List<Place> places(
            List<ProgramVersion> versions, Lineage lineage, String rule, int rungNumber, int effectNumber) {
        List<Place> places = new ArrayList<>();
        for (ProgramVersion version : versions) {
            for (Rung rung : lineage.rungs(version.version(), rule)) {
                int index = rung.effectNumbers().indexOf(effectNumber);
                if (rung.number() == rungNumber && index >= 0) {
                    places.add(new Place(version.version(), rungNumber, index));
                }
            }
        }
        return List.copyOf(places);
    }

    /** Whether no other gives the like to the same side, so that it needs no number to be known by. */
    private static boolean isAlone(Effect effect, List<Effect> effects) {
        return effects.stream()
                        .filter(each -> each.to() == effect.to()
                                && each.kind() == effect.kind()
                                && Objects.equals(each.unit(), effect.unit()))
                        .count()
                == 1;
    }

    /** Which rows of {@code reward_use}, of this program, reward and side, are of it. */
    String condition() {
        return places.stream().map(Place::condition).collect(Collectors.joining(" OR ", "(", ")"));
    }
}
