package dev.milepost.programs;

import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Operator;
import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the part {@code qualifies} of a program file. */
final class QualificationReader {

    private static final String EXAMPLE = "{on: {event: order}, within: 90d}";
    private static final Set<String> OPERATORS =
            Arrays.stream(Operator.values()).map(Operator::word).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> OTHER_PATTERNS =
            Set.of("nth", "count", "sum", "level", "all", "any", "sequence", "timer", "absence");
    private static final int VALUE_DIGITS = 6;

    /** Null where the program names none. */
    private final Currency currency;

    private final Problems problems;

    QualificationReader(Currency currency, Problems problems) {
        this.currency = currency;
        this.problems = problems;
    }

    Qualification read(YamlNode node) {
        Qualification defaults = Qualification.DEFAULT;
        if (node == null || !node.expectMap("qualifies", EXAMPLE + ", or remove the key", problems)) {
            return defaults;
        }
        node.refuseOtherKeys("qualifies", Set.of("on", "within"), problems);
        YamlNode within = node.get("within");
        long withinMillis = within == null
                ? defaults.withinMillis()
                : Durations.exactMillis(within, "within", defaults.withinMillis(), problems);
        YamlNode on = node.get("on");
        if (on == null) {
            return new Qualification(defaults.event(), defaults.where(), withinMillis);
        }
        if (!on.expectMap("on", "{event: order}", problems) || refusesPattern(on)) {
            return defaults;
        }
        on.refuseOtherKeys("on", Set.of("event", "where"), problems);
        String event = event(on);
        return event == null ? defaults : new Qualification(event, where(on.get("where"), event), withinMillis);
    }

    private boolean refusesPattern(YamlNode on) {
        Set<String> patterns = new HashSet<>(on.entries().keySet());
        patterns.retainAll(OTHER_PATTERNS);
        patterns.forEach(pattern -> problems.add(
                on.entries().get(pattern).keyPlace(),
                "pattern " + pattern
                        + " cannot stand in qualifies, which one event decides: write {event: …, where: …},"
                        + " and the pattern under rewards"));
        return !patterns.isEmpty();
    }

    private String event(YamlNode on) {
        YamlNode node = on.get("event");
        if (node == null) {
            problems.add(on.place(), "on names no event: write {event: order}");
            return null;
        }
        String event = node.expectText("event", "an event's name, such as order", problems);
        if (event == null) {
            return null;
        }
        if (Names.DERIVED_EVENTS.stream().anyMatch(event::startsWith)) {
            problems.add(
                    node.place(),
                    "event " + event + " is decided only after a referral qualifies: name a click, signup or purchase");
            return null;
        }
        String lower = event.toLowerCase(Locale.ROOT);
        if (!lower.equals(event) && (Names.PURCHASES.contains(lower) || lower.equals(Names.SIGNUP))) {
            problems.add(node.place(), "event " + event + " is unknown: write " + lower);
            return null;
        }
        return event;
    }

    private List<Condition> where(YamlNode node, String event) {
        List<Condition> conditions = new ArrayList<>();
        if (node == null || !node.expectMap("where", "{amount: {at_least: 5.00}}, or remove the key", problems)) {
            return conditions;
        }
        node.entries().forEach((field, entry) -> {
            if (fits(field, entry, event)) {
                field(field, entry.value(), conditions);
            }
        });
        return conditions;
    }

    /** Whether an event of that name can have the field: else the condition could never hold. */
    private boolean fits(String field, YamlNode.Entry entry, String event) {
        boolean purchase = Names.PURCHASES.contains(event);
        if (field.startsWith("referrer.") || field.startsWith("referee.")) {
            problems.add(
                    entry.keyPlace(),
                    "field " + field + " is of a party, which only rewards know: use the event's own fields here");
            return false;
        }
        if (field.equals(Names.AMOUNT) || field.equals(Names.MRR)) {
            if (!purchase) {
                problems.add(
                        entry.keyPlace(),
                        "event " + event + " has no " + field + ", only purchases have: use value or a property");
                return false;
            }
            if (currency == null) {
                problems.add(
                        entry.keyPlace(),
                        "field " + field
                                + " is money, and the program names no currency: add currency: USD or another");
                return false;
            }
        }
        if (field.equals(Names.VALUE) && (purchase || event.equals(Names.SIGNUP))) {
            problems.add(
                    entry.keyPlace(),
                    "event " + event + " has no value, only clicks have: use " + (purchase ? "amount" : "a property"));
            return false;
        }
        return true;
    }

    private void field(String field, YamlNode value, List<Condition> conditions) {
        switch (value.kind()) {
            case MAP -> {
                if (value.entries().isEmpty()) {
                    problems.add(value.place(), field + " asks nothing: write " + field + ": {equal: …}");
                }
                value.entries().forEach((word, entry) -> operator(field, word, entry, conditions));
            }
            case LIST -> condition(field, Operator.ONE_OF, value, conditions);
            default -> condition(field, Operator.EQUAL, value, conditions);
        }
    }

    private void operator(String field, String word, YamlNode.Entry entry, List<Condition> conditions) {
        if (!OPERATORS.contains(word)) {
            problems.add(
                    entry.keyPlace(),
                    "operator " + word + " of " + field
                            + " is unknown: use at_least, at_most, more_than, less_than, equal, not_equal or one_of");
            return;
        }
        Operator operator = Operator.valueOf(word.toUpperCase(Locale.ROOT));
        if (operator.compares() && Names.TEXT_FIELDS.contains(field)) {
            problems.add(
                    entry.keyPlace(),
                    field + " is text, which " + word + " cannot compare: use equal, not_equal or one_of");
            return;
        }
        if (operator == Operator.ONE_OF
                && !entry.value().expectList("one_of", "a list, such as one_of: [pro, team]", problems)) {
            return;
        }
        condition(field, operator, entry.value(), conditions);
    }

    private void condition(String field, Operator operator, YamlNode value, List<Condition> conditions) {
        List<YamlNode> operands = operator == Operator.ONE_OF ? value.oneOrMore() : List.of(value);
        if (operands.isEmpty()) {
            problems.add(value.place(), "the list of " + field + " is empty, so nothing matches: name at least one");
            return;
        }
        int before = problems.count();
        Condition condition = switch (field) {
            case Names.AMOUNT -> exact(Measure.AMOUNT, field, operator, operands);
            case Names.MRR -> exact(Measure.MRR, field, operator, operands);
            case Names.VALUE -> exact(Measure.VALUE, field, operator, operands);
            default ->
                new Condition.Text(
                        field,
                        operator,
                        operands.stream()
                                .map(operand -> literal(field, operator, operand))
                                .toList());
        };
        if (problems.count() == before) {
            conditions.add(condition);
        }
    }

    private Condition exact(Measure kind, String field, Operator operator, List<YamlNode> operands) {
        boolean money = kind.isMoney();
        int digits = money ? currency.getDefaultFractionDigits() : VALUE_DIGITS;
        List<Long> numbers = new ArrayList<>();
        for (YamlNode operand : operands) {
            numbers.add(scaled(operand, field, digits, money));
        }
        return new Condition.Exact(kind, money ? currency.getCurrencyCode() : null, operator, List.copyOf(numbers));
    }

    /** A number in units of 10^-digits. */
    private long scaled(YamlNode node, String field, int digits, boolean money) {
        BigDecimal number = node.kind() == YamlNode.Kind.NUMBER ? Condition.Text.number(node.text()) : null;
        if (number == null) {
            problems.add(node.place(), field + " is " + node.written() + ", not a number: write one, such as 5.00");
            return 0;
        }
        if (money && number.signum() < 0) {
            problems.add(node.place(), field + " " + node.text() + " is below 0, where no amount is: write 0 or more");
            return 0;
        }
        try {
            return number.movePointRight(digits).longValueExact();
        } catch (ArithmeticException e) {
            problems.add(
                    node.place(),
                    field + " " + node.text() + " is finer than "
                            + (money ? currency.getCurrencyCode() + " has it" : "a value is kept") + " (" + digits
                            + " decimal places), or too large: round it");
            return 0;
        }
    }

    private Condition.Literal literal(String field, Operator operator, YamlNode node) {
        String text = node.expectText(field, "a text or a number", problems);
        BigDecimal number = text != null && node.kind() == YamlNode.Kind.NUMBER ? Condition.Text.number(text) : null;
        if (text != null && operator.compares() && number == null) {
            problems.add(
                    node.place(),
                    operator.word() + " of " + field + " is " + node.written()
                            + ", not a number: write one, such as 5");
        }
        return new Condition.Literal(text == null ? "" : text, number);
    }
}
