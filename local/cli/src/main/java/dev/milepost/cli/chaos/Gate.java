package dev.milepost.cli.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way from the task managers to ClickHouse. It hands bytes on, sees inserts go by, and can
 *
 * <ul>
 *   <li>hold the answer to an insert: the rows are in, and the sink does not know, which is the moment between an insert
 *       and the end of its commit ({@link #holdNextInsert});
 *   <li>cut ClickHouse off: connections end, new ones are refused ({@link #shut}, {@link #open}).
 * </ul>
 */
final class Gate implements AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("[?&]insert_deduplication_token=([^& ]+)");
    private static final int BUFFER = 1 << 14;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Held> next = new AtomicReference<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicLong inserts = new AtomicLong();
    private final AtomicLong turnedAway = new AtomicLong();
    private volatile boolean shut;

    /** An insert that ClickHouse has answered and whose answer is kept back. */
    static final class Held {

        private final CompletableFuture<String> seen = new CompletableFuture<>();
        private final CountDownLatch released = new CountDownLatch(1);

        /** Completed with the insert's token once its answer is held. */
        CompletableFuture<String> seen() {
            return seen;
        }

        /** The answer never arrives: its connection ends. */
        void lose() {
            released.countDown();
        }
    }

    private Gate(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** Opens a gate on a port of its own before {@code target}, both on 127.0.0.1. */
    static Gate before(int target) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Gate gate = new Gate(server, target);
        gate.thread("gate", gate::accept);
        return gate;
    }

    int port() {
        return server.getLocalPort();
    }

    /** The answer to the next insert is held. Give it up with {@link Held#lose}. */
    Held holdNextInsert() {
        Held held = new Held();
        next.set(held);
        return held;
    }

    void stopHolding() {
        next.set(null);
    }

    void shut() {
        shut = true;
        connections.forEach(Gate::end);
    }

    void open() {
        shut = false;
    }

    /** Inserts that have been sent to ClickHouse. */
    long inserts() {
        return inserts.get();
    }

    /** Of these, repetitions of one that had been sent before. */
    long repeated() {
        return inserts.get() - tokens.size();
    }

    /** Connections that came while it was shut. */
    long turnedAway() {
        return turnedAway.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (shut) {
                    turnedAway.incrementAndGet();
                    end(client);
                } else {
                    thread("gate-client", () -> relay(client));
                }
            } catch (IOException e) {
                // The gate is closed, or a client went before it was let in.
            }
        }
    }

    private void relay(Socket client) {
        try (client;
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            connections.add(client);
            connections.add(upstream);
            if (shut) {
                return;
            }
            Exchange exchange = new Exchange();
            Thread requests = thread("gate-requests", () -> {
                try {
                    requests(client.getInputStream(), upstream.getOutputStream(), exchange);
                } catch (IOException e) {
                    // One end is gone: so goes the other.
                } finally {
                    end(client);
                    end(upstream);
                }
            });
            try {
                answers(upstream.getInputStream(), client.getOutputStream(), exchange);
            } finally {
                end(client);
                end(upstream);
                requests.interrupt();
            }
        } catch (IOException e) {
            // ClickHouse is away, or one end is gone.
        } finally {
            connections.removeIf(Socket::isClosed);
        }
    }

    /** What a connection is at: a request begins with the first byte after an answer. */
    private static final class Exchange {

        private volatile boolean answered = true;
        private volatile String insert;
    }

    private void requests(InputStream in, OutputStream out, Exchange exchange) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            if (exchange.answered) {
                exchange.answered = false;
                exchange.insert = insert(new String(buffer, 0, length, StandardCharsets.ISO_8859_1))
                        .orElse(null);
            }
            out.write(buffer, 0, length);
            out.flush();
        }
    }

    private Optional<String> insert(String head) {
        String line = head.lines().findFirst().orElse("");
        Matcher token = TOKEN.matcher(line);
        if (!token.find()) {
            return Optional.empty();
        }
        inserts.incrementAndGet();
        tokens.add(token.group(1));
        return Optional.of(token.group(1));
    }

    private void answers(InputStream in, OutputStream out, Exchange exchange) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            String insert = exchange.insert;
            Held held = insert == null ? null : next.getAndSet(null);
            if (held != null) {
                held.seen.complete(insert);
                try {
                    held.released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return;
            }
            exchange.answered = true;
            out.write(buffer, 0, length);
            out.flush();
        }
    }

    private Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }

    @Override
    public void close() {
        shut = true;
        try {
            server.close();
        } catch (IOException e) {
            // It takes no more connections.
        }
        connections.forEach(Gate::end);
    }
}
