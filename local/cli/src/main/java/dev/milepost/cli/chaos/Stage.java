package dev.milepost.cli.chaos;

import dev.milepost.engine.NewTopics;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.source.EventTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;

/** The processes of a run, on one folder and on ports of their own, and what they are reached by. */
final class Stage implements AutoCloseable {

    static final int TASK_MANAGERS = 2;

    private static final int PARTITIONS = 3;
    private static final int DISK_MEGABYTES = 1024;

    private static final int BROKER_HEAP_MEGABYTES = 384;
    private static final int CLICKHOUSE_HEAP_MEGABYTES = 256;

    /** With what a Java process has beside its heap. */
    private static final int BROKER_MEGABYTES = BROKER_HEAP_MEGABYTES + 256;

    /** The same, and the engine. */
    private static final int CLICKHOUSE_MEGABYTES = CLICKHOUSE_HEAP_MEGABYTES + 768;

    private static final Duration START = Duration.ofMinutes(6);
    private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");

    private final Path folder;
    private final Path checkpoints;
    private final Disk disk;
    private final FlinkHome home;
    private final FlinkRest flink;
    private final Gate gate;
    private final int brokerPort;
    private final int clickHousePort;
    private final int referencePort;
    private final Machine coordinator;
    private final Machine broker;
    private final Machine clickHouse;
    private final Machine reference;
    private final Machine jobManager;
    private final List<Machine> taskManagers = new ArrayList<>();
    private final Warden warden;
    private final Duration outOfOrderness;
    private final boolean ownVerdicts;
    private final Path programs;
    private int submissions;

    private Stage(ChaosPlan plan) throws IOException, InterruptedException {
        folder = plan.folder();
        outOfOrderness = plan.outOfOrderness();
        ownVerdicts = plan.ownVerdicts();
        programs = Campaign.write(folder.resolve("programs"));
        int[] ports = freePorts(7);
        Files.createDirectories(folder.resolve("log"));
        checkpoints = Files.createDirectories(folder.resolve("checkpoints"));
        disk = plan.fillDisk() ? Disk.of(checkpoints, DISK_MEGABYTES) : Disk.plain(checkpoints);
        home = new FlinkHome(folder, new FlinkHome.Ports(ports[0], ports[1], ports[2], ports[3]), checkpoints);
        brokerPort = ports[4];
        clickHousePort = ports[5];
        referencePort = ports[6];
        flink = new FlinkRest(ports[3]);
        gate = Gate.before(clickHousePort);
        coordinator = machine("coordinator", home.coordinator(), Map.of(), FlinkHome.COORDINATOR_MEGABYTES);
        broker = machine(
                "broker",
                own(BROKER_HEAP_MEGABYTES, BrokerMain.class, folder.resolve("kafka"), brokerPort),
                Map.of(),
                BROKER_MEGABYTES);
        clickHouse = clickHouse("clickhouse", "warehouse", clickHousePort);
        reference = clickHouse("clickhouse-reference", "reference", referencePort);
        jobManager = machine("job-manager", home.jobManager(), home.environment(), FlinkHome.JOB_MANAGER_MEGABYTES);
        for (int i = 0; i < TASK_MANAGERS; i++) {
            taskManagers.add(machine(
                    "task-manager-" + i, home.taskManager(i), home.environment(), FlinkHome.TASK_MANAGER_MEGABYTES));
        }
        warden = new Warden(machines());
    }

    /** Starts everything that the plan needs, and returns once all of it answers. */
    static Stage set(ChaosPlan plan) throws Exception {
        Stage stage = new Stage(plan);
        try {
            stage.start();
            return stage;
        } catch (Exception e) {
            stage.close();
            throw e;
        }
    }

    private void start() throws Exception {
        for (Machine machine : machines()) {
            if (machine != reference) {
                machine.start();
            }
        }
        warden.start();
        Wait.until("the broker answers", broker.log(), START, this::makeTopics);
        awaitClickHouse(clickHouse, clickHousePort);
        Wait.until(
                "the task managers are registered",
                jobManager.log(),
                START,
                () -> flink.taskManagers() == TASK_MANAGERS);
    }

    private void awaitClickHouse(Machine machine, int port) throws Exception {
        Wait.until("ClickHouse answers", machine.log(), START, () -> {
            try (ClickHouseClient client = client(port)) {
                return !client.query("SELECT 1").isEmpty();
            } catch (ClickHouseFailure e) {
                return false;
            }
        });
    }

    private boolean makeTopics() throws InterruptedException {
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", kafka(), "request.timeout.ms", "5000", "default.api.timeout.ms", "5000"))) {
            // An attempt that was given up may have made some of them all the same.
            NewTopics.create(admin, EventTopics.of(PARTITIONS));
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    /** Submits the pipeline into the warehouse that is behind the gate; gives the job's id. */
    String submit(Path jar, String group, String savepoint) throws Exception {
        return submit(jar, group, savepoint, gate.port());
    }

    /** Starts a second ClickHouse and submits the pipeline into it; gives the job's id. */
    String submitReference(Path jar, String group) throws Exception {
        reference.start();
        awaitClickHouse(reference, referencePort);
        return submit(jar, group, null, referencePort);
    }

    private String submit(Path jar, String group, String savepoint, int port) throws Exception {
        List<String> arguments = List.of(
                "--kafka",
                kafka(),
                "--group",
                group,
                "--clickhouse-url",
                "jdbc:clickhouse://127.0.0.1:" + port + "/default",
                "--programs",
                programs.toString(),
                "--job.checkpoint_interval",
                "1s",
                "--job.restart_first_delay",
                "200ms",
                "--job.restart_longest_delay",
                "2s",
                "--fraud.own_verdicts",
                Boolean.toString(ownVerdicts),
                "--ingest.out_of_orderness",
                outOfOrderness.toMillis() + "ms",
                // So small that many blocks go by the spool, and an outage's end is noticed soon.
                "--warehouse.spool_over",
                "16384",
                "--warehouse.retry_delay_max",
                "2s");
        try (Machine submission = machine(
                "submission-" + ++submissions,
                home.run(jar, "dev.milepost.pipeline.PipelineJob", savepoint, arguments),
                home.environment(),
                0)) {
            int code = submission.start().await();
            Matcher id = JOB_ID.matcher(Files.readString(submission.log()));
            if (code != 0 || !id.find()) {
                throw new ChaosFailure("The pipeline was not taken by the cluster: see " + submission.log());
            }
            return id.group(1);
        }
    }

    Machine victim(Blow blow) {
        return switch (blow.victim()) {
            case TASK_MANAGER -> taskManagers.get(blow.number());
            case JOB_MANAGER -> jobManager;
            case CLICKHOUSE -> clickHouse;
            case BROKER -> broker;
        };
    }

    /** All processes that last. */
    List<Machine> machines() {
        List<Machine> all = new ArrayList<>(List.of(coordinator, broker, clickHouse, reference, jobManager));
        all.addAll(taskManagers);
        return all;
    }

    /** A loss of power at the cluster: job manager and task managers are gone at once. */
    void killFlink() throws InterruptedException {
        jobManager.kill();
        for (Machine taskManager : taskManagers) {
            taskManager.kill();
        }
    }

    void startFlink() {
        jobManager.start();
        taskManagers.forEach(Machine::start);
    }

    Machine broker() {
        return broker;
    }

    Machine jobManager() {
        return jobManager;
    }

    FlinkRest flink() {
        return flink;
    }

    Gate gate() {
        return gate;
    }

    String kafka() {
        return "127.0.0.1:" + brokerPort;
    }

    Path checkpoints() {
        return checkpoints;
    }

    Path folder() {
        return folder;
    }

    /** A client of the warehouse, past the gate. The caller closes it. */
    ClickHouseClient warehouse() {
        return client(clickHousePort);
    }

    /** A client of the reference run's warehouse. The caller closes it. */
    ClickHouseClient referenceWarehouse() {
        return client(referencePort);
    }

    private static ClickHouseClient client(int port) {
        return ClickHouseClient.of(ClickHouseUrl.parse("jdbc:clickhouse://127.0.0.1:" + port + "/default"), "", "");
    }

    private Machine machine(String name, List<String> command, Map<String, String> environment, int mostMegabytes) {
        return new Machine(name, command, environment, folder.resolve("log").resolve(name + ".log"), mostMegabytes);
    }

    private Machine clickHouse(String name, String data, int port) {
        return machine(
                name,
                own(CLICKHOUSE_HEAP_MEGABYTES, ClickHouseMain.class, folder.resolve(data), port),
                Map.of(),
                CLICKHOUSE_MEGABYTES);
    }

    private List<String> own(int heapMegabytes, Class<?> main, Path data, int port) {
        return Servers.command(heapMegabytes, main, data, port, folder.resolve("conf/log4j2.xml"));
    }

    static int[] freePorts(int count) throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            int[] ports = new int[count];
            for (int i = 0; i < count; i++) {
                open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                ports[i] = open.get(i).getLocalPort();
            }
            return ports;
        } finally {
            for (ServerSocket socket : open) {
                socket.close();
            }
        }
    }

    @Override
    public void close() {
        warden.close();
        machines().forEach(Machine::close);
        gate.close();
        disk.close();
    }
}
