package dev.milepost.programs.explain;

import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Ask.Guard;
import dev.milepost.programs.model.Span;

/** Says when a customer is asked, what stops it, and who is held out. */
final class AskText {

    private final PatternText patterns;

    AskText(PatternText patterns) {
        this.patterns = patterns;
    }

    void write(Ask ask, Page page) {
        page.title(ask.id() + (ask.category() == null ? "" : ", of the category " + ask.category()));
        patterns.write("The milestone: ", ask.on(), page);
        page.sentence("The customer is then asked by " + ask.channel() + " with the template " + ask.template() + ".");
        guards(ask.guards(), page);
        if (ask.experiment() == null) {
            page.sentence("There is no experiment: everybody is asked whom no guard stops.");
        } else {
            experiment(ask.experiment(), page);
        }
    }

    private void guards(Ask.Guards guards, Page page) {
        if (guards.inOrder().isEmpty()) {
            page.sentence("No guard stops it.");
            return;
        }
        page.sentence("Guards, in this order; the first that stops the ask is written down as the reason:");
        int number = 0;
        for (Guard guard : guards.inOrder()) {
            number++;
            page.item(number + ".", guard.word() + ": " + meaning(guard), () -> below(guard, page));
        }
    }

    private static String meaning(Guard guard) {
        if (guard instanceof Guard.NotBefore notBefore) {
            return "not in the first " + Wording.length(notBefore.afterSignup())
                    + " after the customer's signup; without a known signup it passes.";
        }
        if (guard instanceof Guard.Cooldown cooldown) {
            return "not within " + Wording.length(cooldown.length())
                    + " of when any ask, of any program, goes out to the customer, or was held out; one that waits holds"
                    + " its place until then.";
        }
        if (guard instanceof Guard.Quota quota) {
            return "at most " + Wording.times(quota.times()) + " " + Wording.window(quota.window()) + ", counting "
                    + counted(quota.by()) + ".";
        }
        if (guard instanceof Guard.SuppressIf) {
            return "not where any of these has happened to the customer since the program has had this guard (what was before"
                    + " is not known to it):";
        }
        if (guard instanceof Guard.ExcludeSegments exclude) {
            return "not for a customer in the segment "
                    + Wording.list(exclude.segments().stream().sorted().toList(), "or") + ".";
        }
        if (guard instanceof Guard.RequireMarketingConsent) {
            return "only with the customer's consent to marketing.";
        }
        Guard.RiskAtMost risk = (Guard.RiskAtMost) guard;
        return "only where no referral of the customer has a fraud score above " + Wording.number(risk.millionths())
                + "; the latest score of each counts, if it is of the last 90 days and not from before the program had"
                + " such a guard, and a customer without any passes.";
    }

    private static String counted(Guard.Quota.By by) {
        return switch (by) {
            case ASK -> "this ask alone, made or held out (by: ask)";
            case CATEGORY -> "the asks of this category, of all programs, made or held out (by: category)";
            case ALL -> "all asks of all programs, made or held out (by: all)";
        };
    }

    private void below(Guard guard, Page page) {
        if (guard instanceof Guard.SuppressIf suppressIf) {
            for (Ask.Suppressor suppressor : suppressIf.suppressors()) {
                String unless = suppressor.unless() == null
                        ? "."
                        : ", unless " + EventText.one(suppressor.unless()) + " has come after it.";
                page.item(
                        "-",
                        patterns.events().one(suppressor.event()) + " in the last "
                                + Wording.length(suppressor.within()) + unless);
            }
        }
    }

    private static void experiment(Ask.Experiment experiment, Page page) {
        page.sentence("The experiment " + experiment.id() + " divides customers by chance (salt "
                + experiment.salt() + "), to compare what they do in the " + Wording.length(experiment.horizonMillis())
                + " after it:");
        page.item(
                "-",
                experiment.holdout() == 0
                        ? "nobody is held out;"
                        : Wording.share(experiment.holdout())
                                + " are held out: they are not asked, and are what the others are compared with;");
        for (Ask.Arm arm : experiment.arms()) {
            page.item("-", Wording.share(arm.share()) + " are in the arm " + arm.name() + ": " + arm(arm));
        }
        if (experiment.arms().stream().anyMatch(arm -> !arm.delay().equals(Span.ZERO))) {
            page.sentence(
                    "An ask that waits is looked at again when it is due: where a guard stops it then, or the program has"
                            + " ended, it is withdrawn and does not go out. The customer stays in their arm.");
        }
    }

    private static String arm(Ask.Arm arm) {
        String when =
                arm.delay().equals(Span.ZERO) ? "asked at once" : "asked " + Wording.length(arm.delay()) + " later";
        String channel = arm.channel() == null ? "" : ", by " + arm.channel();
        String template = arm.template() == null ? "" : ", with the template " + arm.template();
        return when + channel + template + ".";
    }
}
