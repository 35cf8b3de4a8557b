package dev.milepost.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker inside this process: KRaft mode, broker and controller in one node, on 127.0.0.1 only. Its topics are in a
 * directory that outlives it; it may be closed and started again there, in this process or another, on the same port or not.
 *
 * <p>Records are stamped by the broker (LogAppendTime) unless a topic says otherwise, and kept for ever unless a topic says
 * otherwise. Topics exist only once {@link #createTopics} or another client made them.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final int NODE_ID = 1;
    private static final int ADMIN_MILLIS = 30_000;

    private final KafkaRaftServer server;
    private final int port;
    private boolean closed;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker, and returns once it takes records.
     *
     * @param directory where the topics are; created and formatted where absent
     * @param port the port for clients; 0 takes any that is free
     * @throws PortTakenException where somebody else listens there
     */
    public static EmbeddedKafka start(Path directory, int port) {
        Path log = directory.toAbsolutePath().normalize();
        int clientPort = freePort(port);
        int controllerPort = freePort(0);
        try {
            Files.createDirectories(log);
            format(log);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Kafka's directory " + log + " could not be prepared: " + e.getMessage(), e);
        }
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(settings(log, clientPort, controllerPort), false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw new IllegalStateException("Kafka did not start on " + log + ": " + e.getMessage(), e);
        }
        return new EmbeddedKafka(server, clientPort);
    }

    /** The port for clients. */
    public int port() {
        return port;
    }

    /** For clients, for example {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Creates those topics that do not exist; those that do stay as they are. All take records when this returns. */
    public void createTopics(Collection<NewTopic> topics) {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ADMIN_MILLIS))) {
            NewTopics.create(admin, topics);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Kafka did not create topics: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating topics", e);
        }
    }

    /** Stops the broker; what it acknowledged is on disk. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            server.shutdown();
            server.awaitShutdown();
        }
    }

    private static void format(Path log) throws Exception {
        if (Files.exists(log.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(log.toString()))
                    .setMetadataLogDirectory(log.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setIgnoreFormatted(true)
                    .run();
        }
    }

    private static Map<String, Object> settings(Path log, int clientPort, int controllerPort) {
        Map<String, Object> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("log.dirs", log.toString());
        settings.put("listeners", "CLIENT://127.0.0.1:" + clientPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.message.timestamp.type", "LogAppendTime");
        settings.put("log.retention.ms", "-1");
        // What is erased goes soon, not within minutes.
        settings.put("log.retention.check.interval.ms", "2000");
        settings.put("log.segment.delete.delay.ms", "1000");
        // One node: nobody to replicate to.
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        // The controller must see the broker go, or it holds the broker's next start back until the session has timed
        // out:
        // after a close at once, after a kill within these 3 s.
        settings.put("controlled.shutdown.enable", "true");
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // Sized for a laptop: the defaults take 128 MB for the cleaner and map 20 MB of index per partition.
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("metric.reporters", "");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        return settings;
    }

    private static int freePort(int wanted) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as Kafka does: connections that were just closed do not count
            socket.bind(new InetSocketAddress(ClickHouseFront.loopback(), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wanted != 0) {
                throw new PortTakenException(PortTakenException.Server.KAFKA, wanted, e);
            }
            throw new UncheckedIOException("There is no free port on 127.0.0.1", e);
        }
    }
}
