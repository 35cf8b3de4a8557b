package dev.milepost.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code deploy/local-cluster/local-cluster} on a folder and ports of its own, as a person uses it. */
public final class LocalCluster implements AutoCloseable {

    private static final Path SCRIPT =
            Path.of("../../deploy/local-cluster/local-cluster").toAbsolutePath().normalize();
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration CHECKPOINTS = Duration.ofMinutes(6);
    private static final int PORTS = 11;

    private final Path folder;
    private final int ports;

    /** Processes outlive the one that started them unless they are told. */
    private final Thread atExit = new Thread(this::killAll, "local-cluster-end");

    public LocalCluster(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.ports = freePorts();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** The first of so many neighbours that are all free. */
    private static int freePorts() throws IOException {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            List<ServerSocket> open = new ArrayList<>();
            try {
                for (int i = 0; i < PORTS; i++) {
                    open.add(new ServerSocket(first + i, 1, InetAddress.getLoopbackAddress()));
                }
                return first;
            } catch (IOException e) {
                // One of them is somebody's.
            } finally {
                for (ServerSocket socket : open) {
                    socket.close();
                }
            }
        }
    }

    public void start(String... options) throws Exception {
        run(Stream.concat(Stream.of("start", "--ports", Integer.toString(ports)), Stream.of(options))
                .toArray(String[]::new));
    }

    /** Carries out a command, which must succeed; gives what it printed for programs. */
    public String run(String... words) throws Exception {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("MILEPOST_CLUSTER", folder.toString());
        builder.environment().put("MILEPOST_CLI_TARGET", TARGET.toString());
        String engine = System.getProperty("milepost.engine.lib");
        if (engine != null) {
            builder.environment().put("MILEPOST_ENGINE_LIB", engine);
        }
        Process process = builder.start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(String.join(" ", words) + ": " + Files.readString(err))
                .isZero();
        return Files.readString(out);
    }

    /** The processes that were started and have not ended. */
    List<String> processes() throws IOException {
        Path pids = folder.resolve("pid");
        if (!Files.exists(pids)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(pids)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> process(name).isPresent())
                    .sorted()
                    .toList();
        }
    }

    /** {@code kill -9}. */
    void kill(String name) throws Exception {
        ProcessHandle process = process(name).orElseThrow();
        assertThat(process.destroyForcibly()).isTrue();
        process.onExit().get(1, TimeUnit.MINUTES);
    }

    private Optional<ProcessHandle> process(String name) {
        try {
            long pid = Long.parseLong(Files.readString(folder.resolve("pid").resolve(name)));
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pipeline's present job. */
    public String job() throws IOException {
        return Files.readString(folder.resolve("job"));
    }

    /** Waits for two checkpoints that were not complete yet; gives how often this job manager has restored the job. */
    public long awaitCheckpoints(int jobManager) throws Exception {
        FlinkRest flink = flink(jobManager);
        String job = job();
        long before =
                flink.checkpoints(job).map(FlinkRest.Checkpoints::completed).orElse(0L);
        FlinkRest.Checkpoints[] last = new FlinkRest.Checkpoints[1];
        Wait.until("the job completes checkpoints", log(), CHECKPOINTS, () -> {
            last[0] = flink.checkpoints(job).orElse(new FlinkRest.Checkpoints(0, 0));
            return last[0].completed() >= before + 2 && flink.state(job).equals("RUNNING");
        });
        return last[0].restored();
    }

    FlinkRest flink(int jobManager) {
        return new FlinkRest(ports + jobManager - 1);
    }

    public String kafka() {
        return "127.0.0.1:" + (ports + 8);
    }

    /** A client of the warehouse. The caller closes it. */
    ClickHouseClient warehouse() {
        return ClickHouseClient.of(ClickHouseUrl.parse(clickHouse()), "", "");
    }

    /** The warehouse's address. */
    public String clickHouse() {
        return "jdbc:clickhouse://127.0.0.1:" + (ports + 9) + "/default";
    }

    Path log() {
        return folder.resolve("log");
    }

    private void killAll() {
        try {
            for (String name : processes()) {
                process(name).ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        killAll();
    }
}
