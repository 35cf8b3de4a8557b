package dev.milepost.programs.explain;

import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Reward;
import java.util.List;

/** What a version of a program says, in sentences. */
public final class Explanation {

    /** What a line is. */
    public enum Kind {
        /** The name of a part of the program. */
        HEADING,
        /** The name of an ask or reward. */
        TITLE,
        SENTENCE,
        /** Of a list below the sentence before it. */
        ITEM
    }

    /**
     * A line that is not wrapped yet.
     *
     * @param depth how far within others it stands; 0: not at all
     * @param text with its number or mark where it is an item; a blank at which it may not break is U+00A0
     */
    public record Line(Kind kind, int depth, String text) {}

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

    /** The whole text, line by line, for whoever lays it out themselves. */
    public List<Line> lines() {
        return page.lines();
    }
}
