package dev.milepost.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GrafanaTest {

    private final JsonNode deployed = source("deploy/grafana/milepost.yaml");
    private final JsonNode shipped = source("dashboards/provisioning/datasources/milepost.yaml");

    @Test
    void itsDataSourceIsThatOfTheDashboardsButForThePassword() {
        assertThat(deployed.at("/datasources/0/secureJsonData/password").asText())
                .isEqualTo("$__file{/run/secrets/milepost/clickhouse-reader}");
        for (JsonNode source : new JsonNode[] {deployed, shipped}) {
            ((ObjectNode) source.at("/datasources/0")).remove("secureJsonData");
        }
        assertThat(deployed).isEqualTo(shipped);
    }

    @Test
    void everyVariableOfItsFilesIsSet() {
        TreeSet<String> read = new TreeSet<>();
        Pattern.compile("\\$(MILEPOST_\\w+)")
                .matcher(Deployed.text(Deployed.DEPLOY.resolve("grafana/milepost.yaml"))
                        + Deployed.text(Deployed.ROOT.resolve("dashboards/provisioning/dashboards/milepost.yaml")))
                .results()
                .forEach(found -> read.add(found.group(1)));
        TreeSet<String> set = new TreeSet<>();
        Deployed.compose().at("/services/grafana/environment").fieldNames().forEachRemaining(set::add);
        assertThat(set).containsAll(read);
        Map<String, JsonNode> kubernetes = Deployed.environment(Deployed.manifests("Deployment").stream()
                .filter(each -> each.at("/metadata/name").asText().equals("grafana"))
                .findFirst()
                .orElseThrow()
                .at("/spec/template/spec/containers/0"));
        assertThat(kubernetes.keySet()).isEqualTo(set);
        Deployed.compose()
                .at("/services/grafana/environment")
                .fields()
                .forEachRemaining(entry -> assertThat(
                                kubernetes.get(entry.getKey()).get("value").asText())
                        .isEqualTo(entry.getValue().asText()));
    }

    private static JsonNode source(String file) {
        return Deployed.documents(Deployed.ROOT.resolve(file)).get(0);
    }
}
