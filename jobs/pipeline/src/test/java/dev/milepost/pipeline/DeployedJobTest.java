package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.archive.ArchiveSettings;
import dev.milepost.runtime.clickhouse.sink.WarehouseSettings;
import dev.milepost.runtime.launch.LaunchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The job takes what it is given in the folder deploy. */
class DeployedJobTest {

    private static final Path DEPLOY = Path.of("../../deploy");

    @Test
    void byCompose() throws Exception {
        Map<?, ?> compose = new Yaml().load(Files.readString(DEPLOY.resolve("compose.yaml")));
        Map<?, ?> manager = (Map<?, ?>) ((Map<?, ?>) compose.get("services")).get("jobmanager");
        List<String> words = new ArrayList<>(texts(manager.get("command")));
        assertThat(words.remove(0)).isEqualTo("standalone-job");
        assertThat(words.remove(0)).isEqualTo("--job-classname");
        assertThat(words.remove(0)).isEqualTo(PipelineJob.class.getName());
        // Flink's own too, of whatever value.
        assertThat(words.remove(0)).isEqualTo("--job-id");
        words.remove(0);
        JobArguments given = arguments(words, DEPLOY.resolve("settings.yaml"), (Map<?, ?>) manager.get("environment"));
        assertThat(given.kafka()).isEqualTo("kafka:29092");
        assertThat(given.warehouse().user()).isEqualTo("milepost_writer");
        assertThat(given.settings().get(ArchiveSettings.FOLDER)).isEqualTo("/archive");
        assertThat(given.settings().get(WarehouseSettings.CLUSTER)).isEmpty();
    }

    @Test
    void byKubernetes() throws Exception {
        Map<?, ?> flink = null;
        for (Object document : new Yaml().loadAll(Files.readString(DEPLOY.resolve("kubernetes/base/flink.yaml")))) {
            if ("FlinkDeployment".equals(((Map<?, ?>) document).get("kind"))) {
                flink = (Map<?, ?>) ((Map<?, ?>) document).get("spec");
            }
        }
        Map<?, ?> job = (Map<?, ?>) flink.get("job");
        assertThat(job.get("entryClass")).isEqualTo(PipelineJob.class.getName());
        Map<?, ?> pod = (Map<?, ?>) ((Map<?, ?>) flink.get("podTemplate")).get("spec");
        Map<?, ?> container = (Map<?, ?>) ((List<?>) pod.get("containers")).get(0);
        Map<String, Object> environment = new TreeMap<>();
        for (Object entry : (List<?>) container.get("env")) {
            Object value = ((Map<?, ?>) entry).get("value");
            environment.put(((Map<?, ?>) entry).get("name").toString(), value == null ? "a secret" : value);
        }
        JobArguments given =
                arguments(texts(job.get("args")), DEPLOY.resolve("kubernetes/base/settings.yaml"), environment);
        assertThat(given.warehouse().url().host()).isEqualTo("clickhouse-writer");
        assertThat(given.warehouse().password()).isEqualTo("a secret");
        assertThat(given.settings().get(WarehouseSettings.CLUSTER)).isEqualTo("milepost");
        assertThat(given.settings().get(LaunchSettings.MAX_PARALLELISM)).isEqualTo(128);
    }

    /** With the settings' file where it is here, in place of where it is mounted. */
    private static JobArguments arguments(List<String> words, Path settings, Map<?, ?> environment) throws IOException {
        List<String> given = new ArrayList<>(words);
        int file = given.indexOf("/etc/milepost/settings.yaml");
        assertThat(given.get(file - 1)).isEqualTo("--settings");
        given.set(file, settings.toRealPath().toString());
        Map<String, String> variables = new TreeMap<>();
        environment.forEach((name, value) -> variables.put(name.toString(), value.toString()));
        return JobArguments.of(given.toArray(String[]::new), variables);
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(Object::toString).toList();
    }
}
