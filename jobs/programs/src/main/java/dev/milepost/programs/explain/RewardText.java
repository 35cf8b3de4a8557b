package dev.milepost.programs.explain;

import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import java.util.List;

/** Says what earns a reward, how often, and whose events count together. */
final class RewardText {

    private final PatternText patterns;
    private final EffectText effects;

    RewardText(Wording wording, PatternText patterns) {
        this.patterns = patterns;
        effects = new EffectText(wording, patterns);
    }

    void write(Reward reward, Page page) {
        page.title(reward.id() + ", per " + Wording.word(reward.per()));
        page.sentence(subject(reward.per()));
        if (reward.fire() instanceof Fire.Ladder ladder) {
            ladder(ladder, page);
            return;
        }
        patterns.write("Earned by ", reward.on(), page);
        page.sentence(often(reward.fire()));
        effects(reward.fire().effects(), page);
    }

    private static String subject(Reward.Subject per) {
        return switch (per) {
            case REFERRAL -> "What one referred customer does counts, from the signup on.";
            case ADVOCATE -> "What one advocate and all whom they have referred do counts together.";
            case ACCOUNT ->
                "What all referred users of one account do counts together; the advocate is that of the account's"
                        + " first referral.";
        };
    }

    private static String often(Fire fire) {
        if (fire instanceof Fire.Every every) {
            return "It is earned every " + Wording.ordinal(every.k()) + " time (fire: every " + every.k() + ").";
        }
        if (fire instanceof Fire.First first) {
            return "It is earned each time, " + Wording.times(first.n()) + " at most (fire: first " + first.n() + ").";
        }
        return "It is earned once.";
    }

    private void ladder(Fire.Ladder ladder, Page page) {
        page.sentence(
                ladder.ordered()
                        ? "A ladder (ordered): each rung is earned once, and only after the rung before it."
                        : "A ladder (all): each rung is earned once, by itself.");
        page.sentence(
                "Another version goes on with a rung that has the same pattern; where as many rungs are gone as are new,"
                        + " they are taken for the same ones, changed.");
        int number = 0;
        for (Reward.Step step : ladder.steps()) {
            number++;
            page.item(number + ".", "Rung " + number + ".", () -> {
                patterns.write("Earned by ", step.on(), page);
                effects(step.effects(), page);
            });
        }
    }

    private void effects(List<Effect> given, Page page) {
        for (Effect effect : given) {
            page.item("-", effects.gives(effect), () -> effects.terms(effect, page));
        }
        if (given.size() > 1) {
            page.sentence("They are granted together, or none of them is.");
        }
    }
}
