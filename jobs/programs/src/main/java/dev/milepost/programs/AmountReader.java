package dev.milepost.programs;

import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Measure;
import dev.milepost.programs.yaml.Place;
import dev.milepost.programs.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads how much an effect gives: {@code amount}, {@code units}, {@code percent} or {@code table}, one of them. */
final class AmountReader {

    static final Set<String> TABLE_KEYS = Set.of("by", "of", "else");

    private static final List<String> FORMS = List.of("amount", "units", "percent", "table");
    private static final long HUNDRED_PERCENT = 100_000_000;

    private final Values values;
    private final WhereReader where;

    AmountReader(Values values) {
        this.values = values;
        this.where = new WhereReader(values);
    }

    /**
     * The amount of an effect; null where it is wrong.
     *
     * @param unit null: money
     * @param completion what may complete the pattern; null where that is wrong
     */
    Amount read(YamlNode effect, String unit, Completion completion, Scope scope) {
        List<String> forms = new ArrayList<>(effect.entries().keySet());
        forms.retainAll(FORMS);
        if (forms.size() != 1) {
            values.add(
                    forms.isEmpty() ? effect.place() : effect.keyPlace(forms.get(1)),
                    forms.isEmpty()
                            ? "an effect says not how much: add amount: 20.00, units, percent or table"
                            : "an effect has both " + forms.get(0) + " and " + forms.get(1) + ": keep one");
            return null;
        }
        String form = forms.get(0);
        refuseOfAndMax(effect, form);
        YamlNode node = effect.get(form);
        return switch (form) {
            case "amount" -> amount(effect, node, unit);
            case "units" -> units(effect, node, unit);
            case "percent" -> percent(effect, node, unit, completion);
            default -> table(node, unit, completion, scope);
        };
    }

    private void refuseOfAndMax(YamlNode effect, String form) {
        for (String key : List.of("of", "max")) {
            if (!form.equals("percent") && effect.get(key) != null) {
                values.add(effect.keyPlace(key), key + " belongs to percent, and this is " + form + ": remove it");
            }
        }
    }

    private Amount amount(YamlNode effect, YamlNode node, String unit) {
        if (unit != null) {
            values.add(
                    effect.keyPlace("amount"),
                    "amount is money, and this effect has unit: " + unit + ": write units in the place of amount");
            return null;
        }
        return new Amount.Constant(values.money(node, "amount"));
    }

    private Amount units(YamlNode effect, YamlNode node, String unit) {
        if (unit == null) {
            values.add(
                    effect.keyPlace("units"),
                    "units are of nothing: add unit: MB, month or whatever is given, or write amount for money");
            return null;
        }
        return new Amount.Constant(values.quantity(node, "units"));
    }

    private Amount percent(YamlNode effect, YamlNode node, String unit, Completion completion) {
        if (unit != null) {
            values.add(effect.keyPlace("unit"), "a percentage is of money, not of units: remove unit, or write units");
        }
        long millionths = values.quantity(node, "percent");
        if (millionths > HUNDRED_PERCENT) {
            values.add(node.place(), "percent " + node.text() + " is more than 100: write what part it is, such as 20");
        }
        YamlNode maxNode = effect.get("max");
        long max = maxNode == null ? Long.MAX_VALUE : values.money(maxNode, "max");
        YamlNode ofNode = values.required(effect, "a percentage", "of", "amount");
        Measure of = measure(ofNode);
        if (of != null && values.isUsable(of, ofNode.place()) && completion != null && !completion.isPurchase()) {
            values.add(
                    ofNode.place(),
                    "a percentage is of the " + of.word() + " of the event that completes on, and " + unlike(completion)
                            + ": let on end with order or renewal, or write amount");
        }
        return new Amount.Percent(millionths, of, max);
    }

    private static String unlike(Completion completion) {
        return completion.byTimer() ? "a timer completes it" : String.join(", ", completion.events()) + " has none";
    }

    private Measure measure(YamlNode node) {
        String word = values.text(node, "of", "amount, mrr or arr");
        Measure measure = word == null ? null : Measure.of(word);
        if (word != null && (measure == null || !measure.isMoney())) {
            values.add(node.place(), "of " + word + " is no money of an event: write amount, mrr or arr");
            return null;
        }
        return measure;
    }

    private Amount table(YamlNode node, String unit, Completion completion, Scope scope) {
        String example = "{by: city, of: {london: 15.00}, else: 10.00}";
        if (!node.expectMap("table", example, values.problems)) {
            return null;
        }
        values.refuseOtherKeys(node, "table", TABLE_KEYS);
        YamlNode byNode = values.required(node, "table", "by", "city");
        String by = values.text(byNode, "by", "a field's name, such as city");
        if (by != null && Measure.of(by) != null) {
            values.add(
                    byNode.place(),
                    "a table by " + by + " would need each amount: name a text field, or write percent");
        } else if (by != null && completion != null) {
            fits(by, byNode.place(), completion, scope);
        }
        List<Amount.Row> rows = new ArrayList<>();
        YamlNode of = values.required(node, "table", "of", "{london: 15.00}");
        if (of != null && of.expectMap("of", "{london: 15.00}", values.problems)) {
            if (of.entries().isEmpty()) {
                values.add(of.place(), "of has no line: write {london: 15.00}, or amount in the place of table");
            }
            of.entries().forEach((key, entry) -> rows.add(row(key, entry, unit, rows)));
        }
        YamlNode other = node.get("else");
        return new Amount.Table(by, rows, other == null ? null : (Long) quantity(other, "else", unit));
    }

    private void fits(String field, Place place, Completion completion, Scope scope) {
        if (completion.byTimer()) {
            values.add(
                    place,
                    "a table by " + field + " takes the field of the event that completes on, and a timer completes it:"
                            + " let on end with an event, or write amount");
        } else {
            where.fits(field, place, List.copyOf(completion.events()), scope);
        }
    }

    private Amount.Row row(String key, YamlNode.Entry entry, String unit, List<Amount.Row> earlier) {
        BigDecimal number = Condition.Text.number(key);
        if (earlier.stream().anyMatch(row -> row.key().matches(key))) {
            values.add(entry.keyPlace(), key + " is the same as a line before: keep one");
        }
        return new Amount.Row(new Condition.Literal(key, number), quantity(entry.value(), key, unit));
    }

    private long quantity(YamlNode node, String what, String unit) {
        return unit == null ? values.money(node, what) : values.quantity(node, what);
    }
}
