package dev.milepost.programs.explain;

import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.OrderOf;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import java.util.ArrayList;
import java.util.List;

/** Says what earns a reward, how often, and whose events count together. */
final class RewardText {

    private final ProgramVersion program;
    private final PatternText patterns;
    private final EffectText effects;

    /** Of that program. */
    RewardText(ProgramVersion program, Wording wording, PatternText patterns) {
        this.program = program;
        this.patterns = patterns;
        effects = new EffectText(wording, patterns);
    }

    void write(Reward reward, Page page) {
        page.title(reward.id() + ", per " + Wording.word(reward.per()));
        page.sentence(subject(reward.per()));
        if (reward.fire() instanceof Fire.Ladder ladder) {
            ladder(reward, ladder, page);
            return;
        }
        patterns.write("Earned by ", reward.on(), page);
        page.sentence(often(reward.fire()));
        effects(reward, reward.on(), reward.fire().effects(), page);
    }

    private static String subject(Reward.Subject per) {
        return switch (per) {
            case REFERRAL -> "What one referred customer does counts, from the signup on.";
            case ADVOCATE ->
                "What one advocate does counts, and of all whom they have referred what is named so (referral.…).";
            case ACCOUNT ->
                "What all referred users of one account do counts together; the advocate is that of the account's"
                        + " first referral that is not rejected, which has to be cleared too.";
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

    private void ladder(Reward reward, Fire.Ladder ladder, Page page) {
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
                effects(reward, step.on(), step.effects(), page);
            });
        }
    }

    private void effects(Reward reward, Pattern on, List<Effect> given, Page page) {
        OrderOf order = OrderOf.reward(on, reward.per(), program.qualifies().event(), this::reaching);
        for (Effect effect : given) {
            page.item("-", effects.gives(effect), () -> effects.terms(effect, order, reward.per(), page));
        }
        if (given.size() > 1) {
            page.sentence("They are granted together, or none of them is.");
        }
    }

    private List<Pattern> reaching(String id) {
        List<Pattern> patterns = new ArrayList<>();
        program.asks().stream().filter(ask -> ask.id().equals(id)).forEach(ask -> patterns.add(ask.on()));
        program.rewards().stream().filter(reward -> reward.id().equals(id)).forEach(reward -> {
            if (reward.fire() instanceof Fire.Ladder ladder) {
                ladder.steps().forEach(step -> patterns.add(step.on()));
            } else {
                patterns.add(reward.on());
            }
        });
        return patterns;
    }
}
