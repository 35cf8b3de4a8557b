package dev.milepost.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.experiments.live.LiveExperiment;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A live experiment's figures, unrounded; null is what is withheld. */
final class LiveJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> TEXTS = Set.of("experiment_id", "arm", "metric", "currency", "control", "status");
    private static final Set<String> FLAGS = Set.of("is_primary", "blocked");

    private LiveJson() {}

    static String of(LiveExperiment live) throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode();
        root.put("experiment", live.id());
        root.put("blocked", live.isBlocked());
        if (!live.results().isEmpty()) {
            Map<String, String> first = live.results().get(0);
            root.put("srm_p", LiveExperiment.figure(first, "srm_p"));
            root.put("contamination", LiveExperiment.count(first, "contamination"));
        }
        add(root.putArray("arms"), live.arms());
        add(root.putArray("results"), live.results());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void add(ArrayNode to, List<Map<String, String>> rows) {
        for (Map<String, String> row : rows) {
            ObjectNode node = to.addObject();
            row.forEach((name, text) -> {
                if (text == null) {
                    node.putNull(name);
                } else if (TEXTS.contains(name)) {
                    node.put(name, text);
                } else if (FLAGS.contains(name)) {
                    node.put(name, LiveExperiment.flag(row, name));
                } else {
                    put(node, name, text);
                }
            });
        }
    }

    private static void put(ObjectNode node, String name, String number) {
        if (number.matches("-?\\d+")) {
            node.put(name, Long.parseLong(number));
        } else {
            node.put(name, Double.parseDouble(number));
        }
    }
}
