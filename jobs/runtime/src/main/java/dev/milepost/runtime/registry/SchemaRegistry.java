package dev.milepost.runtime.registry;

import dev.milepost.runtime.retry.Backoff;
import dev.milepost.runtime.retry.Patience;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.ConfluentWire;
import dev.milepost.schemas.ConfluentWire.UnknownSchemaException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas of a registry, each asked for once: an id never changes its schema. For one thread at a time; parallel
 * readers each ask for themselves.
 *
 * <p>A registry that is away is waited for without end: the wait is the backpressure, records are neither dropped nor
 * judged by a failure, and an interruption ends it at once. Records of schemas that are known need no registry; but while
 * one reader waits, the job takes no checkpoint, so nothing new becomes visible.
 *
 * <p>Metrics, in group {@code registry}: {@code requests}, {@code retries}, and {@code blockedMillis}, how long the
 * present question has been open (0 when all is well).
 */
public final class SchemaRegistry implements ConfluentWire.WriterSchemas {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistry.class);
    private static final Duration LOG_EVERY = Duration.ofMinutes(1);
    private static final int MOST_UNKNOWN = 10_000;

    /** What the registry said of an id that it does not know, and until when that counts. */
    private record Unknown(String words, long untilNanos) {}

    private final RegistryClient client;
    private final String url;
    private final Patience patience;
    private final long unknownNanos;
    private final Counter requests;
    private final LongSupplier nanoClock;
    private final Map<Integer, Schema> known = new HashMap<>();
    private final Map<Integer, Unknown> unknown = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        /** Garbage that looks like a frame names any id. */
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Unknown> eldest) {
            return size() > MOST_UNKNOWN;
        }
    };

    SchemaRegistry(
            Settings settings,
            RegistryCredentials credentials,
            MetricGroup metrics,
            LongSupplier nanoClock,
            Patience.Sleeper sleeper) {
        this.url = settings.get(RegistrySettings.URL);
        this.client = new RegistryClient(url, credentials, settings.get(RegistrySettings.TIMEOUT));
        this.unknownNanos = settings.get(RegistrySettings.UNKNOWN_FOR).toNanos();
        MetricGroup group = metrics.addGroup("registry");
        this.requests = group.counter("requests");
        this.nanoClock = nanoClock;
        Backoff backoff = new Backoff(
                settings.get(RegistrySettings.RETRY_DELAY),
                settings.get(RegistrySettings.RETRY_DELAY_MAX),
                () -> ThreadLocalRandom.current().nextDouble());
        this.patience = new Patience(backoff, LOG_EVERY, group.counter("retries"), nanoClock, sleeper);
        group.gauge("blockedMillis", patience::blockedMillis);
    }

    /** The registry that the settings name. */
    public static SchemaRegistry of(Settings settings, RegistryCredentials credentials, MetricGroup metrics) {
        return new SchemaRegistry(settings, credentials, metrics, System::nanoTime, Thread::sleep);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the thread is interrupted while it waits; it then is so still
     */
    @Override
    public Schema find(int id) throws UnknownSchemaException {
        Schema schema = known.get(id);
        if (schema != null) {
            return schema;
        }
        Unknown refused = unknown.get(id);
        if (refused != null && nanoClock.getAsLong() - refused.untilNanos() < 0) {
            throw new UnknownSchemaException(refused.words());
        }
        if (id < 0) {
            throw new UnknownSchemaException(
                    "no registry gives out the id " + Integer.toUnsignedString(id) + ": these bytes are no record");
        }
        try {
            schema = ask(id);
            known.put(id, schema);
            return schema;
        } catch (UnknownSchemaException e) {
            unknown.put(id, new Unknown(e.getMessage(), nanoClock.getAsLong() + unknownNanos));
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("Interrupted while waiting for the schema registry at " + url);
            interrupted.initCause(e);
            throw new UncheckedIOException(interrupted);
        }
    }

    private Schema ask(int id) throws UnknownSchemaException, InterruptedException {
        patience.begin();
        try {
            while (true) {
                requests.inc();
                try {
                    Schema schema = client.schema(id);
                    if (patience.failures() > 0) {
                        LOG.info("The schema registry at {} answered after {} repetitions", url, patience.failures());
                    }
                    return schema;
                } catch (RegistryUnavailableException e) {
                    patience.failed((failures, waitMillis) -> LOG.warn(
                            "Asked the schema registry at {} for id {} {} times; records wait, next request in {} ms: {}",
                            url,
                            id,
                            failures,
                            waitMillis,
                            e.getMessage()));
                }
            }
        } finally {
            patience.end();
        }
    }
}
