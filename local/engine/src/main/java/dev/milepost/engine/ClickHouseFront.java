package dev.milepost.engine;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * ClickHouse's HTTP interface in front of an {@link EmbeddedClickHouse}, on 127.0.0.1 only: enough of it for ClickHouse's own
 * Java clients, JDBC driver and curl.
 *
 * <p>It answers: statements in the body or in {@code query=}; {@code database}, {@code default_format} and their headers;
 * {@code param_…}; any other parameter as a setting of that statement; INSERT data in any format; responses compressed as
 * clients ask by {@code compress=1}; request bodies compressed by {@code decompress=1} or {@code Content-Encoding: gzip};
 * {@code /ping}. Users and passwords are accepted and not looked at. Sessions ({@code session_id}) are refused. Requests that
 * a web page of another origin could have caused are refused.
 *
 * <p>It may be closed and started again, on the same port too, while its engine lives on.
 */
public final class ClickHouseFront implements AutoCloseable {
    private static final int THREADS = 16;

    static {
        // The JDK's server sends an answer's head and body apart, and the system holds the body back until the client
        // has acknowledged the head, which it puts off for 40 ms: every query with an answer would wait for that.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private ClickHouseFront(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts answering.
     *
     * @param port the port to listen on; 0 takes any that is free
     * @throws PortTakenException where somebody else listens there
     */
    public static ClickHouseFront start(EmbeddedClickHouse engine, int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback(), port), 0);
            AtomicInteger count = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
                Thread thread = new Thread(task, "clickhouse-front-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(threads);
            server.createContext("/", new FrontHandler(engine));
            server.start();
            return new ClickHouseFront(server, threads);
        } catch (BindException e) {
            throw new PortTakenException(PortTakenException.Server.CLICKHOUSE, port, e);
        } catch (IOException e) {
            throw new UncheckedIOException("ClickHouse's HTTP interface did not start on port " + port, e);
        }
    }

    /** The port that is listened on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** For HTTP clients, for example {@code http://127.0.0.1:8123}. */
    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    /** For JDBC, for example {@code jdbc:clickhouse://127.0.0.1:8123/default}. */
    public String jdbcUrl() {
        return "jdbc:clickhouse://127.0.0.1:" + port() + "/default";
    }

    /**
     * Stops answering: connections are cut, as when a server dies. Statements that the engine has begun run to their end
     * unheard, and are waited for.
     */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static InetAddress loopback() {
        try {
            return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
