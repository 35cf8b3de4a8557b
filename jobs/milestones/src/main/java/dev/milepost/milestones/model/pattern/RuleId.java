package dev.milepost.milestones.model.pattern;

/**
 * Which milestone of which program.
 *
 * @param milestone the id of the ask or the reward
 * @param rung of a ladder, from 1; else 0
 */
public record RuleId(String program, String milestone, int rung) {

    /** 64 bits under which the state of the rule is found. */
    long key() {
        return PatternText.hash(program + '\n' + milestone + '\n' + rung);
    }
}
