package dev.milepost.programs;

import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Operator;
import dev.milepost.programs.yaml.Nearest;
import dev.milepost.programs.yaml.Place;
import dev.milepost.programs.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code where}: what must hold of an event. */
final class WhereReader {

    static final Set<String> OPERATORS =
            Arrays.stream(Operator.values()).map(Operator::word).collect(Collectors.toUnmodifiableSet());

    /** What people write for the two prefixes of parties. */
    private static final Set<String> REFERRER_SYNONYMS = Set.of("advocate", "referer", "refferer", "referrers");

    private static final Set<String> REFEREE_SYNONYMS = Set.of("referred", "referral", "refree", "referees", "friend");

    private final Values values;

    WhereReader(Values values) {
        this.values = values;
    }

    /** The conditions on events of those names; empty where there is no node. */
    List<Condition> read(YamlNode node, List<String> events, Scope scope) {
        List<Condition> conditions = new ArrayList<>();
        if (node == null
                || !node.expectMap("where", "{amount: {at_least: 5.00}}, or remove the key", values.problems)) {
            return conditions;
        }
        node.entries().forEach((field, entry) -> {
            if (fits(field, entry.keyPlace(), events, scope)) {
                field(field, entry.value(), new Context(events, scope), conditions);
            }
        });
        return conditions;
    }

    private record Context(List<String> events, Scope scope) {}

    /** Whether events of those names can have the field; says so where not, since the condition could never hold. */
    boolean fits(String field, Place place, List<String> events, Scope scope) {
        if (values.isMinor(field, place) || !isPartyWell(field, place, events, scope)) {
            return false;
        }
        Measure measure = Measure.of(field);
        if (measure == null) {
            return true;
        }
        for (String event : events) {
            if (!fits(measure, place, event)) {
                return false;
            }
        }
        return values.isUsable(measure, place);
    }

    private boolean fits(Measure measure, Place place, String event) {
        String own = event.startsWith(Names.REFERRAL) ? event.substring(Names.REFERRAL.length()) : event;
        boolean derived = event.equals(Names.REFERRAL_BOUND)
                || event.equals(Names.REFERRAL_QUALIFIED)
                || event.startsWith(Names.REWARD)
                || event.startsWith(Names.MILESTONE);
        boolean purchase = Names.PURCHASES.contains(own);
        String has = "event " + event + " has no " + measure.word();
        if (derived) {
            values.add(place, has + ", it is told by Milepost: use a field of a party, or name the event itself");
            return false;
        }
        if (measure.isMoney() && !purchase) {
            values.add(place, has + ", only purchases have: use value or a property");
            return false;
        }
        if (!measure.isMoney() && (purchase || own.equals(Names.SIGNUP))) {
            values.add(place, has + ", only clicks have: use " + (purchase ? "amount" : "a property"));
            return false;
        }
        return true;
    }

    private static boolean isParty(String field) {
        return field.startsWith(Names.REFERRER) || field.startsWith(Names.REFEREE);
    }

    private boolean isPartyWell(String field, Place place, List<String> events, Scope scope) {
        if (!isParty(field)) {
            return isNoSynonym(field, place);
        }
        if (scope.seesEventsAlone()) {
            values.add(
                    place,
                    "field " + field + " is of a party, which only rewards know: use the event's own fields here");
            return false;
        }
        boolean ofReferee = events.stream().allMatch(event -> event.startsWith(Names.REFERRAL));
        if (ofReferee || (scope.isReward() && !scope.isAdvocate())) {
            return true;
        }
        if (scope.isAsk() || field.startsWith(Names.REFEREE)) {
            values.add(
                    place,
                    "field " + field + " is of a party, and " + String.join(", ", events)
                            + " is an event of the user alone: use its own fields, or name a referral. event");
            return false;
        }
        return true;
    }

    private boolean isNoSynonym(String field, Place place) {
        int dot = field.indexOf('.');
        String prefix = dot < 0 ? "" : field.substring(0, dot);
        String meant = REFERRER_SYNONYMS.contains(prefix)
                ? Names.REFERRER
                : REFEREE_SYNONYMS.contains(prefix) ? Names.REFEREE : null;
        if (meant != null) {
            values.add(place, "field " + field + " is of no party: write " + meant + field.substring(dot + 1));
        }
        return meant == null;
    }

    private void field(String field, YamlNode value, Context context, List<Condition> conditions) {
        switch (value.kind()) {
            case MAP -> {
                if (value.entries().isEmpty()) {
                    values.add(value.place(), field + " asks nothing: write " + field + ": {equal: …}");
                }
                List<Condition> together = new ArrayList<>();
                value.entries().forEach((word, entry) -> operator(field, word, entry, context, together));
                if (Contradiction.isIn(together)) {
                    values.add(
                            value.place(),
                            "no " + field + " is " + spoken(value)
                                    + " at once, so nothing matches: change one of them");
                }
                conditions.addAll(together);
            }
            case LIST -> condition(field, Operator.ONE_OF, value, context, conditions);
            default -> condition(field, Operator.EQUAL, value, context, conditions);
        }
    }

    /** {@code at least 10 and less than 10}. */
    private static String spoken(YamlNode operators) {
        List<String> words = new ArrayList<>();
        operators
                .entries()
                .forEach((word, entry) -> words.add(word.replace('_', ' ') + " "
                        + (entry.value().isScalar() ? entry.value().text() : "these")));
        return String.join(" and ", words);
    }

    private void operator(
            String field, String word, YamlNode.Entry entry, Context context, List<Condition> conditions) {
        if (!OPERATORS.contains(word)) {
            values.add(
                    entry.keyPlace(),
                    "operator " + word + " of " + field + " is unknown: "
                            + Nearest.to(word, OPERATORS)
                                    .map(meant -> "write " + meant)
                                    .orElse("use at_least, at_most, more_than, less_than, equal, not_equal or one_of"));
            return;
        }
        Operator operator = Operator.valueOf(word.toUpperCase(Locale.ROOT));
        if (operator.compares() && Names.TEXT_FIELDS.contains(withoutParty(field))) {
            values.add(
                    entry.keyPlace(),
                    field + " is text, which " + word + " cannot compare: use equal, not_equal or one_of");
            return;
        }
        if (operator == Operator.ONE_OF
                && !entry.value().expectList("one_of", "a list, such as one_of: [pro, team]", values.problems)) {
            return;
        }
        condition(field, operator, entry.value(), context, conditions);
    }

    private static String withoutParty(String field) {
        return isParty(field) ? field.substring(field.indexOf('.') + 1) : field;
    }

    private void condition(
            String field, Operator operator, YamlNode value, Context context, List<Condition> conditions) {
        List<YamlNode> operands = operator == Operator.ONE_OF ? value.oneOrMore() : List.of(value);
        if (operands.isEmpty()) {
            values.add(value.place(), "the list of " + field + " is empty, so nothing matches: name at least one");
            return;
        }
        int before = values.problems.count();
        Condition condition = condition(field, operator, operands, context);
        if (values.problems.count() == before) {
            conditions.add(condition);
        }
    }

    private Condition condition(String field, Operator operator, List<YamlNode> operands, Context context) {
        Measure measure = Measure.of(field);
        YamlNode first = operands.get(0);
        if (measure == null && first.isScalar() && isParty(first.text().strip())) {
            return fields(field, operator, first, context);
        }
        if (measure == null) {
            return new Condition.Text(
                    field,
                    operator,
                    operands.stream()
                            .map(operand -> literal(field, operator, operand))
                            .toList());
        }
        List<Long> numbers = new ArrayList<>();
        for (YamlNode operand : operands) {
            numbers.add(values.of(measure, operand, field));
        }
        return new Condition.Exact(
                measure, measure.isMoney() ? values.currency() : null, operator, List.copyOf(numbers));
    }

    private Condition fields(String field, Operator operator, YamlNode other, Context context) {
        String name = other.text().strip();
        isPartyWell(name, other.place(), context.events(), context.scope());
        if (operator == Operator.ONE_OF) {
            values.add(other.place(), "a list holds texts, not fields: write " + field + ": {equal: " + name + "}");
        }
        if (name.equals(field)) {
            values.add(other.place(), field + " is compared with itself: name the other party's field");
        }
        return new Condition.Fields(field, operator, name);
    }

    private Condition.Literal literal(String field, Operator operator, YamlNode node) {
        String text = node.expectText(field, "a text or a number", values.problems);
        BigDecimal number = text != null && node.kind() == YamlNode.Kind.NUMBER ? Condition.Text.number(text) : null;
        if (text != null && operator.compares() && number == null) {
            values.add(
                    node.place(),
                    operator.word() + " of " + field + " is " + node.written()
                            + ", not a number: write one, such as 5");
        }
        return new Condition.Literal(text == null ? "" : text, number);
    }
}
