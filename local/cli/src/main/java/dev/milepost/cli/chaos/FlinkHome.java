package dev.milepost.cli.chaos;

import dev.milepost.runtime.launch.Changelog;
import dev.milepost.runtime.launch.FlinkPaths;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Flink distribution made of the jars that this process runs on: class path, configuration, and the commands of its
 * processes. Job manager and task managers have Flink alone on their class path; Milepost comes to them as a jar that is
 * submitted, as on any cluster.
 *
 * <p>High availability is Flink's own, by the ZooKeeper that Flink ships with: job graphs and pointers to checkpoints
 * outlive a job manager that is killed, and the next one goes on from the latest checkpoint in the same generation.
 */
final class FlinkHome {

    /** What a distribution has in {@code lib}: Flink, without the Kafka connector, and the libraries that it leans on. */
    private static final List<String> LIBRARIES = List.of(
            "asm-",
            "async-profiler",
            "commons-",
            "flink-",
            "javassist",
            "jsr305",
            "kryo",
            "log4j-",
            "lz4-",
            "minlog",
            "objenesis",
            "reflectasm",
            "slf4j-",
            "snakeyaml-engine-",
            "snappy-",
            "zstd-",
            // for its file system sealed:, which Flink must know before it knows a job
            "milepost-runtime-");

    private static final List<String> ACCESS = List.of(
            "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED");

    private static final int COORDINATOR_HEAP = 96;
    private static final int JOB_MANAGER_HEAP = 512;

    /** A task manager's memory, as Flink divides it: it fails to start where the parts do not add up. */
    private static final int TASK_HEAP = 512;

    private static final int FRAMEWORK_HEAP = 128;
    private static final int FRAMEWORK_OFF_HEAP = 64;
    private static final int NETWORK = 48;
    private static final int METASPACE = 192;
    private static final int OVERHEAD = 128;

    /** What each may come to in all; a container of that size would hold it. */
    static final int TASK_MANAGER_MEGABYTES =
            TASK_HEAP + FRAMEWORK_HEAP + FRAMEWORK_OFF_HEAP + NETWORK + METASPACE + OVERHEAD;

    /** With Flink's own defaults beside the heap: 128 off heap, 256 of metaspace, 192 of overhead. */
    static final int JOB_MANAGER_MEGABYTES = JOB_MANAGER_HEAP + 128 + 256 + 192;

    static final int COORDINATOR_MEGABYTES = COORDINATOR_HEAP + 160;

    private final Path folder;
    private final Ports ports;
    private final Path checkpoints;

    /** The ports of a cluster on this machine. */
    record Ports(int coordinator, int jobManager, int blobs, int rest) {}

    FlinkHome(Path folder, Ports ports, Path checkpoints) throws IOException {
        this.folder = folder;
        this.ports = ports;
        this.checkpoints = checkpoints;
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/config.yaml"), yaml());
        Files.writeString(folder.resolve("conf/log4j2.xml"), LOGGING);
        Files.writeString(
                folder.resolve("conf/zoo.cfg"),
                "tickTime=1000\ndataDir=" + folder.resolve("coordinator") + "\nclientPort=" + ports.coordinator()
                        + "\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\n");
    }

    Ports ports() {
        return ports;
    }

    List<String> coordinator() {
        return java(
                COORDINATOR_HEAP,
                "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain",
                folder.resolve("conf/zoo.cfg").toString());
    }

    List<String> jobManager() {
        return java(
                JOB_MANAGER_HEAP,
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                "--configDir",
                folder.resolve("conf").toString());
    }

    List<String> taskManager(int number) {
        return java(
                TASK_HEAP + FRAMEWORK_HEAP,
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                "--configDir",
                folder.resolve("conf").toString(),
                "-D",
                "taskmanager.resource-id=task-manager-" + number);
    }

    /** {@code flink run -d}: the program is built in a process of its own, and its graph handed to the job manager. */
    List<String> run(Path jar, String mainClass, String savepoint, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("run", "-d", "-c", mainClass));
        if (savepoint != null) {
            // Checkpoints of changes go on from what they own.
            words.addAll(List.of("-s", savepoint, "-claimMode", "CLAIM"));
        }
        words.add(jar.toString());
        words.addAll(arguments);
        return java(256, "org.apache.flink.client.cli.CliFrontend", words.toArray(String[]::new));
    }

    Map<String, String> environment() {
        return Map.of("FLINK_CONF_DIR", folder.resolve("conf").toString());
    }

    private List<String> java(int heapMegabytes, String mainClass, String... arguments) {
        List<String> command = command(heapMegabytes, classPath());
        command.addAll(ACCESS);
        command.add("-Dlog4j2.configurationFile="
                + folder.resolve("conf/log4j2.xml").toUri());
        command.add(mainClass);
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** The beginning of a Java process's command, on this process's Java. */
    static List<String> command(int heapMegabytes, String classPath) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-Djna.nosys=true",
                "-cp",
                classPath));
    }

    private static String classPath() {
        String own = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(FlinkHome::isFlinks)
                .collect(Collectors.joining(File.pathSeparator));
        if (!own.contains("flink-runtime")) {
            throw new ChaosFailure(
                    "Flink's jars are not on the class path of this process: run it by ./milepost chaos");
        }
        return own;
    }

    private static boolean isFlinks(String entry) {
        String file = Path.of(entry).getFileName() == null
                ? ""
                : Path.of(entry).getFileName().toString();
        return file.endsWith(".jar")
                && !file.startsWith("flink-connector-kafka")
                && LIBRARIES.stream().anyMatch(file::startsWith);
    }

    private String yaml() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("high-availability.type", "zookeeper");
        settings.put("high-availability.zookeeper.quorum", "127.0.0.1:" + ports.coordinator());
        settings.put("high-availability.storageDir", FlinkPaths.sealed(folder.resolve("ha")));
        settings.put("high-availability.jobmanager.port", Integer.toString(ports.jobManager()));
        // A job manager that is killed leaves its lock behind for so long; shorter, and a machine that is busy with
        // other
        // work takes it from a living one.
        settings.put("high-availability.zookeeper.client.session-timeout", "10 s");
        settings.put("high-availability.zookeeper.client.connection-timeout", "10 s");
        settings.put("high-availability.zookeeper.client.tolerate-suspended-connections", "true");
        settings.put("jobmanager.rpc.address", "127.0.0.1");
        settings.put("jobmanager.rpc.port", Integer.toString(ports.jobManager()));
        settings.put("jobmanager.bind-host", "127.0.0.1");
        settings.put("blob.server.port", Integer.toString(ports.blobs()));
        settings.put("rest.address", "127.0.0.1");
        settings.put("rest.port", Integer.toString(ports.rest()));
        settings.put("rest.bind-address", "127.0.0.1");
        settings.put("taskmanager.bind-host", "127.0.0.1");
        settings.put("taskmanager.host", "127.0.0.1");
        // One slot each, and as many task managers as the job has instances: no task manager is killed in vain.
        settings.put("taskmanager.numberOfTaskSlots", "1");
        settings.put("taskmanager.cpu.cores", "1");
        settings.put("taskmanager.memory.task.heap.size", TASK_HEAP + "m");
        settings.put("taskmanager.memory.task.off-heap.size", "0m");
        settings.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP + "m");
        settings.put("taskmanager.memory.framework.off-heap.size", FRAMEWORK_OFF_HEAP + "m");
        settings.put("taskmanager.memory.network.min", NETWORK + "m");
        settings.put("taskmanager.memory.network.max", NETWORK + "m");
        settings.put("taskmanager.memory.managed.size", "0m");
        settings.put("taskmanager.memory.jvm-metaspace.size", METASPACE + "m");
        settings.put("taskmanager.memory.jvm-overhead.min", OVERHEAD + "m");
        settings.put("taskmanager.memory.jvm-overhead.max", OVERHEAD + "m");
        settings.put("parallelism.default", "2");
        // A lost process is noticed within seconds, as far as two busy cores allow.
        settings.put("heartbeat.interval", "1 s");
        settings.put("heartbeat.timeout", "20 s");
        // A call between processes that such a machine does not answer in time ends a job manager.
        settings.put("pekko.ask.timeout", "60 s");
        settings.put("io.tmp.dirs", folder.resolve("tmp").toString());
        settings.put("execution.checkpointing.storage", "filesystem");
        settings.put("execution.checkpointing.dir", FlinkPaths.sealed(checkpoints));
        // All but the smallest parts of state in files of their own, where bits can be flipped.
        settings.put("execution.checkpointing.data-inline-threshold", "1 kb");
        settings.put("execution.checkpointing.num-retained", "3");
        // Whole state so often that kills fall before, into and after it.
        settings.putAll(Changelog.settings(FlinkPaths.sealed(checkpoints.resolve("changes")), "20 s"));
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + ": \"" + entry.getValue() + "\"\n")
                .collect(Collectors.joining());
    }

    static final String LOGGING = """
            <Configuration status="ERROR" shutdownHook="disable">
              <Appenders>
                <Console name="console">
                  <PatternLayout pattern="%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %logger{1.} [%t] %msg%n%throwable"/>
                </Console>
              </Appenders>
              <Loggers>
                <Logger name="org.apache.kafka" level="WARN"/>
                <Logger name="kafka" level="WARN"/>
                <Root level="INFO"><AppenderRef ref="console"/></Root>
              </Loggers>
            </Configuration>
            """;
}
