package dev.milepost.programs.explain;

import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Operator;
import dev.milepost.programs.model.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names events, and says what must hold of them. */
final class EventText {

    private static final Map<String, String> KNOWN = Map.of(
            Names.SIGNUP,
            "signup",
            Names.ORDER,
            "order",
            "renewal",
            "renewal",
            "refund",
            "refund",
            "chargeback",
            "chargeback",
            "refund_cancelled",
            "cancelled refund (refund_cancelled)",
            Names.REFERRAL_BOUND,
            "referral that is bound (referral.bound)",
            Names.REFERRAL_QUALIFIED,
            "referral that qualifies (referral.qualified)");

    private final Wording wording;

    EventText(Wording wording) {
        this.wording = wording;
    }

    /** {@code an order with an amount of at least $5.00}. */
    String one(Pattern.Event event) {
        String named = named(event, "or");
        return article(named) + " " + named + conditions(event.where());
    }

    /** {@code an order}. */
    static String one(String name) {
        String named = name(name);
        return article(named) + " " + named;
    }

    /** {@code order with an amount of at least $5.00}, after a number or an ordinal. */
    String bare(Pattern.Event event) {
        return named(event, "or") + conditions(event.where());
    }

    private static String named(Pattern.Event event, String conjunction) {
        return Wording.list(event.names().stream().map(EventText::name).toList(), conjunction);
    }

    static String name(String name) {
        String known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        if (name.startsWith(Names.REFERRAL)) {
            return name(name.substring(Names.REFERRAL.length())) + " of a referred customer (" + name + ")";
        }
        if (name.startsWith(Names.MILESTONE)) {
            return "milestone " + name.substring(Names.MILESTONE.length()) + " (" + name + ")";
        }
        return "event " + name;
    }

    private static String article(String noun) {
        boolean vowel = "aeiou".indexOf(noun.charAt(0)) >= 0 || noun.equals(Names.MRR);
        return vowel ? "an" : "a";
    }

    /** With a blank before it; empty where there is none. */
    String conditions(List<Condition> where) {
        List<String> parts = new ArrayList<>();
        for (Condition condition : where) {
            parts.add(condition(condition));
        }
        return parts.isEmpty() ? "" : " with " + Wording.list(parts, "and");
    }

    private String condition(Condition condition) {
        if (condition instanceof Condition.Exact exact) {
            List<String> operands = exact.operands().stream()
                    .map(n -> quantity(exact.field(), n))
                    .toList();
            return compared(exact.field().word(), exact.operator(), operands);
        }
        if (condition instanceof Condition.Text text) {
            List<String> operands =
                    text.operands().stream().map(Condition.Literal::text).toList();
            return compared(text.field(), text.operator(), operands);
        }
        Condition.Fields fields = (Condition.Fields) condition;
        String same = fields.operator() == Operator.NOT_EQUAL ? "not the same as" : "the same as";
        return article(fields.field()) + " " + fields.field() + " that is "
                + (fields.operator().compares() ? fields.operator().word().replace('_', ' ') : same) + " "
                + fields.other() + " (never where one of the two is not known)";
    }

    /** In words, a measure that the event carries in fixed point. */
    String quantity(Measure measure, long number) {
        return measure.isMoney() ? wording.money(number) : Wording.number(number);
    }

    private static String compared(String field, Operator operator, List<String> operands) {
        String these = Wording.list(operands, "or");
        String one = field.endsWith("s") ? field : article(field) + " " + field;
        return switch (operator) {
            case AT_LEAST -> one + " of at least " + these;
            case AT_MOST -> one + " of at most " + these;
            case MORE_THAN -> one + " of more than " + these;
            case LESS_THAN -> one + " of less than " + these;
            case EQUAL, ONE_OF -> "the " + field + " " + these;
            case NOT_EQUAL -> "a known " + field + " other than " + these;
        };
    }
}
