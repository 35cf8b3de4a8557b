package dev.milepost.programs;

import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.Window;
import dev.milepost.programs.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code cap}: one map, or a list of them, all of which hold. */
final class CapReader {

    static final Set<String> KEYS = Set.of("count", "amount", "units", "within", "per", "gap", "reversed_gives_back");

    private static final List<String> FORMS = List.of("count", "amount", "units");
    private static final String EXAMPLE = "{count: 10, per: year}";

    private final Values values;
    private final WindowReader windows;

    CapReader(Values values) {
        this.values = values;
        this.windows = new WindowReader(values);
    }

    /**
     * The caps; none where there is no node.
     *
     * @param unit of the effect; null: money
     * @param amount of the effect; null where it is wrong
     */
    List<Cap> read(YamlNode node, String unit, Amount amount) {
        List<Cap> caps = new ArrayList<>();
        if (node != null) {
            for (YamlNode item : node.oneOrMore()) {
                if (item.expectMap("cap", EXAMPLE, values.problems)) {
                    caps.add(cap(item, unit, amount));
                }
            }
        }
        return caps;
    }

    private Cap cap(YamlNode node, String unit, Amount amount) {
        values.refuseOtherKeys(node, "cap", KEYS);
        Window window = windows.read(node, "cap");
        boolean givesBack = values.flag(node.get("reversed_gives_back"), "reversed_gives_back", false);
        List<String> forms = new ArrayList<>(node.entries().keySet());
        forms.retainAll(FORMS);
        if (forms.size() != 1) {
            values.add(
                    forms.isEmpty() ? node.place() : node.keyPlace(forms.get(1)),
                    forms.isEmpty()
                            ? "a cap says not how much: write " + EXAMPLE + " or {amount: 500.00}"
                            : "a cap has both " + forms.get(0) + " and " + forms.get(1)
                                    + ": write two, as a list [{…}, {…}]");
            return new Cap(null, null, window, givesBack);
        }
        String form = forms.get(0);
        YamlNode of = node.get(form);
        if (form.equals("count")) {
            return new Cap(values.whole(of, "count", 1), null, window, givesBack);
        }
        if (form.equals("units") == (unit == null)) {
            values.add(
                    node.keyPlace(form),
                    unit == null
                            ? "cap units, and the effect gives money: write amount"
                            : "cap amount is money, and the effect gives " + unit + ": write units");
            return new Cap(null, null, window, givesBack);
        }
        long sum = unit == null ? values.money(of, "cap amount") : values.quantity(of, "cap units");
        refuseBelow(sum, of, amount);
        return new Cap(null, sum, window, givesBack);
    }

    /** A cap below one grant's amount would let none through. */
    private void refuseBelow(long sum, YamlNode node, Amount amount) {
        boolean below = sum < most(amount);
        if (below && sum > 0) {
            values.add(
                    node.place(),
                    "cap " + node.text() + " is below what one grant may give, so that grant would never be made:"
                            + " raise the cap, or lower the amount");
        }
    }

    /** The most that one grant may give, as far as the file says it; else 0. */
    private static long most(Amount amount) {
        if (amount instanceof Amount.Constant constant) {
            return constant.quantity();
        }
        if (amount instanceof Amount.Table table) {
            return table.rows().stream().mapToLong(Amount.Row::quantity).max().orElse(0);
        }
        return amount instanceof Amount.Percent percent && percent.maxMinor() != Long.MAX_VALUE
                ? percent.maxMinor()
                : 0;
    }
}
