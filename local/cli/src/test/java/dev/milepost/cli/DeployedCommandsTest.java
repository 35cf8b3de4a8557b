package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.console.ConsoleSettings;
import dev.milepost.runtime.archive.ArchiveSettings;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.StreamFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** Commands that are written elsewhere are ones that there are: in the runbook, and in what is deployed. */
class DeployedCommandsTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern COMMAND = Pattern.compile("\\./milepost ((?:[^\\s`\\\\]|\\\\\\n|[ ])+)");
    /** By what the image has it called; a namespace may have the same name. */
    private static final Pattern IN_A_CONTAINER = Pattern.compile(
            "(?:docker compose|kubectl)(?:[^\\n`\\\\]|\\\\\\n)*?(?<!-n) milepost " + "((?:[^\\s`'\\\\]|\\\\\\n|[ ])+)");

    /** Where a command ends and the shell goes on. */
    private static final Set<String> SHELL = Set.of(">", "|", "#");

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    private Path folder;

    @Test
    void everyCommandOfTheRunbookIsUnderstood() throws Exception {
        List<List<String>> commands = commands(COMMAND, Files.readString(ROOT.resolve("docs/operations.md")));
        assertThat(commands).hasSizeGreaterThanOrEqualTo(15);
        for (List<String> words : commands) {
            // What the launcher takes itself is described there alone.
            parse(words.get(0).equals("bench") ? words.subList(0, 1) : words);
        }
        assertThat(commands)
                .anyMatch(words -> words.get(0).equals("backfill") && words.contains("--job-is-stopped"))
                .anyMatch(words -> words.get(0).equals("erase") && words.contains("--savepoint"))
                .anyMatch(words -> words.get(0).equals("reconcile"));
    }

    @Test
    void everyCommandOfTheRunbookInAContainerIsUnderstood() throws Exception {
        List<List<String>> commands = commands(IN_A_CONTAINER, Files.readString(ROOT.resolve("docs/operations.md")));
        for (List<String> words : commands) {
            parse(words);
        }
        assertThat(commands)
                .anyMatch(words -> words.get(0).equals("users"))
                .anyMatch(words -> words.get(0).equals("backfill") && words.contains("--savepoint"))
                .anyMatch(words -> words.get(0).equals("erase"))
                .filteredOn(
                        words -> words.get(0).equals("program") && words.get(1).equals("apply"))
                .hasSize(2);
    }

    @Test
    void aCommandThatThereIsNotIsFound() {
        assertThat(commands(
                        COMMAND,
                        "`./milepost backfil --events x` and\n./milepost sql \"SELECT 1\" \\\n  --format TSV\n"))
                .containsExactly(List.of("backfil", "--events", "x"), List.of("sql", "SELECT 1", "--format", "TSV"));
        assertThatThrownBy(() -> parse(List.of("backfil", "--events", "x")))
                .isInstanceOf(CommandLine.UnmatchedArgumentException.class);
        assertThatThrownBy(() -> parse(List.of("reconcile", "--since", "x")))
                .isInstanceOf(CommandLine.UnmatchedArgumentException.class);
    }

    @Test
    void theConsoleTakesWhatComposeTellsIt() throws Exception {
        Map<?, ?> compose = new Yaml().load(Files.readString(ROOT.resolve("deploy/compose.yaml")));
        Map<?, ?> console = (Map<?, ?>) ((Map<?, ?>) compose.get("services")).get("console");
        List<String> words = texts(console.get("command"));
        assertThat(words.remove(0)).isEqualTo("milepost");
        CommandLine.ParseResult parsed = parse(words);
        assertThat((String) parsed.subcommand().matchedOptionValue("--bootstrap", ""))
                .isEqualTo("kafka:29092");
        List<String> set = texts(parsed.subcommand().matchedOption("--set").getValue());
        Settings read = Settings.ofArguments(set, LocalSettings.all());
        assertThat(console.get("ports")).asString().contains(":" + read.get(ConsoleSettings.PORT) + "]");
        assertThat(read.get(ConsoleSettings.PORT)).isEqualTo(LocalConsole.PORT);
    }

    @Test
    void theConsoleTakesWhatKubernetesTellsIt() throws Exception {
        Path base = ROOT.resolve("deploy/kubernetes/base");
        Map<?, ?> deployment = null;
        for (Object document : new Yaml().loadAll(Files.readString(base.resolve("console.yaml")))) {
            if ("Deployment".equals(((Map<?, ?>) document).get("kind"))) {
                deployment = (Map<?, ?>) document;
            }
        }
        Map<?, ?> container = (Map<?, ?>) ((List<?>) at(deployment, "spec", "template", "spec", "containers")).get(0);
        List<String> words = texts(container.get("args"));
        assertThat(words.remove(0)).isEqualTo("milepost");
        assertThat(words).contains("console.url=$(MILEPOST_CONSOLE_URL)");
        words.replaceAll(word -> word.replace("$(MILEPOST_CONSOLE_URL)", "https://milepost.example.com"));
        CommandLine.ParseResult console = parse(words).subcommand();
        // Else nobody could decide anything.
        assertThat((String) console.matchedOptionValue("--bootstrap", "")).isEqualTo("milepost-kafka-bootstrap:9092");
        Settings told =
                Settings.ofArguments(texts(console.matchedOption("--set").getValue()), LocalSettings.all());
        assertThat(told.get(ConsoleSettings.URL)).isEqualTo("https://milepost.example.com");
        for (Path file : List.of(
                base.resolve("console-settings.yaml"),
                ROOT.resolve("deploy/kubernetes/overlays/example/console-settings.yaml"))) {
            Settings read = Settings.ofYaml(file, LocalSettings.all());
            assertThat(container.get("ports")).asString().contains("containerPort=" + read.get(ConsoleSettings.PORT));
        }
    }

    /** Else no hold would end while nothing happens. */
    @Test
    void theClockTakesWhatItIsToldAndGoesByTheJobsSettings() throws Exception {
        Map<?, ?> compose = new Yaml().load(Files.readString(ROOT.resolve("deploy/compose.yaml")));
        Map<?, ?> service = (Map<?, ?>) at(compose, "services", "clock");
        Map<?, ?> deployment = new Yaml().load(Files.readString(ROOT.resolve("deploy/kubernetes/base/clock.yaml")));
        Map<?, ?> container = (Map<?, ?>) ((List<?>) at(deployment, "spec", "template", "spec", "containers")).get(0);
        assertTicks(texts(service.get("command")), "kafka:29092", service.get("healthcheck"));
        assertTicks(texts(container.get("args")), "milepost-kafka-bootstrap:9092", container.get("readinessProbe"));
        assertThat(texts(service.get("volumes"))).containsExactly("./settings.yaml:/etc/milepost/settings.yaml:ro");
        assertThat(container.get("volumeMounts")).asString().contains("name=settings, mountPath=/etc/milepost");
    }

    private void assertTicks(List<String> words, String kafka, Object probe) {
        assertThat(words.remove(0)).isEqualTo("milepost");
        assertThat(words.get(0)).isEqualTo("clock");
        CommandLine.ParseResult clock = parse(words).subcommand();
        assertThat((String) clock.matchedOptionValue("--bootstrap", "")).isEqualTo(kafka);
        assertThat(clock.matchedOption("--settings").getValue().toString()).isEqualTo("/etc/milepost/settings.yaml");
        assertThat(probe)
                .asString()
                .contains("find " + clock.matchedOption("--mark").getValue() + " -mmin -1");
    }

    /** It computes by the job's own settings, and leaves the state where the job's pods see it. */
    @Test
    void theRebuildTakesWhatKubernetesTellsIt() throws Exception {
        Map<?, ?> job = new Yaml().load(Files.readString(ROOT.resolve("deploy/kubernetes/rebuild/job.yaml")));
        Map<?, ?> container = (Map<?, ?>) ((List<?>) at(job, "spec", "template", "spec", "containers")).get(0);
        List<String> words = texts(container.get("args"));
        assertThat(words.remove(0)).isEqualTo("milepost");
        CommandLine.ParseResult parsed = parse(words).subcommand();
        Settings read = Settings.ofYaml(ROOT.resolve("deploy/kubernetes/base/settings.yaml"), LocalSettings.all());
        String archive = read.get(ArchiveSettings.FOLDER);
        assertThat(parsed.matchedOption("--events").getValue().toString()).isEqualTo(archive);
        assertThat(parsed.matchedOption("--savepoint").getValue().toString()).startsWith(archive + "/");
        assertThat(words).contains("--job-is-stopped");
        words.set(0, "erase");
        words.addAll(1, List.of("--user-file", "/run/secrets/milepost-erase/user"));
        words.addAll(List.of("--bootstrap", "milepost-kafka-bootstrap:9092"));
        parse(words);
        assertThat(container.get("volumeMounts")).asString().contains("mountPath=/run/secrets/milepost-erase");
    }

    /** The list of erased users is beside the archive's files, and is none of them. */
    @Test
    void erasedUsersAreListedWhereEveryTaskSees() throws Exception {
        for (String settings : List.of("deploy/settings.yaml", "deploy/kubernetes/base/settings.yaml")) {
            Settings read = Settings.ofYaml(ROOT.resolve(settings), LocalSettings.all());
            Path list = Path.of(read.get(IngestSettings.ERASED));
            assertThat(list.getParent()).isEqualTo(Path.of(read.get(ArchiveSettings.FOLDER)));
            Path archive = Files.createDirectory(folder.resolve("archive-of-" + settings.length()));
            Files.createFile(archive.resolve(list.getFileName()));
            Files.createDirectory(archive.resolve("rebuilds"));
            StreamFiles files = StreamFiles.in(archive);
            assertThat(files.files()).isEmpty();
            assertThat(files.ignored()).isEmpty();
        }
    }

    private static CommandLine.ParseResult parse(List<String> words) {
        return Main.commandLine(null).parseArgs(words.toArray(String[]::new));
    }

    private static List<List<String>> commands(Pattern pattern, String text) {
        List<List<String>> commands = new ArrayList<>();
        Matcher command = pattern.matcher(text);
        while (command.find()) {
            List<String> words = new ArrayList<>();
            Matcher word = WORD.matcher(command.group(1).replace("\\\n", " "));
            while (word.find()) {
                words.add(word.group(1) == null ? word.group(2) : word.group(1));
            }
            commands.add(words.stream().takeWhile(each -> !SHELL.contains(each)).toList());
        }
        return commands;
    }

    private static Object at(Map<?, ?> tree, String... path) {
        Object value = tree;
        for (String name : path) {
            value = ((Map<?, ?>) value).get(name);
        }
        return value;
    }

    private static List<String> texts(Object list) {
        return new ArrayList<>(((List<?>) list).stream().map(Object::toString).toList());
    }
}
