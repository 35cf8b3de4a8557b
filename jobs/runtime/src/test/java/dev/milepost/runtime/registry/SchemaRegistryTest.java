package dev.milepost.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.settings.SettingsException;
import dev.milepost.schemas.ConfluentWire.UnknownSchemaException;
import dev.milepost.testkit.registry.TestRegistry;
import dev.milepost.testkit.registry.TestRegistry.Reply;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry as real ones are: away, slow, wrong, guarded. */
@Timeout(60)
final class SchemaRegistryTest {

    private static final String SCHEMA =
            "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"a\",\"type\":\"long\"}]}";
    private static final Settings SETTINGS = Settings.defaults()
            .with(RegistrySettings.RETRY_DELAY, Duration.ofMillis(1))
            .with(RegistrySettings.RETRY_DELAY_MAX, Duration.ofMillis(20))
            .with(RegistrySettings.TIMEOUT, Duration.ofSeconds(5));

    private final TestRegistry server = new TestRegistry();
    private final Metrics metrics = new Metrics();
    private final List<Long> waits = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void asksOnceForEachId() throws UnknownSchemaException {
        server.register(1, SCHEMA);
        server.register(Integer.MAX_VALUE, SCHEMA.replace("\"A\"", "\"B\""));
        SchemaRegistry registry = registry(SETTINGS);

        for (int i = 0; i < 100; i++) {
            assertThat(registry.find(1).getName()).isEqualTo("A");
            assertThat(registry.find(Integer.MAX_VALUE).getName()).isEqualTo("B");
        }

        assertThat(server.requests()).containsExactly("1", "2147483647");
        assertThat(metrics.count("requests")).isEqualTo(2);
        assertThat(metrics.count("retries")).isZero();
        assertThat(server.authorizations()).isEmpty();
    }

    @Test
    void anIdThatTheRegistryDoesNotKnowIsToldAndAskedForAgainLater() throws UnknownSchemaException {
        SchemaRegistry registry = registry(SETTINGS);

        for (int i = 0; i < 10; i++) {
            assertThat(refused(registry, 7))
                    .hasMessageContaining(server.url())
                    .hasMessageContaining("knows no schema of id 7");
        }
        assertThat(server.requests()).containsExactly("7");

        server.register(7, SCHEMA);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(registry.find(7).getName()).isEqualTo("A");
        assertThat(metrics.count("retries")).isZero();
    }

    @Test
    void idsThatNoRegistryGivesOutAreNotAskedFor() {
        assertThat(refused(registry(SETTINGS), -1)).hasMessageContaining("no registry gives out the id 4294967295");
        assertThat(refused(registry(SETTINGS), Integer.MIN_VALUE)).hasMessageContaining("2147483648");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void waitsForARegistryThatIsAwayAndCountsIt() throws Exception {
        server.register(1, SCHEMA);
        server.stop();
        CountDownLatch thirdWait = new CountDownLatch(3);
        SchemaRegistry registry = new SchemaRegistry(at(server.url()), nobody(), metrics, System::nanoTime, millis -> {
            thirdWait.countDown();
            Thread.sleep(millis);
        });

        CompletableFuture<Schema> found = CompletableFuture.supplyAsync(() -> {
            try {
                return registry.find(1);
            } catch (UnknownSchemaException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(thirdWait.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(found).isNotDone();
        assertThat(metrics.count("retries")).isGreaterThanOrEqualTo(2);
        assertThat(metrics.blockedMillis()).isNotNegative();

        server.start();
        assertThat(found.get(30, TimeUnit.SECONDS).getName()).isEqualTo("A");
        assertThat(server.requests()).containsExactly("1");
        assertThat(metrics.blockedMillis()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 <html>Please sign in</html>",
                "200 ",
                "200 {\"schema\":",
                "200 {\"schema\": 7}",
                "200 [\"schema\"]",
                "200 null",
                "404 <html>No such page</html>",
                "404 {\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}",
                "401 {\"error_code\":40101,\"message\":\"Unauthorized\"}",
                "403 {\"error_code\":40301,\"message\":\"Forbidden\"}",
                "429 {\"error_code\":42901,\"message\":\"Slow down\"}",
                "500 {\"error_code\":50001,\"message\":\"Error in the backend data store\"}",
                "503 "
            })
    void anAnswerThatSettlesNothingIsAskedForAgain(String answer) throws UnknownSchemaException {
        server.register(1, SCHEMA);
        for (int i = 0; i < 3; i++) {
            server.reply(new Reply(Integer.parseInt(answer.substring(0, 3)), answer.substring(4)));
        }

        assertThat(registry(SETTINGS).find(1).getName()).isEqualTo("A");

        assertThat(server.requests()).hasSize(4);
        assertThat(metrics.count("retries")).isEqualTo(3);
        assertThat(waits).hasSize(3);
        assertThat(waits.get(2)).isGreaterThanOrEqualTo(waits.get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schema\": \"message A {}\", \"schemaType\": \"PROTOBUF\"} | is of PROTOBUF",
                "{\"schema\": \"{\"} | is none of Avro",
                "{\"schema\": \"\"} | is none of Avro",
                "{\"schema\": \"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"A\\\"}\"} | is none of Avro",
                "{\"schema\": \"{\\\"type\\\":\\\"Elsewhere\\\"}\"} | is none of Avro",
                "{\"schema\": \"\\\"A\\\"\", \"references\": [{\"name\": \"A\", \"subject\": \"a\", \"version\": 1}]} | refers to another, A"
            })
    void aSchemaThatIsNoneOfAvroIsNotAskedForAgain(String answer) {
        String[] parts = answer.split(" \\| ", 2);
        server.reply(new Reply(200, parts[0]));

        assertThat(refused(registry(SETTINGS), 1)).hasMessageContaining(parts[1]);

        assertThat(server.requests()).hasSize(1);
        assertThat(metrics.count("retries")).isZero();
    }

    @Test
    void anAnswerThatDragsIsGivenUpAndAskedForAgain() throws UnknownSchemaException {
        server.register(1, SCHEMA);
        String whole = "{\"schema\": \"\\\"long\\\"\"}";
        server.reply(new Reply(200, whole, Duration.ofSeconds(30)));
        SchemaRegistry registry = registry(SETTINGS.with(RegistrySettings.TIMEOUT, Duration.ofMillis(500)));

        long started = System.nanoTime();
        assertThat(registry.find(1).getName()).isEqualTo("A");

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
        assertThat(metrics.count("retries")).isEqualTo(1);
    }

    @Test
    void anAnswerWithoutEndIsNotHeldInMemory() throws UnknownSchemaException {
        server.register(1, SCHEMA);
        server.reply(new Reply(200, "{\"schema\": \"" + " ".repeat(17 << 20) + "\"}"));

        assertThat(registry(SETTINGS).find(1).getName()).isEqualTo("A");
        assertThat(metrics.count("retries")).isEqualTo(1);
    }

    @Test
    void anInterruptionEndsTheWaitAtOnce() throws Exception {
        server.stop();
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        SchemaRegistry registry = new SchemaRegistry(at(server.url()), nobody(), metrics, System::nanoTime, millis -> {
            waiting.countDown();
            Thread.sleep(Long.MAX_VALUE);
        });
        Thread reader = new Thread(() -> {
            try {
                registry.find(1);
            } catch (UnknownSchemaException | UncheckedIOException e) {
                thrown.set(Thread.currentThread().isInterrupted() ? e : null);
            }
        });
        reader.start();
        assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();

        reader.interrupt();
        reader.join(10_000);

        assertThat(reader.isAlive()).isFalse();
        assertThat(thrown.get())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Interrupted while waiting for the schema registry");
    }

    @Test
    void saysWhoAsksAsTheEnvironmentSays() throws UnknownSchemaException {
        server.register(1, SCHEMA);
        RegistryCredentials given = RegistryCredentials.of(
                Map.of("MILEPOST_REGISTRY_USER", "milepost", "MILEPOST_REGISTRY_PASSWORD", "pass:word"));

        SchemaRegistry.of(at(server.url() + "/"), given, metrics).find(1);

        assertThat(server.authorizations()).containsExactly("Basic bWlsZXBvc3Q6cGFzczp3b3Jk");
        assertThat(server.requests()).containsExactly("1");
        assertThat(given).hasToString("milepost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry:8081", "ftp://registry", "http://", "http://a b", "http://user:secret@registry"})
    void refusesAnAddressThatIsNone(String url) {
        assertThatThrownBy(() -> RegistrySettings.URL.parse(url))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("http:// or https:// and a host");
        assertThat(RegistrySettings.URL.parse("https://registry.shop.example/ccompat/v7"))
                .isNotEmpty();
    }

    private static RegistryCredentials nobody() {
        return RegistryCredentials.of(Map.of());
    }

    private static Settings at(String url) {
        return SETTINGS.with(RegistrySettings.URL, url);
    }

    private SchemaRegistry registry(Settings settings) {
        return new SchemaRegistry(
                settings.with(RegistrySettings.URL, server.url()), nobody(), metrics, nanos::get, waits::add);
    }

    private static UnknownSchemaException refused(SchemaRegistry registry, int id) {
        return catchThrowableOfType(UnknownSchemaException.class, () -> registry.find(id));
    }

    /** Keeps what was registered. */
    private static final class Metrics extends UnregisteredMetricsGroup {

        private final Map<String, Counter> counters = new HashMap<>();
        private final Map<String, Gauge<?>> gauges = new HashMap<>();

        @Override
        public MetricGroup addGroup(String name) {
            return this;
        }

        @Override
        public Counter counter(String name) {
            return counters.computeIfAbsent(name, any -> new SimpleCounter());
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(name, gauge);
            return gauge;
        }

        long count(String name) {
            return counters.get(name).getCount();
        }

        long blockedMillis() {
            return (Long) gauges.get("blockedMillis").getValue();
        }
    }
}
