package dev.milepost.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.apache.flink.autoscaler.config.AutoScalerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.runtime.checkpoint.CheckpointStatsTracker;
import org.apache.flink.runtime.metrics.MetricNames;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.junit.jupiter.api.Test;

class FlinkConfigurationTest {

    /** Of the operator, whose options no repository serves, and of the file system that is a plugin of Flink's image. */
    private static final Set<String> ELSEWHERE = Set.of(
            "kubernetes.operator.job.upgrade.last-state-fallback.enabled",
            "kubernetes.operator.savepoint.history.max.count",
            "kubernetes.operator.savepoint.history.max.age",
            "s3.endpoint",
            "s3.path.style.access");

    private static final Pattern REPORTER =
            Pattern.compile("metrics\\.reporter\\.([a-z]+)\\.(factory\\.class|interval|port)");

    @Test
    void everyKeyIsOneOfFlinksAndEveryValueIsRead() throws Exception {
        Map<String, ConfigOption<?>> options = options();
        assertThat(options).hasSizeGreaterThan(500);
        for (Map<String, String> given : List.of(compose(), kubernetes())) {
            given.forEach((key, value) -> {
                if (ELSEWHERE.contains(key) || REPORTER.matcher(key).matches()) {
                    return;
                }
                assertThat(options).containsKey(key);
                Configuration configuration = new Configuration();
                configuration.setString(key, value);
                assertThat(configuration.get(options.get(key))).as(key).isNotNull();
            });
        }
        assertThat(options).doesNotContainKey("execution.checkpointing.directory");
    }

    @Test
    void bothReportersAreNamedAndTheirClassesAreThere() throws Exception {
        for (Map<String, String> given : List.of(compose(), kubernetes())) {
            List<String> named = List.of(given.get("metrics.reporters").split(",", -1));
            Set<String> told = new TreeSet<>();
            for (Map.Entry<String, String> entry : given.entrySet()) {
                var reporter = REPORTER.matcher(entry.getKey());
                if (reporter.matches() && reporter.group(2).equals("factory.class")) {
                    told.add(reporter.group(1));
                    requireReporter(entry.getValue());
                }
            }
            assertThat(told).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    private static void requireReporter(String name) throws ReflectiveOperationException {
        String own = "dev.milepost.runtime.metrics";
        Path room = Deployed.ROOT.resolve("jobs/runtime/src/main/java").resolve(own.replace('.', '/'));
        if (name.startsWith(own) && !Files.isDirectory(room)) {
            return; // this checkout has no reporter of its own yet
        }
        assertThat(MetricReporterFactory.class).isAssignableFrom(Class.forName(name));
    }

    @Test
    void stateOutlivesEveryMachine() throws Exception {
        assertThat(compose().get("high-availability.storageDir")).startsWith("file:///state/");
        assertThat(compose().get("execution.checkpointing.dir")).startsWith("file:///state/");
        for (String key : List.of(
                "execution.checkpointing.dir",
                "execution.checkpointing.savepoint-dir",
                "high-availability.storageDir")) {
            assertThat(kubernetes().get(key)).startsWith("s3://");
        }
        assertThat(kubernetes().get("high-availability.type")).isEqualTo("kubernetes");
        Class.forName("org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory");
        assertThat(Deployed.flink().at("/spec/job/upgradeMode").asText()).isEqualTo("savepoint");
    }

    @Test
    void theJobFindsASlotForEachInstance() throws Exception {
        int slots = Integer.parseInt(compose().get(TaskManagerOptions.NUM_TASK_SLOTS.key()));
        assertThat(Integer.parseInt(compose().get("parallelism.default"))).isLessThanOrEqualTo(slots);
        assertThat(kubernetes().get(PipelineOptions.MAX_PARALLELISM.key()))
                .isEqualTo(Deployed.documents(Deployed.BASE.resolve("settings.yaml"))
                        .get(0)
                        .at("/job/max_parallelism")
                        .asText());
    }

    @Test
    void flinkHasTheMetricsThatAlertsAskFor() throws Exception {
        Set<String> known = constants(MetricNames.class);
        known.addAll(constants(Class.forName("org.apache.flink.runtime.checkpoint.DefaultCheckpointStatsTracker")));
        known.addAll(constants(CheckpointStatsTracker.class));
        known.addAll(constants(Class.forName("org.apache.flink.runtime.executiongraph.metrics.UpTimeGauge")));
        Set<String> asked = new TreeSet<>();
        for (JsonNode rule : Deployed.manifests("PrometheusRule").get(0).at("/spec/groups/0/rules")) {
            var metric = Pattern.compile("flink_[A-Za-z]+(?:_[a-z]+)*_([A-Za-z]+)")
                    .matcher(rule.get("expr").asText());
            while (metric.find()) {
                asked.add(metric.group(1));
            }
        }
        assertThat(asked).hasSizeGreaterThanOrEqualTo(5);
        assertThat(known).containsAll(asked);
    }

    private static Set<String> constants(Class<?> type) throws IllegalAccessException {
        Set<String> constants = new TreeSet<>();
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                field.setAccessible(true);
                constants.add((String) field.get(null));
            }
        }
        return constants;
    }

    private static Map<String, String> compose() {
        Map<String, String> given = new TreeMap<>();
        String properties = Deployed.compose()
                .at("/services/jobmanager/environment/FLINK_PROPERTIES")
                .asText();
        assertThat(properties)
                .isEqualTo(Deployed.compose()
                        .at("/services/taskmanager/environment/FLINK_PROPERTIES")
                        .asText());
        properties.lines().forEach(line -> {
            String[] parts = line.split(": ", 2);
            assertThat(given.put(parts[0], parts[1])).as(line).isNull();
        });
        return given;
    }

    private static Map<String, String> kubernetes() {
        Map<String, String> given = new TreeMap<>();
        Deployed.flink().at("/spec/flinkConfiguration").fields().forEachRemaining(entry -> {
            assertThat(entry.getValue().isTextual())
                    .as(entry.getKey() + " is a text")
                    .isTrue();
            given.put(entry.getKey(), entry.getValue().asText());
        });
        return given;
    }

    /** All options of Flink's that are on the class path, by key, fallback keys among them. */
    private static Map<String, ConfigOption<?>> options() throws Exception {
        Map<String, ConfigOption<?>> options = new TreeMap<>();
        for (Class<?> home : List.of(
                CheckpointingOptions.class,
                KubernetesConfigOptions.class,
                AutoScalerOptions.class,
                RocksDBOptions.class)) {
            Path jar = Path.of(
                    home.getProtectionDomain().getCodeSource().getLocation().toURI());
            for (String name : optionClasses(jar)) {
                for (Field field : Class.forName(name).getFields()) {
                    if (Modifier.isStatic(field.getModifiers())
                            && ConfigOption.class.isAssignableFrom(field.getType())) {
                        ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                        options.put(option.key(), option);
                        for (FallbackKey key : option.fallbackKeys()) {
                            options.putIfAbsent(key.getKey(), option);
                        }
                    }
                }
            }
        }
        return options;
    }

    private static List<String> optionClasses(Path jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                String name = entries.nextElement().getName();
                if (name.matches("org/apache/flink/.*Options\\.class")) {
                    names.add(name.substring(0, name.length() - 6).replace('/', '.'));
                }
            }
        }
        return names;
    }
}
