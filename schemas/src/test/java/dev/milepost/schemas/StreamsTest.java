package dev.milepost.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.schemas.event.ClockTick;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.row.TouchRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class StreamsTest {

    @Test
    void everyStreamOfTheDomainIsRegisteredWithItsKey() {
        Map<String, String> keys =
                Streams.all().stream().collect(Collectors.toMap(StreamContract::stream, StreamContract::keyField));

        assertThat(keys)
                .isEqualTo(Map.of(
                        "clickstream", "anonymous_id",
                        "signups", "user_id",
                        "purchases", "user_id",
                        "user_attributes", "user_id",
                        "payouts", "reward_id",
                        "reviews", "case_id",
                        "programs", "program_version",
                        "fraud-verdicts", "referral_id",
                        "erasures", "user_id",
                        "clock", "event_id"));
    }

    @Test
    void everyTableIsRegisteredWithItsKey() {
        Map<String, List<String>> keys =
                Tables.all().stream().collect(Collectors.toMap(TableContract::table, TableContract::key));

        assertThat(keys)
                .containsEntry("credits", List.of("user_id", "conversion_id", "touch_id", "anonymous_id", "touch_time"))
                .containsEntry("journey", List.of("user_id", "journey_id"))
                .containsOnlyKeys(
                        "events",
                        "touches",
                        "identities",
                        "bindings",
                        "conversions",
                        "credits",
                        "journey",
                        "dead_letters",
                        "progress",
                        "milestones",
                        "asks",
                        "exposures",
                        "rewards",
                        "ledger",
                        "programs",
                        "fraud_verdicts",
                        "fraud_reasons",
                        "fraud_cases",
                        "fraud_case_events",
                        "rings",
                        "fraud_weights",
                        "cohort_sizes",
                        "cohort_cells",
                        "customers",
                        "customer_values",
                        "experiment_arms",
                        "experiment_results");
    }

    @Test
    void noDeclaredSchemaIsMissingFromTheRegistry() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/avro"))) {
            List<String> declared = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".avsc"))
                    .map(name -> name.substring(0, name.length() - ".avsc".length()))
                    .toList();

            assertThat(Contracts.ALL.stream().map(Class::getSimpleName)).containsExactlyInAnyOrderElementsOf(declared);
        }
    }

    @Test
    void aFileBelongsToTheStreamThatItsNameBeginsWith() {
        assertThat(streamOf("purchases.jsonl")).isEqualTo("purchases");
        assertThat(streamOf("purchases-2026-01.jsonl.gz")).isEqualTo("purchases");
        assertThat(streamOf("some/folder/user_attributes.avro")).isEqualTo("user_attributes");
        assertThat(streamOf("signups/clock.jsonl")).isEqualTo("clock");
        assertThat(streamOf("fraud-verdicts-2026.jsonl")).isEqualTo("fraud-verdicts");
    }

    @Test
    void aFileOfAnotherNameBelongsToNoStream() {
        for (String name : List.of(
                "purchases",
                "purchases2.jsonl",
                "purchasesx-1",
                "PURCHASES.jsonl",
                "fraud.jsonl",
                "truth.jsonl",
                "",
                "-")) {
            assertThat(Streams.ofFile(name)).as(name).isEmpty();
        }
    }

    @Test
    void aContractReadsIdentityAndTimeOfItsEvents() {
        Signup signup = Signup.newBuilder()
                .setEventId("e1")
                .setEventTime(Instant.ofEpochMilli(1234))
                .setUserId("u1")
                .build();

        StreamContract contract = Streams.of(signup);

        assertThat(contract.stream()).isEqualTo("signups");
        assertThat(contract.key(signup)).isEqualTo("u1");
        assertThat(contract.eventId(signup)).isEqualTo("e1");
        assertThat(contract.eventTimeMillis(signup)).isEqualTo(1234);
        assertThat(Streams.named("clock").newRecord()).isInstanceOf(ClockTick.class);
    }

    @Test
    void anUnknownNameIsRefusedWithTheNamesThereAre() {
        assertThatThrownBy(() -> Streams.named("purchase"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'purchase'")
                .hasMessageContaining("purchases");
        assertThatThrownBy(() -> Tables.named("credit")).hasMessageContaining("credits");
        assertThatThrownBy(() -> Streams.of(new TouchRow())).hasMessageContaining("TouchRow");
        assertThatThrownBy(() -> Tables.of(new Signup())).hasMessageContaining("Signup");
    }

    private static String streamOf(String file) {
        return Streams.ofFile(file).orElseThrow().stream();
    }
}
