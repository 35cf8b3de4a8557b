package dev.milepost.programs.explain;

import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Reward;

/** What a version of a program says, in sentences. */
public final class Explanation {

    private final Page page = new Page();

    private Explanation(ProgramVersion program) {
        Wording wording = new Wording(program.currency());
        PatternText patterns = new PatternText(wording);
        new TermsText(wording, patterns).write(program, page);
        if (!program.asks().isEmpty()) {
            page.heading("Asks: when a customer is asked for a referral");
            page.sentence("Whoever has opted out is never asked.");
        }
        AskText asks = new AskText(patterns);
        for (Ask ask : program.asks()) {
            asks.write(ask, page);
        }
        if (!program.rewards().isEmpty()) {
            page.heading("Rewards: who gets what, and when");
        }
        RewardText rewards = new RewardText(program, wording, patterns);
        for (Reward reward : program.rewards()) {
            rewards.write(reward, page);
        }
        if (program.review() != null) {
            new ReviewText(wording).write(program.review(), page);
        }
    }

    public static Explanation of(ProgramVersion program) {
        return new Explanation(program);
    }

    /**
     * The whole text.
     *
     * @param width columns of a line; a word that is longer stands alone
     */
    public String text(int width) {
        return page.text(width);
    }
}
