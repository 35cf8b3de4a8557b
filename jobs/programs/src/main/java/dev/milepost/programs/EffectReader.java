package dev.milepost.programs;

import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Effect.Kind;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code effects}: what each side gets. */
final class EffectReader {

    static final Set<String> KEYS = Set.of(
            "to",
            "kind",
            "amount",
            "units",
            "percent",
            "of",
            "max",
            "table",
            "unit",
            "hold",
            "release_when",
            "expire",
            "recur",
            "reverse_on",
            "cap");

    static final Set<String> RECUR_KEYS = Set.of("every", "times");
    static final int MAX_RECURRENCES = 1_000;

    /** What people write for an order that is called off: no event of the streams says that, only what is paid back. */
    private static final String CANCELLATION = "cancellation";

    private static final String NO_CANCELLATION =
            "reverse_on cancellation is no event: money that is paid back comes as"
                    + " refund or chargeback, so write those; to give nothing where somebody cancels during the hold, add"
                    + " release_when: {absence: {event: subscription_cancelled, during: 30d, after: {event: order}}}";

    /** Kinds that no money can be. */
    private static final Set<Kind> UNITS_ONLY = Set.of(Kind.UNITS, Kind.ENTITLEMENT);

    private final Values values;
    private final AmountReader amounts;
    private final CapReader caps;
    private final PatternReader patterns;

    EffectReader(Values values) {
        this.values = values;
        this.amounts = new AmountReader(values);
        this.caps = new CapReader(values);
        this.patterns = new PatternReader(values);
    }

    /**
     * The effects of a reward or a rung.
     *
     * @param map what has the key effects
     * @param on what earns them; null where it is wrong
     */
    List<Effect> read(YamlNode map, String what, Pattern on, Scope scope) {
        List<Effect> effects = new ArrayList<>();
        YamlNode list = values.required(map, what, "effects", "[{to: advocate, kind: credit, amount: 20.00}]");
        if (list == null
                || !list.expectList("effects", "[{to: advocate, kind: credit, amount: 20.00}]", values.problems)) {
            return effects;
        }
        if (list.oneOrMore().isEmpty()) {
            values.add(list.place(), what + " gives nothing: add an effect, or remove it");
        }
        Completion completion = on == null ? null : Completion.of(on);
        for (YamlNode item : list.oneOrMore()) {
            if (item.expectMap("an effect", "{to: advocate, kind: credit, amount: 20.00}", values.problems)) {
                effects.add(effect(item, on, completion, scope));
            }
        }
        return effects;
    }

    private Effect effect(YamlNode node, Pattern on, Completion completion, Scope scope) {
        values.refuseOtherKeys(node, "an effect", KEYS);
        Effect.Side to = to(node, completion, scope);
        YamlNode kindNode = values.required(node, "an effect", "kind", "credit");
        Kind kind = values.word(kindNode, "kind", Kind.class);
        String unit = values.text(node.get("unit"), "unit", "what is given, such as MB or month");
        refuseMoney(unit, node);
        refuseUnlikeKind(kindNode, kind, unit, node);
        Amount amount = amounts.read(node, unit, completion, scope);
        YamlNode hold = node.get("hold");
        YamlNode release = node.get("release_when");
        YamlNode expire = node.get("expire");
        return new Effect(
                to,
                kind,
                amount,
                unit,
                hold == null ? Span.ZERO : hold(hold),
                release == null ? null : patterns.read(release, "release_when", scope),
                expire == null ? null : Durations.span(expire, "expire", values.problems),
                recur(node.get("recur")),
                reverseOn(node.get("reverse_on"), on, scope),
                caps.read(node.get("cap"), unit, amount));
    }

    private Effect.Side to(YamlNode node, Completion completion, Scope scope) {
        YamlNode toNode = values.required(node, "an effect", "to", "advocate");
        if (toNode != null && toNode.text().equals("both")) {
            values.add(toNode.place(), "to both is two effects: write one to: advocate and one to: referee");
            return null;
        }
        Effect.Side to = values.word(toNode, "to", Effect.Side.class);
        if (to == Effect.Side.REFEREE && scope.isAdvocate() && completion != null && !completion.isOfReferees()) {
            values.add(
                    toNode.place(),
                    "per: advocate, an effect to the referee needs one: let on end with a referral. event, or count"
                            + " per: referral");
        }
        return to;
    }

    /** The ledger has the unit where money has its currency. */
    private void refuseMoney(String unit, YamlNode effect) {
        if (unit != null
                && Currency.getAvailableCurrencies().stream()
                        .anyMatch(currency -> currency.getCurrencyCode().equals(unit))) {
            values.add(
                    effect.get("unit").place(),
                    "unit " + unit
                            + " is the code of a currency, and would be counted as money: name what is given, such as"
                            + " MB or month, or write amount for money");
        }
    }

    private void refuseUnlikeKind(YamlNode kindNode, Kind kind, String unit, YamlNode effect) {
        if (kind == Kind.CASH && unit != null) {
            values.add(effect.keyPlace("unit"), "cash is money and has no unit: remove unit, or write kind: units");
        }
        if (kind != null && UNITS_ONLY.contains(kind) && unit == null && effect.get("units") == null) {
            values.add(
                    kindNode.place(),
                    "kind " + kindNode.text()
                            + " is no money and needs its unit: add units: 1 and unit: what is given");
        }
    }

    /** No longer than orders are kept, since a refund after that would be no order's. */
    private Span hold(YamlNode node) {
        Span hold = Durations.spanOrZero(node, "hold", values.problems);
        return Durations.withinRetention(node, "hold", hold, values.problems);
    }

    private Effect.Recurrence recur(YamlNode node) {
        if (node == null || !node.expectMap("recur", "{every: 1mo, times: 12}", values.problems)) {
            return null;
        }
        values.refuseOtherKeys(node, "recur", RECUR_KEYS);
        YamlNode everyNode = values.required(node, "recur", "every", "1mo");
        Span every = everyNode == null ? null : Durations.span(everyNode, "every", values.problems);
        YamlNode timesNode = values.required(node, "recur", "times", "12");
        long times = values.whole(timesNode, "times", 1);
        if (timesNode != null && timesNode.text().equals("1")) {
            values.add(timesNode.place(), "times 1 is once, which needs no recur: remove it, or write 2 or more");
        }
        if (times > MAX_RECURRENCES) {
            values.add(timesNode.place(), "times " + times + " is more than " + MAX_RECURRENCES + ": write fewer");
        }
        return new Effect.Recurrence(every, (int) times);
    }

    private Set<Effect.Reversal> reverseOn(YamlNode node, Pattern on, Scope scope) {
        Set<Effect.Reversal> reversals = new LinkedHashSet<>();
        if (node != null && node.expectList("reverse_on", "[refund, chargeback]", values.problems)) {
            for (YamlNode item : node.oneOrMore()) {
                if (item.isScalar() && item.text().equals(CANCELLATION)) {
                    values.add(item.place(), NO_CANCELLATION);
                    continue;
                }
                Effect.Reversal reversal = values.word(item, "reverse_on", Effect.Reversal.class);
                if (reversal != null) {
                    reversals.add(reversal);
                }
            }
        }
        if (!reversals.isEmpty() && on != null) {
            scope.reverse(node.place(), on);
        }
        return reversals;
    }
}
