package dev.milepost.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** Each manifest is of the form that whoever reads it knows: a field that nobody knows is not one that is passed over. */
class ManifestsTest {

    private static final Map<String, Class<? extends KubernetesResource>> KINDS = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/Secret", Secret.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("apps/v1/StatefulSet", StatefulSet.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("rbac.authorization.k8s.io/v1/Role", Role.class),
            Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class),
            Map.entry("monitoring.coreos.com/v1/PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
            Map.entry("kafka.strimzi.io/v1/Kafka", Kafka.class),
            Map.entry("kafka.strimzi.io/v1/KafkaNodePool", KafkaNodePool.class),
            Map.entry("kafka.strimzi.io/v1/KafkaTopic", KafkaTopic.class));

    private static final String FLINK = "flink.apache.org/v1beta1/FlinkDeployment";

    private final ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Test
    void everyManifestIsOfItsKind() throws Exception {
        int read = 0;
        for (JsonNode manifest : Deployed.manifests()) {
            String kind = kind(manifest);
            if (kind.equals(FLINK)) {
                assertThat(flinkSchema().validate(manifest.toString(), InputFormat.JSON))
                        .isEmpty();
            } else {
                assertThat(KINDS).as(kind).containsKey(kind);
                assertThat(Unknown.of(mapper.treeToValue(manifest, KINDS.get(kind))))
                        .as(name(manifest))
                        .isEmpty();
            }
            read++;
        }
        assertThat(read).isGreaterThan(45);
        for (JsonNode secret : Deployed.documents(Deployed.DEPLOY.resolve("kubernetes/secrets.example.yaml"))) {
            assertThat(Unknown.of(mapper.treeToValue(secret, Secret.class))).isEmpty();
        }
    }

    @Test
    void aSlipIsFoundHoweverDeepItIs() throws Exception {
        JsonNode flink = Deployed.flink();
        ObjectNode container = (ObjectNode) flink.at("/spec/podTemplate/spec/containers/0");
        container.set("volumeMount", container.remove("volumeMounts"));
        assertThat(flinkSchema().validate(flink.toString(), InputFormat.JSON)).hasSize(1);

        JsonNode clickhouse = Deployed.manifests("StatefulSet").get(1);
        ObjectNode pod = (ObjectNode) clickhouse.at("/spec/template/spec/containers/0");
        pod.set("readinessProb", pod.remove("readinessProbe"));
        assertThat(Unknown.of(mapper.treeToValue(clickhouse, StatefulSet.class)))
                .containsExactly("/spec/template/spec/containers/0/readinessProb");

        JsonNode topic = Deployed.manifests("KafkaTopic").get(0);
        ((ObjectNode) topic.get("spec")).put("partition", 1);
        assertThat(Unknown.of(mapper.treeToValue(topic, KafkaTopic.class))).containsExactly("/spec/partition");
    }

    @Test
    void theOperatorIsToldTheFlinkOfTheImage() {
        String[] flink = Deployed.version("flink.version").split("\\.", -1);
        assertThat(Deployed.flink().at("/spec/flinkVersion").asText()).isEqualTo("v" + flink[0] + "_" + flink[1]);
    }

    @Test
    void patchesOfTheExampleFitTheBase() throws Exception {
        var folder = Deployed.DEPLOY.resolve("kubernetes/overlays/example");
        JsonNode kustomization =
                Deployed.documents(folder.resolve("kustomization.yaml")).get(0);
        for (JsonNode patch : kustomization.get("patches")) {
            JsonNode change = Deployed.documents(
                            folder.resolve(patch.get("path").asText()))
                    .get(0);
            assertThat(Deployed.manifests()).anyMatch(manifest -> name(manifest).equals(name(change)));
        }
        assertThat(folder.resolve(kustomization.get("resources").get(0).asText())
                        .normalize())
                .isEqualTo(Deployed.BASE);
    }

    /** Kustomize gives it the image and the config map of the base by their names. */
    @Test
    void theRebuildRunsAsThePodsOfFlinkDo() throws Exception {
        Path folder = Deployed.DEPLOY.resolve("kubernetes/rebuild");
        assertThat(Deployed.texts(Deployed.documents(folder.resolve("kustomization.yaml"))
                        .get(0)
                        .get("resources")))
                .containsExactly("job.yaml");
        JsonNode job = Deployed.documents(folder.resolve("job.yaml")).get(0);
        assertThat(kind(job)).isEqualTo("batch/v1/Job");
        assertThat(job.get("spec").fieldNames()).toIterable().containsExactly("backoffLimit", "template");
        JsonNode flink = Deployed.flink().at("/spec/podTemplate");
        JsonNode pod = job.at("/spec/template");
        assertThat(Unknown.of(mapper.treeToValue(pod, PodTemplateSpec.class))).isEmpty();
        assertThat(pod.at("/metadata/labels")).isEqualTo(flink.at("/metadata/labels"));
        assertThat(pod.at("/spec/securityContext")).isEqualTo(flink.at("/spec/securityContext"));
        assertThat(pod.at("/spec/volumes")).containsAll(flink.at("/spec/volumes"));
        JsonNode container = pod.at("/spec/containers/0");
        JsonNode main = flink.at("/spec/containers/0");
        assertThat(container.get("image")).isEqualTo(Deployed.flink().at("/spec/image"));
        assertThat(container.get("securityContext")).isEqualTo(main.get("securityContext"));
        assertThat(container.get("volumeMounts")).containsAll(main.get("volumeMounts"));
        assertThat(main.get("env"))
                .containsAll(StreamSupport.stream(container.get("env").spliterator(), false)
                        .filter(variable -> !variable.get("name").asText().equals("MILEPOST_HEAP"))
                        .toList());
    }

    private static String kind(JsonNode manifest) {
        return manifest.get("apiVersion").asText() + "/" + manifest.get("kind").asText();
    }

    private static String name(JsonNode manifest) {
        return kind(manifest) + " " + manifest.at("/metadata/name").asText();
    }

    /** The operator's own definition of the resource, with nothing allowed that it does not name. */
    private static Schema flinkSchema() throws IOException {
        try (InputStream in =
                ManifestsTest.class.getResourceAsStream("/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml")) {
            LoaderOptions options = new LoaderOptions();
            JsonNode definition = Deployed.JSON.valueToTree(new Yaml(options).<Object>load(in));
            ObjectNode schema = (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema");
            close(schema);
            for (String known : List.of("apiVersion", "kind", "metadata")) {
                ((ObjectNode) schema.get("properties")).set(known, Deployed.JSON.createObjectNode());
            }
            // Which versions of Flink there are, a later operator knows.
            ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum"))
                    .add(Deployed.flink().at("/spec/flinkVersion").asText());
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema.toString(), InputFormat.JSON);
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean(false)) {
            object.put("additionalProperties", false);
        }
        schema.forEach(ManifestsTest::close);
    }
}
