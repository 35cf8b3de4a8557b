package dev.milepost.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Grafana's dashboards lead to the console where people reach it, which an installation says once. */
class ConsoleAddressTest {

    private static final String SETTING = "MILEPOST_CONSOLE_URL";
    private static final Path DASHBOARDS = Deployed.ROOT.resolve("dashboards/grafana");

    private final JsonNode grafana = Pods.all().get("grafana");
    private final JsonNode before = grafana.at("/spec/initContainers/0");

    @TempDir
    private Path copies;

    @Test
    void onOneMachineTheyLeadToTheConsoleOfTheComposeFile() throws Exception {
        List<String> told = Deployed.texts(Deployed.compose().at("/services/console/command"));
        for (Path file : files(DASHBOARDS)) {
            assertThat(told).contains("console.url=" + address(file));
        }
    }

    @Test
    void onKubernetesBothAreToldTheAddressOfOneConfigMap() {
        JsonNode console = Pods.all().get("console").at("/spec/containers/0");
        assertThat(Deployed.texts(console.get("args"))).containsSequence("--set", "console.url=$(" + SETTING + ")");
        for (JsonNode container : List.of(console, before)) {
            JsonNode reference = Deployed.environment(container).get(SETTING).at("/valueFrom/configMapKeyRef");
            assertThat(reference.get("name").asText()).isEqualTo("console-address");
            assertThat(reference.get("key").asText()).isEqualTo("url");
        }
        assertThat(ConfigMaps.of(ConfigMaps.EXAMPLE).get("console-address").get("url"))
                .startsWith("https://")
                .isNotEqualTo(ConfigMaps.all().get("console-address").get("url"));
    }

    @Test
    void grafanaReadsWhatWasCopiedOfAllDashboardsAndTheScript() throws Exception {
        Map<String, String> mounts = new TreeMap<>();
        before.get("volumeMounts")
                .forEach(mount -> mounts.put(
                        mount.get("name").asText(), mount.get("mountPath").asText()));
        String from = mounts.get("files");
        String to = mounts.get("dashboards");
        assertThat(Deployed.texts(before.get("command"))).containsExactly("sh", from + "/console-address.sh", from, to);
        JsonNode reader = grafana.at("/spec/containers/0");
        assertThat(Deployed.environment(reader)
                        .get("MILEPOST_DASHBOARDS")
                        .get("value")
                        .asText())
                .isEqualTo(to);
        assertThat(Deployed.stream(reader.get("volumeMounts")))
                .anyMatch(mount -> mount.get("name").asText().equals("dashboards")
                        && mount.get("mountPath").asText().equals(to));

        Set<String> expected = new TreeSet<>(Set.of("console-address.sh"));
        files(DASHBOARDS).forEach(file -> expected.add(file.getFileName().toString()));
        List<String> given = new ArrayList<>();
        for (JsonNode volume : grafana.at("/spec/volumes")) {
            if (volume.get("name").asText().equals("files")) {
                Pods.sources(volume)
                        .forEach(source -> given.addAll(ConfigMaps.all()
                                .get(source.at("/configMap/name").asText())
                                .keySet()));
            }
        }
        assertThat(given).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://referrals.example.com, https://referrals.example.com",
        "http://10.0.0.7:8090/, http://10.0.0.7:8090",
        "https://example.com/milepost_1/~a-b, https://example.com/milepost_1/~a-b"
    })
    void aCopyIsTheDashboardWithAnotherAddress(String told, String address) throws Exception {
        assertThat(copy(told)).isZero();
        for (Path file : files(DASHBOARDS)) {
            Path copy = copies.resolve(file.getFileName());
            assertThat(address(copy)).isEqualTo(address);
            assertThat(Deployed.text(copy)).isEqualTo(Deployed.text(file).replace(address(file), address));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "referrals.example.com", "https://", "ftp://a", "https://a|b", "https://a\"b", "https://a b"
            })
    void whatIsNoAddressIsRefused(String told) throws Exception {
        assertThat(copy(told)).isEqualTo(1);
        assertThat(files(copies)).isEmpty();
    }

    private int copy(String url) throws Exception {
        ProcessBuilder script = new ProcessBuilder(
                "sh",
                Deployed.ROOT.resolve("dashboards/console-address.sh").toString(),
                DASHBOARDS.toString(),
                copies.toString());
        script.environment().put(SETTING, url);
        Process process = script.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).matches(process.exitValue() == 0 ? "" : "(?s).*is '.*', which is no address.*");
        return process.exitValue();
    }

    /** The constant, as a dashboard has it, and as it is when nobody changes it. */
    private static String address(Path dashboard) throws Exception {
        for (JsonNode variable : Deployed.JSON.readTree(dashboard.toFile()).at("/templating/list")) {
            if (variable.get("name").asText().equals("console")) {
                assertThat(variable.at("/current/value")).isEqualTo(variable.get("query"));
                assertThat(variable.at("/current/text")).isEqualTo(variable.get("query"));
                return variable.get("query").asText();
            }
        }
        throw new IllegalStateException(dashboard + " has no address");
    }

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
