package dev.milepost.programs;

import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.yaml.YamlNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code budget}, and checks that it lets each reward through once. */
final class BudgetReader {

    static final Set<String> KEYS = Set.of("amount", "within", "per");

    private final Values values;
    private final WindowReader windows;

    BudgetReader(Values values) {
        this.values = values;
        this.windows = new WindowReader(values);
    }

    /** Null where there is no node. */
    Budget read(YamlNode node, List<Reward> rewards) {
        if (node == null || !node.expectMap("budget", "{amount: 500000.00}, or remove the key", values.problems)) {
            return null;
        }
        values.refuseOtherKeys(node, "budget", KEYS);
        YamlNode amountNode = values.required(node, "budget", "amount", "500000.00");
        long amount = values.money(amountNode, "budget");
        if (amount > 0) {
            for (Reward reward : rewards) {
                if (grants(reward).mapToLong(BudgetReader::cost).anyMatch(cost -> cost > amount)) {
                    values.add(
                            amountNode.place(),
                            "budget " + amountNode.text() + " is below what reward " + reward.id()
                                    + " gives at once, so it would never be granted: raise the budget");
                }
            }
        }
        return new Budget(amount, windows.read(node, "budget"));
    }

    /** The effects that are granted together: of a ladder each rung's. */
    private static Stream<List<Effect>> grants(Reward reward) {
        return reward.fire() instanceof Reward.Fire.Ladder ladder
                ? ladder.steps().stream().map(Reward.Step::effects)
                : Stream.of(reward.fire().effects());
    }

    /** What a grant costs at least, in minor units; the greatest long where it is more. */
    private static long cost(List<Effect> effects) {
        long cost = 0;
        for (Effect effect : effects) {
            if (effect.unit() == null && effect.amount() instanceof Amount.Constant constant) {
                cost = Math.min(Long.MAX_VALUE - constant.quantity(), cost) + constant.quantity();
            }
        }
        return cost;
    }
}
