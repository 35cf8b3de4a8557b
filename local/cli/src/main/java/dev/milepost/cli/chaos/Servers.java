package dev.milepost.cli.chaos;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** A broker and a ClickHouse, each a process of its own, so that what they take is told apart from what a job takes. */
public final class Servers implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(6);
    private static final int BROKER_HEAP_MEGABYTES = 512;
    private static final int CLICKHOUSE_HEAP_MEGABYTES = 512;

    private final int brokerPort;
    private final int clickHousePort;
    private final Machine broker;
    private final Machine clickHouse;

    private Servers(Path folder) throws IOException {
        int[] ports = Stage.freePorts(2);
        brokerPort = ports[0];
        clickHousePort = ports[1];
        Path log = Files.createDirectories(folder.resolve("log"));
        Path logging = Files.createDirectories(folder.resolve("conf")).resolve("log4j2.xml");
        Files.writeString(logging, FlinkHome.LOGGING);
        broker = new Machine(
                "broker",
                command(BROKER_HEAP_MEGABYTES, BrokerMain.class, folder.resolve("kafka"), brokerPort, logging),
                Map.of(),
                log.resolve("broker.log"));
        clickHouse = new Machine(
                "clickhouse",
                command(
                        CLICKHOUSE_HEAP_MEGABYTES,
                        ClickHouseMain.class,
                        folder.resolve("warehouse"),
                        clickHousePort,
                        logging),
                Map.of(),
                log.resolve("clickhouse.log"));
    }

    /** Starts both on a folder, and returns once they answer. */
    public static Servers start(Path folder) throws Exception {
        Servers servers = new Servers(folder);
        try {
            servers.broker.start();
            servers.clickHouse.start();
            Wait.until("the broker answers", servers.broker.log(), START, servers::isBrokerUp);
            Wait.until("ClickHouse answers", servers.clickHouse.log(), START, servers::isClickHouseUp);
            return servers;
        } catch (Exception e) {
            servers.close();
            throw e;
        }
    }

    /** A process of this package, on the class path of this one. */
    static List<String> command(int heapMegabytes, Class<?> main, Path data, int port, Path logging) {
        List<String> command = new ArrayList<>(FlinkHome.command(heapMegabytes, System.getProperty("java.class.path")));
        command.add("-Dlog4j2.configurationFile=" + logging.toUri());
        String engine = System.getProperty("milepost.engine.lib");
        if (engine != null) {
            command.add("-Dmilepost.engine.lib=" + engine);
        }
        command.addAll(List.of(main.getName(), data.toString(), Integer.toString(port)));
        return command;
    }

    private boolean isBrokerUp() throws InterruptedException {
        try (Admin admin = admin()) {
            admin.listTopics().names().get();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private boolean isClickHouseUp() {
        try (ClickHouseClient client = client()) {
            return !client.query("SELECT 1").isEmpty();
        } catch (ClickHouseFailure e) {
            return false;
        }
    }

    /** Kafka's bootstrap servers. */
    public String kafka() {
        return "127.0.0.1:" + brokerPort;
    }

    /** An administrator of the broker. The caller closes it. */
    public Admin admin() {
        return Admin.create(
                Map.of("bootstrap.servers", kafka(), "request.timeout.ms", "5000", "default.api.timeout.ms", "30000"));
    }

    /** Where ClickHouse is. */
    public ClickHouseUrl clickHouse() {
        return ClickHouseUrl.parse("jdbc:clickhouse://127.0.0.1:" + clickHousePort + "/default");
    }

    /** A client of ClickHouse. The caller closes it. */
    public ClickHouseClient client() {
        return ClickHouseClient.of(clickHouse(), "", "");
    }

    /** CPU time that the broker's process has taken. */
    public Duration brokerCpu() {
        return broker.cpu();
    }

    /** CPU time that ClickHouse's process has taken. */
    public Duration clickHouseCpu() {
        return clickHouse.cpu();
    }

    /** Ends both; they are gone when this returns, and their folder is nobody's. */
    @Override
    public void close() {
        end(broker);
        end(clickHouse);
    }

    private static void end(Machine machine) {
        machine.close();
        if (machine.starts() == 0) {
            return;
        }
        try {
            machine.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
