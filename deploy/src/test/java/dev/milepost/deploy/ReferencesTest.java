package dev.milepost.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a manifest names is there: config maps and their keys, secrets and theirs, claims, hosts and ports, labels, classes. */
class ReferencesTest {

    private static final String COMPONENT = Pods.COMPONENT;

    @Test
    void everyFileOfAKustomizationIsThereAndEveryFileIsInOne() throws Exception {
        List<Path> kustomizations = new ArrayList<>(ConfigMaps.KUSTOMIZATIONS);
        kustomizations.add(ConfigMaps.EXAMPLE);
        for (Path file : kustomizations) {
            JsonNode kustomization = Deployed.documents(file).get(0);
            List<String> named = new ArrayList<>(Deployed.texts(kustomization.path("resources")));
            named.addAll(Deployed.texts(kustomization.path("configurations")));
            kustomization
                    .path("patches")
                    .forEach(patch -> named.add(patch.get("path").asText()));
            kustomization
                    .path("configMapGenerator")
                    .forEach(map -> Deployed.texts(map.path("files"))
                            .forEach(each -> named.add(each.substring(each.indexOf('=') + 1))));
            assertThat(named)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(file.resolveSibling(name)).exists());
            try (Stream<Path> files = Files.list(file.getParent())) {
                if (file.startsWith(Deployed.DEPLOY.resolve("kubernetes"))) {
                    assertThat(files.map(each -> each.getFileName().toString())
                                    .filter(each -> !each.startsWith("kustomization")))
                            .isSubsetOf(named);
                }
            }
        }
    }

    @Test
    void everyVolumeSecretAndClaimIsThere() {
        Map<String, Map<String, String>> configMaps = ConfigMaps.all();
        Map<String, Set<String>> secrets = secrets();
        Set<String> claims = names(Deployed.manifests("PersistentVolumeClaim"));
        Set<String> usedKeys = new TreeSet<>();
        for (JsonNode pod : Pods.all().values()) {
            Set<String> volumes = new TreeSet<>(names(pod.path("claims")));
            for (JsonNode volume : pod.at("/spec/volumes")) {
                volumes.add(volume.get("name").asText());
                for (JsonNode source : Pods.sources(volume)) {
                    if (source.has("configMap")) {
                        assertThat(configMaps)
                                .containsKey(source.at("/configMap/name").asText());
                    }
                }
                if (volume.has("persistentVolumeClaim")) {
                    assertThat(claims)
                            .contains(volume.at("/persistentVolumeClaim/claimName")
                                    .asText());
                }
                secretItems(volume).forEach(key -> usedKeys.add(key));
            }
            for (JsonNode container : Pods.containers(pod)) {
                for (JsonNode mount : container.path("volumeMounts")) {
                    assertThat(volumes).contains(mount.get("name").asText());
                }
                Deployed.environment(container).values().forEach(entry -> {
                    JsonNode setting = entry.at("/valueFrom/configMapKeyRef");
                    if (!setting.isMissingNode()) {
                        assertThat(configMaps.get(setting.get("name").asText()))
                                .containsKey(setting.get("key").asText());
                    }
                    JsonNode reference = entry.at("/valueFrom/secretKeyRef");
                    if (!reference.isMissingNode()) {
                        usedKeys.add(reference.get("name").asText() + "/"
                                + reference.get("key").asText());
                    }
                });
            }
        }
        Set<String> known = new TreeSet<>();
        secrets.forEach((name, keys) -> keys.forEach(key -> known.add(name + "/" + key)));
        // Of the eraser nobody but a person, or the command that erases, needs the password.
        known.remove("clickhouse/eraser");
        assertThat(usedKeys).isEqualTo(known);
    }

    private static List<String> secretItems(JsonNode volume) {
        List<String> items = new ArrayList<>();
        for (JsonNode source : Pods.sources(volume)) {
            JsonNode secret = source.path("secret");
            String name = secret.path("secretName").asText(secret.path("name").asText());
            secret.path("items")
                    .forEach(item -> items.add(name + "/" + item.get("key").asText()));
        }
        return items;
    }

    @Test
    void hostsThatAreNamedAreServicesWithThatPort() {
        Map<String, Set<Integer>> services = new TreeMap<>();
        for (JsonNode service : Deployed.manifests("Service")) {
            Set<Integer> ports = new TreeSet<>();
            service.at("/spec/ports").forEach(port -> ports.add(port.get("port").asInt()));
            services.put(service.at("/metadata/name").asText(), ports);
        }
        // Strimzi makes it.
        services.put(
                Deployed.manifests("Kafka").get(0).at("/metadata/name").asText() + "-kafka-bootstrap", Set.of(9092));
        Set<String> found = new TreeSet<>();
        for (JsonNode pod : Pods.all().values()) {
            for (JsonNode container : Pods.containers(pod)) {
                Map<String, JsonNode> environment = Deployed.environment(container);
                List<String> told = new ArrayList<>(Deployed.texts(container.path("args")));
                environment
                        .values()
                        .forEach(entry -> told.add(entry.path("value").asText()));
                for (String text : told) {
                    Matcher address = Pattern.compile("(?:^|//)([a-z][a-z0-9-]+):(\\d{4})")
                            .matcher(text);
                    if (address.find()) {
                        found.add(address.group(1));
                        assertThat(services).containsKey(address.group(1));
                        assertThat(services.get(address.group(1))).contains(Integer.parseInt(address.group(2)));
                    }
                }
                if (environment.containsKey("MILEPOST_CLICKHOUSE_HOST")) {
                    assertThat(services.get(environment
                                    .get("MILEPOST_CLICKHOUSE_HOST")
                                    .get("value")
                                    .asText()))
                            .contains(environment
                                    .get("MILEPOST_CLICKHOUSE_PORT")
                                    .get("value")
                                    .asInt());
                }
            }
        }
        assertThat(found).containsExactly("clickhouse", "clickhouse-writer", "milepost-kafka-bootstrap");
        Matcher peer = Pattern.compile("<host(?:name)?>([a-z-]+)-(\\d)\\.([a-z-]+)</host(?:name)?><port>(\\d+)<")
                .matcher(Deployed.text(Deployed.DEPLOY.resolve("clickhouse/cluster/cluster.xml"))
                        + Deployed.text(Deployed.DEPLOY.resolve("clickhouse/keeper/keeper.xml")));
        int peers = 0;
        while (peer.find()) {
            JsonNode set = named("StatefulSet", peer.group(1));
            assertThat(set.at("/spec/serviceName").asText()).isEqualTo(peer.group(3));
            assertThat(Integer.parseInt(peer.group(2)))
                    .isLessThan(set.at("/spec/replicas").asInt());
            assertThat(services.get(peer.group(3))).contains(Integer.parseInt(peer.group(4)));
            peers++;
        }
        assertThat(peers).isEqualTo(9);
    }

    @Test
    void everySelectorFindsPodsAndEveryPodHasAPolicy() {
        Set<String> components = Pods.all().keySet();
        List<String> selected = new ArrayList<>();
        for (JsonNode manifest : Deployed.manifests()) {
            manifest.findParents(COMPONENT).stream()
                    .filter(labels -> !labels.get(COMPONENT).isMissingNode())
                    .forEach(labels -> selected.add(labels.get(COMPONENT).asText()));
        }
        assertThat(selected)
                .isNotEmpty()
                .allSatisfy(component -> assertThat(components).contains(component));
        Set<String> guarded = new TreeSet<>();
        for (JsonNode policy : Deployed.manifests("NetworkPolicy")) {
            guarded.add(policy.at("/spec/podSelector/matchLabels/" + COMPONENT.replace("/", "~1"))
                    .asText());
            if (policy.at("/spec/podSelector").isEmpty()
                    && policy.at("/spec/ingress").isMissingNode()) {
                guarded.add(policy.at("/metadata/name").asText());
            }
        }
        assertThat(guarded).containsAll(components).contains("nothing-by-default");
        for (JsonNode monitor : Deployed.manifests("PodMonitor")) {
            String component = monitor.at("/spec/selector/matchLabels/" + COMPONENT.replace("/", "~1"))
                    .asText();
            assertThat(portNames(Pods.all().get(component)))
                    .contains(monitor.at("/spec/podMetricsEndpoints/0/port").asText());
        }
    }

    @Test
    void everyPodKeepsToTheRestrictedStandard() {
        Pods.all().forEach((component, pod) -> {
            JsonNode security = pod.at("/spec/securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).as(component).isTrue();
            assertThat(security.at("/seccompProfile/type").asText())
                    .as(component)
                    .isEqualTo("RuntimeDefault");
            for (JsonNode container : Pods.containers(pod)) {
                assertThat(container
                                .at("/securityContext/allowPrivilegeEscalation")
                                .asBoolean(true))
                        .as(component)
                        .isFalse();
                assertThat(Deployed.texts(container.at("/securityContext/capabilities/drop")))
                        .as(component)
                        .containsExactly("ALL");
            }
        });
        assertThat(Deployed.manifests("Namespace")
                        .get(0)
                        .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                        .asText())
                .isEqualTo("restricted");
    }

    /** Strimzi's own context has the group, and one that is given takes its place whole. */
    @Test
    void whoeverHasAVolumeMayWriteIt() {
        Pods.all().forEach((component, pod) -> {
            boolean claims = !pod.path("claims").isEmpty()
                    || pod.at("/spec/volumes").findParent("persistentVolumeClaim") != null;
            if (claims) {
                assertThat(pod.at("/spec/securityContext").has("fsGroup"))
                        .as(component)
                        .isTrue();
            }
        });
        JsonNode kafka = Deployed.manifests("Kafka").get(0).at("/spec/kafka/template/pod/securityContext");
        assertThat(kafka.path("fsGroup").asInt(-1)).isZero();
        assertThat(kafka.path("runAsNonRoot").asBoolean()).isTrue();
    }

    /** Who is told a broker's address may go to it, and is let in there. */
    @Test
    void whoSpeaksToKafkaMay() {
        String peers = Deployed.manifests("Kafka")
                .get(0)
                .at("/spec/kafka/listeners/0/networkPolicyPeers")
                .toString();
        Set<String> speakers = new TreeSet<>();
        Pods.all().forEach((component, pod) -> {
            if (pod.toString().contains("milepost-kafka-bootstrap")) {
                speakers.add(component);
                assertThat(peers).contains("\"" + component + "\"");
                assertThat(Deployed.manifests("NetworkPolicy"))
                        .anyMatch(policy ->
                                policy.at("/spec/podSelector").toString().contains("\"" + component + "\"")
                                        && policy.at("/spec/egress").toString().contains("strimzi.io/cluster"));
            }
        });
        assertThat(speakers).containsExactly("clock", "console", "flink");
    }

    @Test
    void imagesAreThoseOfTheComposeFile() {
        Set<String> compose = new TreeSet<>();
        Deployed.compose()
                .get("services")
                .forEach(service -> compose.add(service.get("image").asText()));
        // Compose has one server, which needs none.
        compose.add("clickhouse/clickhouse-keeper:26.3.33.24");
        Pods.all().forEach((component, pod) -> {
            for (JsonNode container : Pods.containers(pod)) {
                if (container.has("image")) {
                    assertThat(compose).contains(container.get("image").asText());
                }
            }
        });
        assertThat(compose).contains(Deployed.flink().at("/spec/image").asText());
    }

    @Test
    void theClusterThatMigrationsAreForIsThatOfTheServers() {
        String cluster = Deployed.documents(Deployed.BASE.resolve("settings.yaml"))
                .get(0)
                .at("/warehouse/cluster")
                .asText();
        assertThat(Deployed.text(Deployed.DEPLOY.resolve("clickhouse/cluster/cluster.xml")))
                .contains("<remote_servers>\n        <" + cluster + ">");
    }

    private static Set<String> portNames(JsonNode pod) {
        Set<String> names = new TreeSet<>();
        pod.at("/spec/containers/0/ports")
                .forEach(port -> names.add(port.get("name").asText()));
        return names;
    }

    private static JsonNode named(String kind, String name) {
        return Deployed.manifests(kind).stream()
                .filter(manifest -> manifest.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> names(Iterable<JsonNode> manifests) {
        Set<String> names = new TreeSet<>();
        manifests.forEach(manifest -> names.add(manifest.at("/metadata/name").asText()));
        return names;
    }

    private static Map<String, Set<String>> secrets() {
        Map<String, Set<String>> secrets = new TreeMap<>();
        for (JsonNode secret : Deployed.documents(Deployed.DEPLOY.resolve("kubernetes/secrets.example.yaml"))) {
            Set<String> keys = new TreeSet<>();
            secret.get("stringData").fieldNames().forEachRemaining(keys::add);
            secrets.put(secret.at("/metadata/name").asText(), keys);
        }
        return secrets;
    }
}
