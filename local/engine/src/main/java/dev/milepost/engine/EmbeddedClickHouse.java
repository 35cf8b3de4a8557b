package dev.milepost.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The real ClickHouse engine inside this process, on a directory of its own.
 *
 * <p>A process has one engine at a time (a limit of the library); after {@link #close} another may be opened, on the same
 * directory or another. Across processes a directory has one engine at a time. Any number of threads may use it: up to
 * {@value #CONNECTIONS} statements run in parallel, more wait. Nothing outlives its statement: no session, no setting, no
 * temporary table. Times are UTC.
 *
 * <p>Where it differs from a server: {@code DROP … SYNC} does not wait for the files to go (a dropped table's files stay until
 * their directory is deleted), there are no users and roles (but by a configuration that a test names in the property
 * {@code milepost.engine.config}), and {@code system.query_log} is absent.
 */
public final class EmbeddedClickHouse implements AutoCloseable {
    /** Statements that run in parallel. */
    static final int CONNECTIONS = 8;

    /** What the file table function reads as a pattern, or as the name of an archive's member. */
    private static final Pattern GLOB = Pattern.compile("[*?{}\\[\\]]|::");

    private static final AtomicReference<Path> OPEN = new AtomicReference<>();

    private final Path directory;
    private final boolean temporary;
    private final DirectoryLock lock;
    private final Chdb chdb;
    private final Semaphore free = new Semaphore(CONNECTIONS, true);
    private final Deque<EngineConnection> idle = new ArrayDeque<>();
    private final Path spool;
    private final AtomicLong spooled = new AtomicLong();
    private final Thread atExit = new Thread(this::close, "clickhouse-engine-close");
    private final String version;
    private boolean closed;

    private EmbeddedClickHouse(Path directory, boolean temporary, Path spool, DirectoryLock lock, Chdb chdb) {
        this.directory = directory;
        this.temporary = temporary;
        this.lock = lock;
        this.chdb = chdb;
        this.spool = spool;
        for (int i = 0; i < CONNECTIONS; i++) {
            idle.push(EngineConnection.open(chdb, directory));
        }
        this.version = query("SELECT version()");
    }

    /**
     * Opens the engine on a directory, which is created where absent.
     *
     * @throws EngineMissingException where the engine's library is not installed
     * @throws WarehouseLockedException where another process holds the directory
     * @throws IllegalStateException where this process has an engine open
     */
    public static EmbeddedClickHouse open(Path directory) {
        return open(directory.toAbsolutePath().normalize(), false);
    }

    /** Opens the engine on a temporary directory, which {@link #close} deletes. */
    public static EmbeddedClickHouse openTemporary() {
        try {
            return open(Files.createTempDirectory("milepost-warehouse-").toAbsolutePath(), true);
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory for the ClickHouse engine", e);
        }
    }

    /** Whether an engine has kept data in a directory. */
    public static boolean holdsData(Path directory) {
        return Files.isDirectory(directory.resolve("metadata")) && Files.isDirectory(directory.resolve("store"));
    }

    private static EmbeddedClickHouse open(Path directory, boolean temporary) {
        Path library = EngineLibrary.locate();
        if (!OPEN.compareAndSet(null, directory)) {
            throw new IllegalStateException("This process has a ClickHouse engine open on " + OPEN.get()
                    + ", and the library allows one at a time: close that one before opening " + directory);
        }
        DirectoryLock lock = null;
        try {
            Chdb chdb = Chdb.load(library);
            Files.createDirectories(directory);
            lock = DirectoryLock.acquire(directory);
            delete(directory.resolve(".spool")); // left by a process that was killed
            Path spool = GLOB.matcher(directory.toString()).find()
                    ? Files.createTempDirectory("milepost-spool-").toAbsolutePath()
                    : Files.createDirectories(directory.resolve(".spool"));
            EmbeddedClickHouse engine = new EmbeddedClickHouse(directory, temporary, spool, lock, chdb);
            // A process that ends with the engine open crashes in it.
            Runtime.getRuntime().addShutdownHook(engine.atExit);
            return engine;
        } catch (IOException | RuntimeException e) {
            if (lock != null) {
                lock.close();
            }
            OPEN.set(null);
            throw e instanceof RuntimeException unchecked
                    ? unchecked
                    : new UncheckedIOException(
                            "The warehouse's directory " + directory + " is not usable", (IOException) e);
        }
    }

    /** Where the data is. */
    public Path directory() {
        return directory;
    }

    /** ClickHouse's version. */
    public String version() {
        return version;
    }

    /** Runs statements one after another, dropping their results; the first that fails ends it with an {@link EngineException}. */
    public void execute(String... statements) {
        for (String sql : statements) {
            run(EngineRequest.of(sql)).close();
        }
    }

    /** Runs a statement; gives its result tab-separated, without the last line's end. */
    public String query(String sql) {
        try (EngineResult result = run(EngineRequest.of(sql))) {
            return result.text();
        }
    }

    /**
     * Runs a statement. The caller closes the result.
     *
     * @throws EngineException where ClickHouse refuses it
     * @throws IllegalStateException where the engine is closed
     */
    public EngineResult run(EngineRequest request) {
        InsertStatement insert = InsertStatement.parse(request.sql());
        if (insert == null) {
            return runAsItIs(request);
        }
        byte[] rows = request.sql().substring(insert.dataStart()).getBytes(StandardCharsets.UTF_8);
        String statement = request.sql().substring(0, insert.dataStart());
        try {
            return insert(request.withSql(statement), new ByteArrayInputStream(rows));
        } catch (IOException e) {
            throw new UncheckedIOException("An INSERT's rows could not be written below " + directory, e);
        }
    }

    /**
     * Runs an INSERT whose rows come as a stream, which is read to its end. The caller closes the result.
     *
     * @param request {@code INSERT INTO … FORMAT …} or {@code … VALUES}; where it names no format, the data is in that of the
     *     request, or in Values where that is TabSeparated
     * @throws EngineException where ClickHouse refuses the statement or the data
     * @throws IOException where the data cannot be read or put aside
     */
    public EngineResult insert(EngineRequest request, InputStream rows) throws IOException {
        InsertStatement insert = InsertStatement.parse(request.sql());
        if (insert == null) {
            throw new IllegalArgumentException("Not an INSERT that takes rows: " + request.sql());
        }
        Path file = spool.resolve("insert-" + spooled.incrementAndGet());
        try {
            Files.copy(rows, file);
            String defaultFormat = request.format().equals("TabSeparated") ? "Values" : request.format();
            return runAsItIs(request.withSql(insert.fromFile(file.toString(), defaultFormat)));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private EngineResult runAsItIs(EngineRequest request) {
        free.acquireUninterruptibly();
        try {
            EngineConnection connection = take();
            try {
                return connection.run(request);
            } finally {
                give(connection);
            }
        } finally {
            free.release();
        }
    }

    /** Waits for running statements, then closes the engine and frees its directory. A second call does nothing. */
    @Override
    public void close() {
        free.acquireUninterruptibly(CONNECTIONS);
        try {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            if (Thread.currentThread() != atExit) {
                removeShutdownHook();
            }
            while (!idle.isEmpty()) {
                idle.pop().close();
            }
            delete(spool);
            lock.close();
            if (temporary) {
                delete(directory);
            }
            OPEN.set(null);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The ClickHouse engine's files in " + directory + " could not be removed", e);
        } finally {
            free.release(CONNECTIONS);
        }
    }

    private void removeShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the process is ending: the hook will find the engine closed
        }
    }

    private synchronized EngineConnection take() {
        if (closed) {
            throw new IllegalStateException("The ClickHouse engine on " + directory + " is closed");
        }
        return idle.pop();
    }

    private void give(EngineConnection connection) {
        EngineConnection returned = connection;
        if (connection.tainted()) {
            // The new one is opened first: closing the last connection would stop the engine.
            returned = EngineConnection.open(chdb, directory);
            connection.close();
        }
        synchronized (this) {
            idle.push(returned);
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(tree)) {
            walk.sorted(Comparator.reverseOrder()).forEach(paths::add);
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
