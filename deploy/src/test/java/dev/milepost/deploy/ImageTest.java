package dev.milepost.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTest {

    private static final Path ENTRYPOINT = Deployed.DEPLOY.resolve("image/entrypoint.sh");

    private final String dockerfile = Deployed.text(Deployed.DEPLOY.resolve("image/Dockerfile"));

    @TempDir
    private Path folder;

    @Test
    void itIsMadeOfTheFlinkOfThePomAndDoesNotRunAsRoot() {
        assertThat(found("(?m)^FROM flink:([0-9.]+)-scala_2.12-java17$", dockerfile))
                .containsExactly(Deployed.version("flink.version"));
        assertThat(found("(?m)^USER (\\w+)$", dockerfile)).endsWith("9999");
        assertThat(dockerfile).doesNotContain(":latest").contains("ENTRYPOINT [\"/opt/milepost/bin/entrypoint.sh\"]");
        assertThat(found("(?m)^COPY (?:--chmod=\\d+ )?(deploy/[^ ]+)", dockerfile))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Deployed.ROOT.resolve(file)).isExecutable());
    }

    @Test
    void itHoldsEveryFileThatContainersAreToldOf() {
        Set<String> told = new TreeSet<>();
        Deployed.compose().get("services").forEach(service -> {
            told.addAll(found(
                    "(/opt/milepost/bin/[a-z.]+)", service.path("healthcheck").toString()));
        });
        told.add(Deployed.flink().at("/spec/job/jarURI").asText().replace("local://", ""));
        assertThat(told)
                .hasSize(2)
                .allSatisfy(
                        file -> assertThat(dockerfile).containsAnyOf(file, file.substring(file.lastIndexOf('/') + 1)));
        assertThat(dockerfile).contains("/opt/flink/plugins/milepost/milepost-pipeline-cluster.jar");
        for (String volume : List.of("/state", "/archive", "/var/lib/milepost")) {
            assertThat(dockerfile).contains(volume);
        }
        String module = found("-pl (\\S+)", dockerfile).get(0);
        String pom = Deployed.text(Deployed.ROOT.resolve(module).resolve("pom.xml"));
        assertThat(found("local/cli/target/cluster/([a-z.-]+)", dockerfile))
                .isNotEmpty()
                .allSatisfy(jar -> assertThat(pom).contains("<destFileName>" + jar + "<"));
        assertThat(pom).contains("<finalName>milepost-cli<").contains("${project.build.directory}/lib<");
        for (String main : found("(dev\\.milepost\\.\\w+\\.\\w+)", Deployed.text(ENTRYPOINT))) {
            assertThat(Deployed.ROOT.resolve(module + "/src/main/java/" + main.replace('.', '/') + ".java"))
                    .exists();
        }
    }

    @Test
    void everyVariableIsOneThatTheCodeReads() throws IOException {
        Set<String> named = new TreeSet<>();
        for (JsonNode service : Deployed.compose().get("services")) {
            service.path("environment").fieldNames().forEachRemaining(named::add);
        }
        for (JsonNode manifest : Deployed.manifests()) {
            manifest.findValues("env")
                    .forEach(env ->
                            env.forEach(entry -> named.add(entry.path("name").asText())));
        }
        String read = sources();
        for (String name : named) {
            if (name.startsWith("MILEPOST_")) {
                assertThat(read).contains(name.replaceFirst("_FILE$", ""));
            }
        }
        assertThat(named).contains("MILEPOST_CLICKHOUSE_PASSWORD_FILE", "MILEPOST_KAFKA");
    }

    @Test
    void aSecretBecomesAVariableFromItsFile() throws Exception {
        Path secret = Files.writeString(folder.resolve("password"), "s3cret\n");
        // In place of java: it shows what it was started with.
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\nenv\necho \"started $*\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        ProcessBuilder entrypoint = new ProcessBuilder("bash", ENTRYPOINT.toString(), "milepost", "console", "--x")
                .redirectErrorStream(true);
        entrypoint.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        entrypoint.environment().put("MILEPOST_CLICKHOUSE_PASSWORD_FILE", secret.toString());
        assertThat(said(entrypoint))
                .contains("MILEPOST_CLICKHOUSE_PASSWORD=s3cret\n")
                .doesNotContain("MILEPOST_CLICKHOUSE_PASSWORD_FILE")
                .containsPattern("started -Xmx512m .*dev\\.milepost\\.cli\\.Main console --x");

        entrypoint
                .environment()
                .put("MILEPOST_CLICKHOUSE_PASSWORD_FILE", folder.resolve("none").toString());
        assertThat(said(entrypoint)).contains("cannot be read").doesNotContain("started");
    }

    private static String said(ProcessBuilder command) throws Exception {
        Process process = command.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return output;
    }

    /** What may read a variable: code, Grafana's files, and the scripts of this folder. */
    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String room : List.of(
                "jobs/pipeline/src/main",
                "jobs/runtime/src/main",
                "console/src/main/java",
                "local/cli/src/main",
                "dashboards/provisioning",
                "dashboards/console-address.sh",
                "deploy/image/entrypoint.sh",
                "deploy/kafka")) {
            try (Stream<Path> files = Files.walk(Deployed.ROOT.resolve(room))) {
                for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                    all.append(Deployed.text(file));
                }
            }
        }
        return all.toString();
    }

    private static List<String> found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.results().map(result -> result.group(1)).toList();
    }
}
