package dev.milepost.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.registry.RegistryCredentials;
import dev.milepost.runtime.registry.RegistrySettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.settings.SettingsException;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.testkit.registry.TestRegistry;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the settings make of a topic's bytes. */
final class FramingTest {

    private static final StreamContract PURCHASES = Streams.named(Streams.PURCHASES);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Origin ORIGIN = new Origin("purchases", 2, 17);
    private static final Purchase PURCHASE = new Purchase(
            "e1", NOON, "u1", "o1", PurchaseKind.ORDER, 1999L, "USD", null, null, null, null, null, Map.of());
    private static final int SINGLE_OBJECT_HEADER = 10;

    private final TestRegistry registry = new TestRegistry();
    private final byte[] singleObject = new Wire().encode(PURCHASE);
    private final byte[] body = Arrays.copyOfRange(singleObject, SINGLE_OBJECT_HEADER, singleObject.length);

    @AfterEach
    void close() {
        registry.close();
    }

    private Ingested ingested(Settings settings, byte[] bytes) {
        TopicDecoder decoder =
                Framing.decoders(settings, RegistryCredentials.of(Map.of())).open(new UnregisteredMetricsGroup());
        return new Intake(settings, decoder).ofWire(PURCHASES, bytes, NOON.toEpochMilli(), ORIGIN);
    }

    private Settings confluent() {
        return Settings.defaults()
                .with(IngestSettings.FRAMING, Framing.CONFLUENT)
                .with(RegistrySettings.URL, registry.url());
    }

    @Test
    void confluentReadsBothFramings() {
        registry.register(7, PURCHASES.schema().toString());

        assertThat(ingested(confluent(), TestRegistry.framed(7, body)).event().payload())
                .isEqualTo(PURCHASE);
        assertThat(ingested(confluent(), singleObject).event().payload()).isEqualTo(PURCHASE);
        assertThat(registry.requests()).containsExactly("7");
    }

    @Test
    void singleObjectAsksNobody() {
        DeadLetterRow refused =
                ingested(Settings.defaults(), TestRegistry.framed(7, body)).deadLetter();

        assertThat(refused.getReason()).isEqualTo("undecodable");
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void whatTheRegistryLacksAndWhatDoesNotResolveAreDeadLettersWithTheirReasons() {
        registry.register(
                8,
                PURCHASES
                        .schema()
                        .toString()
                        .replace("\"amount_minor\",\"type\":\"long\"", "\"amount_minor\",\"type\":\"double\""));

        DeadLetterRow unknown =
                ingested(confluent(), TestRegistry.framed(7, body)).deadLetter();
        assertThat(unknown.getReason()).isEqualTo("unknown_schema");
        assertThat(unknown.getDetail()).contains("knows no schema of id 7");
        assertThat(unknown.getDeadLetterId()).isEqualTo("unknown_schema:purchases[2]@17");

        DeadLetterRow incompatible =
                ingested(confluent(), TestRegistry.framed(8, body)).deadLetter();
        assertThat(incompatible.getReason()).isEqualTo("invalid");
        assertThat(incompatible.getDetail())
                .contains("Purchase.amount_minor: the writer's type is double, and must be long");

        DeadLetterRow cut = ingested(confluent(), new byte[] {0, 0, 0}).deadLetter();
        assertThat(cut.getReason()).isEqualTo("undecodable");
        assertThat(cut.getDetail()).contains("there are 3 in all");
    }

    @Test
    void confluentWithoutARegistryIsRefusedAtTheStart() {
        Settings nowhere = Settings.defaults().with(IngestSettings.FRAMING, Framing.CONFLUENT);

        assertThatThrownBy(() -> Framing.decoders(nowhere, RegistryCredentials.of(Map.of())))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("registry.url must say where the schema registry is");
    }
}
