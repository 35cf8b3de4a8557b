package dev.milepost.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The config maps that kustomize generates for the base. */
final class ConfigMaps {

    /** What generates them. */
    static final List<Path> KUSTOMIZATIONS = List.of(
            Deployed.BASE.resolve("kustomization.yaml"),
            Deployed.DEPLOY.resolve("clickhouse/kustomization.yaml"),
            Deployed.DEPLOY.resolve("grafana/kustomization.yaml"),
            Deployed.ROOT.resolve("dashboards/kustomization.yaml"));

    /** What says of an installation what its own is. */
    static final Path EXAMPLE = Deployed.DEPLOY.resolve("kubernetes/overlays/example/kustomization.yaml");

    private ConfigMaps() {}

    /** Their data by key, by name. */
    static Map<String, Map<String, String>> all() {
        Map<String, Map<String, String>> maps = new TreeMap<>();
        KUSTOMIZATIONS.forEach(file -> maps.putAll(of(file)));
        return maps;
    }

    /** Those of one kustomization. */
    static Map<String, Map<String, String>> of(Path kustomization) {
        Map<String, Map<String, String>> maps = new TreeMap<>();
        for (JsonNode map : Deployed.documents(kustomization).get(0).path("configMapGenerator")) {
            Map<String, String> data = new TreeMap<>();
            for (String file : Deployed.texts(map.path("files"))) {
                Path path = kustomization.resolveSibling(file.substring(file.indexOf('=') + 1));
                String key = file.contains("=")
                        ? file.substring(0, file.indexOf('='))
                        : path.getFileName().toString();
                data.put(key, Deployed.text(path));
            }
            for (String literal : Deployed.texts(map.path("literals"))) {
                int equals = literal.indexOf('=');
                data.put(literal.substring(0, equals), literal.substring(equals + 1));
            }
            maps.put(map.get("name").asText(), data);
        }
        return maps;
    }
}
