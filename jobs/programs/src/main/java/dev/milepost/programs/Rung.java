package dev.milepost.programs;

import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Pattern;
import java.util.List;

/**
 * A rung of a reward's ladder in one version, or all of a reward without one, under the numbers that {@link Lineage} gives.
 *
 * @param number of the rung, from 1; 0: no ladder
 * @param on what earns it
 * @param effects in the file's order
 * @param effectNumbers of each effect, from 0
 * @param conditionNumbers of each effect's {@code release_when} among the reward's, from 0; {@link #NONE} where it has none
 */
public record Rung(
        int number, Pattern on, List<Effect> effects, List<Integer> effectNumbers, List<Integer> conditionNumbers) {

    /** No {@code release_when}. */
    public static final int NONE = -1;

    public Rung {
        effects = List.copyOf(effects);
        effectNumbers = List.copyOf(effectNumbers);
        conditionNumbers = List.copyOf(conditionNumbers);
    }

    /** The effect of that number; null: it has none. */
    public Effect effect(int effectNumber) {
        int index = effectNumbers.indexOf(effectNumber);
        return index < 0 ? null : effects.get(index);
    }
}
