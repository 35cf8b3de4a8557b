package dev.milepost.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.experiments.analyze.Answer;
import dev.milepost.experiments.analyze.Question;
import dev.milepost.experiments.statistics.Comparison;
import dev.milepost.experiments.statistics.ConfidenceSequence;
import dev.milepost.experiments.statistics.Estimate;
import dev.milepost.experiments.statistics.SampleRatio;
import java.util.List;
import java.util.Locale;

/** An experiment's figures as JSON, unrounded; null is what is withheld, or a bound that there is not. */
record ExperimentJson(Question question, Answer answer) {

    private static final ObjectMapper JSON = new ObjectMapper();

    String text() throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode();
        sampleRatio(root, answer.sampleRatio());
        root.put("control", question.control());
        root.put("alpha", question.procedure().alpha());
        root.put("alternative", question.procedure().alternative().name().toLowerCase(Locale.ROOT));
        if (question.procedure() instanceof ConfidenceSequence sequence) {
            root.put("procedure", "confidence_sequence");
            root.put("sequential", sequence.tuning());
        } else {
            root.put("procedure", "fixed_horizon");
        }
        ArrayNode results = root.putArray("results");
        add(results, answer.overall(), null);
        answer.segments().forEach((segment, comparisons) -> add(results, comparisons, segment));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void sampleRatio(ObjectNode root, SampleRatio ratio) {
        root.put("srm_p", ratio.p());
        root.put("srm_chi_squared", ratio.chiSquared());
        root.put("blocked", ratio.blocks());
        ArrayNode arms = root.putArray("srm_arms");
        for (SampleRatio.Arm arm : ratio.arms()) {
            arms.addObject().put("arm", arm.arm()).put("n", arm.observed()).put("expected", arm.expected());
        }
    }

    private static void add(ArrayNode results, List<Comparison> comparisons, String segment) {
        for (Comparison comparison : comparisons) {
            ObjectNode result = results.addObject();
            result.put("metric", comparison.metric());
            result.put("arm", comparison.arm());
            result.put("control", comparison.control());
            if (segment != null) {
                result.put("segment", segment);
            }
            result.put("n", comparison.treatment().n());
            result.put("n_control", comparison.baseline().n());
            put(result, "mean", comparison.treatment().mean());
            put(result, "mean_control", comparison.baseline().mean());
            estimates(result, comparison);
            put(result, "p_holm", comparison.pHolm());
            result.put("primary", comparison.primary());
            comparison.adjustment().ifPresent(adjustment -> {
                put(result, "theta", adjustment.theta());
                put(result, "mean_observed", adjustment.meanObserved());
                put(result, "mean_control_observed", adjustment.meanControlObserved());
                put(result, "variance_reduction", adjustment.varianceReduction());
            });
        }
    }

    private static void estimates(ObjectNode result, Comparison comparison) {
        Estimate absolute = comparison.absolute().orElse(null);
        put(result, "effect", absolute == null ? Double.NaN : absolute.effect());
        put(result, "se", absolute == null ? Double.NaN : absolute.se());
        put(result, "ci_low", absolute == null ? Double.NaN : absolute.ciLow());
        put(result, "ci_high", absolute == null ? Double.NaN : absolute.ciHigh());
        put(result, "p", absolute == null ? Double.NaN : absolute.p());
        Estimate relative = comparison.relative().orElse(null);
        put(result, "relative", relative == null ? Double.NaN : relative.effect());
        put(result, "relative_se", relative == null ? Double.NaN : relative.se());
        put(result, "relative_ci_low", relative == null ? Double.NaN : relative.ciLow());
        put(result, "relative_ci_high", relative == null ? Double.NaN : relative.ciHigh());
    }

    private static void put(ObjectNode node, String name, double figure) {
        if (Double.isFinite(figure)) {
            node.put(name, figure);
        } else {
            node.putNull(name);
        }
    }
}
