package dev.milepost.programs;

import dev.milepost.programs.model.Review;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.yaml.YamlNode;
import java.util.Set;

/** Reads {@code review}: what fraud verdicts do to rewards. */
final class ReviewReader {

    static final Set<String> KEYS = Set.of("risk_over", "block_over", "second_person_over", "on_timeout", "after");

    private static final String EXAMPLE = "{risk_over: 0.3, block_over: 0.9, on_timeout: void, after: 7d}";
    private static final long RISK_OVER = 300_000;
    private static final long BLOCK_OVER = 900_000;

    private final Values values;

    ReviewReader(Values values) {
        this.values = values;
    }

    /** Null where there is no node, which a file with rewards needs. */
    Review read(YamlNode root, boolean hasRewards) {
        YamlNode node = root.get("review");
        if (node == null) {
            if (hasRewards) {
                values.add(
                        root.keyPlace("rewards"),
                        "there are rewards and no review, so nothing says what happens to one that nobody reviews: add"
                                + " review: " + EXAMPLE);
            }
            return null;
        }
        if (!node.expectMap("review", EXAMPLE, values.problems)) {
            return null;
        }
        values.refuseOtherKeys(node, "review", KEYS);
        YamlNode riskNode = node.get("risk_over");
        YamlNode blockNode = node.get("block_over");
        long risk = riskNode == null ? RISK_OVER : values.share(riskNode, "risk_over", "1");
        long block = blockNode == null ? BLOCK_OVER : values.share(blockNode, "block_over", "1");
        if (risk > block) {
            values.add(
                    (blockNode == null ? riskNode : blockNode).place(),
                    "block_over is below risk_over, so all that waits for a reviewer would be blocked: raise it, or lower"
                            + " risk_over");
        }
        YamlNode secondNode = node.get("second_person_over");
        long second = secondNode == null ? Long.MAX_VALUE : values.money(secondNode, "second_person_over");
        Review.OnTimeout onTimeout = values.word(
                values.required(node, "review", "on_timeout", "void (or release, escalate)"),
                "on_timeout",
                Review.OnTimeout.class);
        YamlNode afterNode = values.required(node, "review", "after", "7d");
        Span after = afterNode == null ? null : Durations.retained(afterNode, "after", values.problems);
        return new Review(risk, block, second, onTimeout, after);
    }
}
