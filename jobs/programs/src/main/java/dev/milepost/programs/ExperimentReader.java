package dev.milepost.programs;

import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code experiment}: who is asked how, and who is held out. */
final class ExperimentReader {

    static final Set<String> KEYS = Set.of("id", "salt", "horizon", "holdout", "arms");
    static final Set<String> ARM_KEYS = Set.of("share", "delay", "channel", "template");

    private static final long ONE = 1_000_000;

    private final Values values;

    ExperimentReader(Values values) {
        this.values = values;
    }

    /** Null where there is no node, or no map. */
    Ask.Experiment read(YamlNode node, Ids ids) {
        if (node == null
                || !node.expectMap(
                        "experiment",
                        "{id: …, salt: …, horizon: 30d, holdout: 0.10, arms: {now: {share: 0.90}}}",
                        values.problems)) {
            return null;
        }
        values.refuseOtherKeys(node, "experiment", KEYS);
        YamlNode idNode = values.required(node, "experiment", "id", "timing");
        String id = values.id(idNode, "id", "timing");
        if (id != null) {
            ids.addExperiment(id, idNode);
        }
        String salt = values.text(values.required(node, "experiment", "salt", "s1"), "salt", "a text, such as s1");
        YamlNode horizonNode = values.required(node, "experiment", "horizon", "30d");
        long horizon = horizonNode == null ? 0 : Durations.exactMillis(horizonNode, "horizon", 0, values.problems);
        int before = values.problems.count();
        YamlNode holdoutNode = values.required(node, "experiment", "holdout", "0.10");
        long holdout = holdoutNode == null ? 0 : values.share(holdoutNode, "holdout", "0.5");
        YamlNode armsNode = values.required(node, "experiment", "arms", "{now: {share: 0.90}}");
        List<Ask.Arm> arms = arms(armsNode);
        if (holdoutNode != null && values.problems.count() == before) {
            sumsToOne(node, holdout, arms);
        }
        return new Ask.Experiment(id, salt, horizon, holdout, arms);
    }

    private List<Ask.Arm> arms(YamlNode node) {
        List<Ask.Arm> arms = new ArrayList<>();
        if (node == null
                || !node.expectMap("arms", "{now: {share: 0.45}, later: {share: 0.45, delay: 1d}}", values.problems)) {
            return arms;
        }
        if (node.entries().isEmpty()) {
            values.add(node.place(), "arms is empty, so nobody would be asked: write {now: {share: 0.90}}");
        }
        node.entries().forEach((name, entry) -> {
            YamlNode arm = entry.value();
            if (arm.expectMap("arm " + name, "{share: 0.45}", values.problems)) {
                arms.add(arm(name, arm));
            }
        });
        return arms;
    }

    private Ask.Arm arm(String name, YamlNode node) {
        String what = "arm " + name;
        values.refuseOtherKeys(node, what, ARM_KEYS);
        YamlNode shareNode = values.required(node, what, "share", "0.45");
        long share = values.share(shareNode, "share", "1");
        if (shareNode != null && share == 0) {
            values.add(shareNode.place(), what + " has no share, so nobody is in it: give it one, or remove the arm");
        }
        YamlNode delayNode = node.get("delay");
        Span delay = delayNode == null ? Span.ZERO : Durations.spanOrZero(delayNode, "delay", values.problems);
        return new Ask.Arm(
                name,
                share,
                delay,
                values.text(node.get("channel"), "channel", "a channel, such as in_app"),
                values.text(node.get("template"), "template", "a template's name"));
    }

    private void sumsToOne(YamlNode node, long holdout, List<Ask.Arm> arms) {
        long sum = holdout + arms.stream().mapToLong(Ask.Arm::share).sum();
        if (sum != ONE) {
            values.add(
                    node.keyPlace("arms"),
                    "the shares of the arms and the holdout make " + decimal(sum) + ", not 1: "
                            + (sum < ONE
                                    ? "give " + decimal(ONE - sum) + " more to the arms or the holdout"
                                    : "take " + decimal(sum - ONE) + " from the arms or the holdout"));
        }
    }

    private static String decimal(long millionths) {
        return BigDecimal.valueOf(millionths, 6).stripTrailingZeros().toPlainString();
    }
}
