package dev.milepost.milestones.model.pattern;

/**
 * Which pattern of which program.
 *
 * @param milestone the id of the ask or the reward
 * @param rung of a ladder its {@linkplain dev.milepost.programs.Lineage number}, from 1; else 0, and of a {@code release_when}
 * @param condition of a {@code release_when} its number among the reward's, from 0; of what earns it {@link #EARNS}
 */
public record RuleId(String program, String milestone, int rung, int condition) {

    public static final int EARNS = -1;

    /** What an ask waits for, or what earns a reward. */
    public RuleId(String program, String milestone, int rung) {
        this(program, milestone, rung, EARNS);
    }

    /** Whether it says when a reward is released, and is no milestone. */
    public boolean isCondition() {
        return condition != EARNS;
    }

    /** 64 bits under which the state of the rule is found. */
    long key() {
        return PatternText.hash(program + '\n' + milestone + '\n' + rung + (isCondition() ? "\n" + condition : ""));
    }
}
