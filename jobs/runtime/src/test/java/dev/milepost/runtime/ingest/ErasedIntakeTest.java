package dev.milepost.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.erasure.ErasedUser;
import dev.milepost.runtime.erasure.ErasureList;
import dev.milepost.runtime.erasure.Pseudonyms;
import dev.milepost.runtime.erasure.Pseudonyms.Kind;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Erasure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ingest makes of records of Adele, who was erased. */
class ErasedIntakeTest {

    private static final StreamContract PURCHASES = Streams.named("purchases");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Origin LINE = Origin.ofFile("purchases.jsonl", 3);
    private static final String ORDER =
            "{\"event_id\":\"p1\",\"event_time\":\"2026-01-01T12:00:00Z\",\"user_id\":\"%s\","
                    + "\"order_id\":\"o1\",\"kind\":\"ORDER\",\"amount_minor\":%s,\"currency\":\"USD\",\"properties\":{\"from\":\"%s\"}}";

    @TempDir
    private Path folder;

    private Intake intake;
    private String adele;

    @BeforeEach
    void eraseAdele() throws Exception {
        Path file = folder.resolve("erased.json");
        ErasureList list = ErasureList.empty();
        Pseudonyms pseudonyms = list.pseudonyms();
        adele = pseudonyms.of(Kind.USER, "adele-1");
        list.with(new ErasedUser(
                        adele,
                        "desk",
                        NOON.toEpochMilli() - 1,
                        true,
                        Set.of(adele),
                        Map.of(),
                        pseudonyms.printsOf(Set.of("adele-1")),
                        Set.of("from")))
                .write(file);
        intake = new Intake(Settings.defaults().with(IngestSettings.ERASED, file.toString()));
    }

    private Ingested line(String user, String amount, String from) {
        return intake.ofJson(PURCHASES, ORDER.formatted(user, amount, from), PersonalData.withoutKey(), LINE);
    }

    @Test
    void ofHersNothingIsKeptBeItGoodOrBad() {
        Ingested suppressed = Ingested.suppressed("purchases", LINE);
        assertThat(line("adele-1", "5", "shop")).isEqualTo(suppressed);
        assertThat(line("adele-1", "-5", "shop")).isEqualTo(suppressed);
        assertThat(line("adele-1", "no number", "shop")).isEqualTo(suppressed);
        assertThat(intake.ofJson(PURCHASES, "{\"user_id\":\"adele-1\"", PersonalData.withoutKey(), LINE))
                .isEqualTo(suppressed);
        byte[] garbage = "adele-1 in no record".getBytes(StandardCharsets.UTF_8);
        assertThat(intake.ofWire(PURCHASES, garbage, NOON.toEpochMilli(), LINE)).isEqualTo(suppressed);
        assertThat(suppressed.origin()).isEqualTo(LINE);
    }

    @Test
    void aLetterOfAnothersRecordHasThePseudonym() {
        Event event = line("bob", "5", "adele-1").event();
        assertThat(event.payload().toString()).contains(adele).doesNotContain("adele-1");
        String payload = line("bob", "-5", "adele-1").deadLetter().getPayload();
        assertThat(payload).contains("bob", adele).doesNotContain("adele-1");
        assertThat(line("bob", "-5", "shop").deadLetter().getPayload()).contains("shop");
    }

    @Test
    void anErasureHasAPseudonymOrIsRefusedWithoutALetterThatKeepsTheId() {
        StreamContract erasures = Streams.named("erasures");
        Wire wire = new Wire();
        Erasure good = new Erasure("e1", NOON, adele, "desk");
        assertThat(intake.ofWire(erasures, wire.encode(good), NOON.toEpochMilli(), LINE)
                        .event()
                        .payload())
                .isEqualTo(good);
        Ingested bad = intake.ofWire(
                erasures, wire.encode(new Erasure("e1", NOON, "somebody", "desk")), NOON.toEpochMilli(), LINE);
        assertThat(bad.deadLetter().getReason()).isEqualTo(Reasons.INVALID);
        assertThat(bad.deadLetter().toString()).doesNotContain("somebody");
    }
}
