package dev.milepost.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pods of the base. */
final class Pods {

    static final String COMPONENT = "app.kubernetes.io/component";

    private Pods() {}

    /** Their templates by component; of stateful sets with the volumes that they claim. */
    static Map<String, JsonNode> all() {
        Map<String, JsonNode> pods = new TreeMap<>();
        for (String kind : List.of("Deployment", "StatefulSet")) {
            for (JsonNode manifest : Deployed.manifests(kind)) {
                JsonNode pod = manifest.at("/spec/template");
                ((ObjectNode) pod).set("claims", manifest.at("/spec/volumeClaimTemplates"));
                pods.put(pod.at("/metadata/labels").get(COMPONENT).asText(), pod);
            }
        }
        JsonNode flink = Deployed.flink().at("/spec/podTemplate");
        pods.put(flink.at("/metadata/labels").get(COMPONENT).asText(), flink);
        assertThat(pods.keySet())
                .containsExactly("clickhouse", "clickhouse-keeper", "clock", "console", "flink", "grafana");
        return pods;
    }

    /** All that run in one, those that run first too. */
    static List<JsonNode> containers(JsonNode pod) {
        List<JsonNode> containers = new ArrayList<>();
        pod.at("/spec/initContainers").forEach(containers::add);
        pod.at("/spec/containers").forEach(containers::add);
        return containers;
    }

    /** What a volume is made of. */
    static List<JsonNode> sources(JsonNode volume) {
        List<JsonNode> sources = new ArrayList<>();
        volume.at("/projected/sources").forEach(sources::add);
        return sources.isEmpty() ? List.of(volume) : sources;
    }
}
