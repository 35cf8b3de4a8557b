package dev.milepost.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The files of the folder {@code deploy}, as trees. */
final class Deployed {

    static final ObjectMapper JSON = new ObjectMapper();

    /** The repository: tests run in their module's folder. */
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    static final Path DEPLOY = ROOT.resolve("deploy");
    static final Path BASE = DEPLOY.resolve("kubernetes/base");

    private Deployed() {}

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a YAML file, with what its aliases and merges stand for; a key that is there twice is refused. */
    static List<JsonNode> documents(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new Yaml(options).loadAll(text(file))) {
            if (document != null) {
                documents.add(JSON.valueToTree(document));
            }
        }
        return documents;
    }

    static JsonNode compose() {
        return documents(DEPLOY.resolve("compose.yaml")).get(0);
    }

    /** Everything that the base of the manifests makes, but for generated config maps. */
    static List<JsonNode> manifests() {
        List<JsonNode> manifests = new ArrayList<>();
        for (JsonNode resource :
                documents(BASE.resolve("kustomization.yaml")).get(0).get("resources")) {
            if (resource.asText().endsWith(".yaml")) {
                manifests.addAll(documents(BASE.resolve(resource.asText())));
            }
        }
        return manifests;
    }

    static List<JsonNode> manifests(String kind) {
        return manifests().stream()
                .filter(manifest -> manifest.get("kind").asText().equals(kind))
                .toList();
    }

    static JsonNode flink() {
        return manifests("FlinkDeployment").get(0);
    }

    /** The environment of the containers of a pod, name to what it is set to. */
    static Map<String, JsonNode> environment(JsonNode container) {
        Map<String, JsonNode> environment = new TreeMap<>();
        container.path("env").forEach(entry -> environment.put(entry.get("name").asText(), entry));
        return environment;
    }

    /** A property of the parent pom. */
    static String version(String property) {
        Matcher value = Pattern.compile("<" + property + ">([^<]+)<").matcher(text(ROOT.resolve("pom.xml")));
        if (!value.find()) {
            throw new IllegalStateException("no property " + property);
        }
        return value.group(1);
    }

    static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements.stream();
    }

    static List<String> texts(JsonNode array) {
        return stream(array).map(JsonNode::asText).toList();
    }
}
