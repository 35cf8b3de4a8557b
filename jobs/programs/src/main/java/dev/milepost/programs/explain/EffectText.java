package dev.milepost.programs.explain;

import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.OrderOf;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.util.ArrayList;
import java.util.List;

/** Says what one side gets, when it is free, and what ends or limits it. */
final class EffectText {

    private final Wording wording;
    private final PatternText patterns;

    EffectText(Wording wording, PatternText patterns) {
        this.wording = wording;
        this.patterns = patterns;
    }

    /** {@code The advocate gets $20.00 as credit.} */
    String gives(Effect effect) {
        String kind = switch (effect.kind()) {
            case MANUAL -> ", which a person sees to by hand (manual)";
            case CASH, CREDIT, DISCOUNT, ENTITLEMENT, UNITS, GIFT -> " as " + Wording.word(effect.kind());
        };
        return "The " + Wording.word(effect.to()) + " gets " + amount(effect) + kind + ".";
    }

    private String amount(Effect effect) {
        if (effect.amount() instanceof Amount.Constant constant) {
            return quantity(effect, constant.quantity());
        }
        if (effect.amount() instanceof Amount.Percent percent) {
            String max =
                    percent.maxMinor() == Long.MAX_VALUE ? "" : " and at most " + wording.money(percent.maxMinor());
            return Wording.percent(percent.millionths()) + " of the "
                    + percent.of().word() + " of what completes it (rounded down" + max + ")";
        }
        Amount.Table table = (Amount.Table) effect.amount();
        List<String> rows = new ArrayList<>();
        for (Amount.Row row : table.rows()) {
            rows.add(quantity(effect, row.quantity()) + " for " + row.key().text());
        }
        rows.add(
                table.otherwise() == null
                        ? "no reward at all for any other"
                        : quantity(effect, table.otherwise()) + " for any other");
        return "by the " + table.by() + " of what completes it " + Wording.list(rows, "and") + ",";
    }

    private String quantity(Effect effect, long quantity) {
        return effect.unit() == null ? wording.money(quantity) : Wording.units(quantity, effect.unit());
    }

    /**
     * What else holds, below what is given.
     *
     * @param order which it hangs on
     */
    void terms(Effect effect, OrderOf order, Reward.Subject per, Page page) {
        if (effect.recur() != null) {
            page.sentence("It is given " + Wording.times(effect.recur().times()) + ", the first at once and then every "
                    + Wording.length(effect.recur().every()) + ", as long as what earned it stands.");
        }
        hold(effect, page);
        if (effect.expire() != null) {
            page.sentence("It expires " + Wording.length(effect.expire())
                    + " after its release, if it has not been paid by then.");
        }
        if (!effect.reverseOn().isEmpty()) {
            page.sentence(reversal(effect, order, per));
        }
        for (Cap cap : effect.caps()) {
            page.sentence(cap(effect, cap));
        }
        if (!effect.caps().isEmpty()) {
            page.sentence("What has no room there is not granted, then or later; what is void makes room again.");
        }
    }

    private void hold(Effect effect, Page page) {
        String it = effect.recur() == null ? "It" : "Each time that it is given it";
        String hold = effect.hold().equals(Span.ZERO)
                ? it + " is held only until it is cleared (see Review)"
                : it + " is held for " + Wording.length(effect.hold())
                        + " at least, and until it is cleared (see Review)";
        if (effect.releaseWhen() == null) {
            page.sentence(hold + ".");
        } else {
            patterns.write(hold + ", and until ", effect.releaseWhen(), page);
            page.sentence(since(effect.releaseWhen(), effect.recur() != null));
        }
    }

    /** Whether what was so before counts. */
    private static String since(Pattern awaited, boolean recurs) {
        if (awaited.lasts()) {
            return "That counts whether it comes before it is earned or after"
                    + (recurs ? ", each time that it is given." : ".");
        }
        String each = recurs ? "; each time that it is given waits for it anew." : ".";
        return awaited instanceof Pattern.Level
                ? "To be at that when it is earned is not enough: it has to rise to that afterwards, or with what earns it"
                        + each
                : "That has to happen after it is earned, or with what earns it: what happened before does not count"
                        + each;
    }

    private static String reversal(Effect effect, OrderOf order, Reward.Subject per) {
        List<String> causes = effect.reverseOn().stream()
                .sorted()
                .map(cause -> "a " + Wording.word(cause))
                .toList();
        return Wording.capital(Wording.list(causes, "or")) + " of " + order(order, per)
                + " takes it back, also after it was paid; one of a part takes back that part.";
    }

    private static String order(OrderOf order, Reward.Subject per) {
        List<String> orders = new ArrayList<>();
        if (order.completing() || !order.any()) {
            orders.add("the order that completes it");
        }
        if (order.leading()) {
            orders.add("the order that led to it (of several, the one of which most is left)");
        }
        if (order.qualifying()) {
            orders.add("the order by which the referral "
                    + (per == Reward.Subject.REFERRAL ? "qualified" : "whose event completes it qualified"));
        }
        return String.join(" or, where none does, of ", orders);
    }

    private String cap(Effect effect, Cap cap) {
        String most = cap.count() == null
                ? "at most " + quantity(effect, cap.sum()) + " of it"
                : "it at most " + Wording.times(cap.count());
        String window = cap.window().equals(Window.LIFETIME) ? "altogether" : Wording.window(cap.window());
        return "One " + Wording.word(effect.to()) + " gets " + most + " " + window + "; what was reversed "
                + (cap.reversedGivesBack() ? "may be granted again." : "still counts.")
                + " Another version goes on with the count where it gives that side the same kind.";
    }
}
