package dev.milepost.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.UserAttributes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

    private static final List<String> FILES = List.of(
            "clickstream.jsonl",
            "signups.jsonl",
            "purchases.jsonl",
            "user_attributes.jsonl",
            "fraud-verdicts.jsonl",
            "reviews.jsonl",
            "payouts.jsonl",
            "truth/users.csv",
            "truth/orders.csv",
            "truth/referrals.csv",
            "truth/milestones.csv",
            "truth/ledger.csv",
            "truth/summary.json");
    private static final Map<String, Schema> SCHEMAS = Map.of(
            "clickstream", Click.getClassSchema(),
            "signups", Signup.getClassSchema(),
            "purchases", Purchase.getClassSchema(),
            "user_attributes", UserAttributes.getClassSchema(),
            "fraud-verdicts", FraudVerdict.getClassSchema(),
            "reviews", Review.getClassSchema(),
            "payouts", Payout.getClassSchema());

    @TempDir
    private Path directory;

    @Test
    void sameArgumentsGiveTheSameBytesAndNothingElse() throws IOException {
        Path once = simulate("once", new SimulationPlan(120, 30, 5));
        Path again = simulate("again", new SimulationPlan(120, 30, 5));
        for (String file : FILES) {
            assertThat(once.resolve(file)).hasSameBinaryContentAs(again.resolve(file));
        }
        try (Stream<Path> files = Files.walk(once)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(FILES.size());
        }
    }

    @Test
    void anotherSeedGivesOtherEvents() throws IOException {
        Path five = simulate("five", new SimulationPlan(120, 30, 5));
        Path six = simulate("six", new SimulationPlan(120, 30, 6));
        Set<String> shared = new HashSet<>(Files.readAllLines(five.resolve("clickstream.jsonl")));
        shared.retainAll(Files.readAllLines(six.resolve("clickstream.jsonl")));
        assertThat(shared).isEmpty();
    }

    @Test
    void aLargerPopulationContainsTheSmallerOne() throws IOException {
        Path small = simulate("small", new SimulationPlan(80, 30, 5));
        Path large = simulate("large", new SimulationPlan(200, 30, 5));
        for (String file : FILES.subList(0, FILES.size() - 1)) {
            assertThat(Files.readAllLines(large.resolve(file))).containsAll(Files.readAllLines(small.resolve(file)));
        }
    }

    @Test
    void everyLineIsOfItsContract() throws IOException {
        Path out = simulate("out", new SimulationPlan(600, 90, 11));
        for (String stream : StreamFiles.STREAMS) {
            assertThat(StreamFiles.lines(out, stream))
                    .isNotEmpty()
                    .allSatisfy(line -> check(SCHEMAS.get(stream), line));
        }
    }

    @Test
    void linesComeInTheOrderInWhichTheyAreReceived() throws IOException {
        Path out = simulate("out", new SimulationPlan(600, 90, 11));
        for (String stream : StreamFiles.STREAMS) {
            List<Long> received = StreamFiles.lines(out, stream).stream()
                    .map(StreamFiles::receivedAt)
                    .toList();
            assertThat(received).isSorted();
        }
    }

    @Test
    void everythingHappensWithinThePeriodAndIsReceivedNoEarlier() throws IOException {
        Instant start = Instant.parse("2025-03-01T12:00:00Z");
        Path out = simulate("out", new SimulationPlan(200, 2, 3, start));
        for (String stream : StreamFiles.STREAMS) {
            List<JsonNode> lines = StreamFiles.lines(out, stream);
            // No hold is over within two days, so nothing is paid.
            assertThat(lines.isEmpty()).isEqualTo(stream.equals("payouts"));
            assertThat(lines).allSatisfy(line -> {
                assertThat(StreamFiles.eventTime(line))
                        .isBetween(
                                start.toEpochMilli(),
                                start.plusSeconds(2 * 86_400 - 1).toEpochMilli() + 999)
                        .isLessThanOrEqualTo(StreamFiles.receivedAt(line));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, -7})
    void fiveHundredUsersShowEveryKindTwentyTimes(long seed) throws IOException {
        Path out = simulate("out", new SimulationPlan(500, 90, seed));
        JsonNode summary = StreamFiles.summary(out);
        long tooLate = 0;
        long late = 0;
        long duplicates = 0;
        for (JsonNode stream : summary.get("streams")) {
            tooLate += stream.get("too_late").asLong();
            late += stream.get("late").asLong();
            duplicates += stream.get("duplicates").asLong();
        }
        long refused = 0;
        for (Iterator<Map.Entry<String, JsonNode>> it = summary.get("referrals").fields(); it.hasNext(); ) {
            Map.Entry<String, JsonNode> outcome = it.next();
            refused +=
                    outcome.getKey().startsWith("refused:") ? outcome.getValue().asLong() : 0;
        }
        long refunded = 0;
        for (JsonNode money : summary.get("money")) {
            refunded += money.get("refunded_orders").asLong();
        }
        assertThat(List.of(tooLate, late, duplicates, refused, refunded)).allMatch(count -> count >= 20);
        assertThat(summary.at("/referrals/code_after_click").asLong()).isGreaterThanOrEqualTo(20);
        assertThat(summary.at("/people/merged").asLong()).isGreaterThanOrEqualTo(20);
        assertThat(summary.at("/events/bot").asLong()).isGreaterThanOrEqualTo(20);
        assertThat(summary.get("money").size()).isGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void theSmallestPlansWork(int users) throws IOException {
        Path out = simulate("out", new SimulationPlan(users, 1, 1));
        assertThat(StreamFiles.lines(out, "clickstream")).isNotEmpty();
        assertThat(StreamFiles.truth(out, "users.csv")).hasSize(users);
    }

    @Test
    void aPlanThatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SimulationPlan(0, 1, 1))
                .withMessageContaining("users is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SimulationPlan(1, 0, 1))
                .withMessageContaining("days is 0");
    }

    private Path simulate(String name, SimulationPlan plan) throws IOException {
        Path out = directory.resolve(name);
        Simulation.write(plan, out);
        return out;
    }

    private static void check(Schema schema, JsonNode line) {
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = line.get(field.name());
            if (value == null) {
                assertThat(field.hasDefaultValue()).as(field.name()).isTrue();
            } else {
                assertThat(fits(field.schema(), value))
                        .as("%s: %s", field.name(), value)
                        .isTrue();
            }
        }
        line.fieldNames()
                .forEachRemaining(name -> assertThat(name)
                        .matches(known -> known.equals("received_at") || schema.getField(known) != null));
    }

    private static boolean fits(Schema schema, JsonNode value) {
        return switch (schema.getType()) {
            case UNION -> schema.getTypes().stream().anyMatch(type -> fits(type, value));
            case STRING -> value.isTextual() && !value.asText().isEmpty();
            case BOOLEAN -> value.isBoolean();
            case LONG ->
                schema.getLogicalType() == null
                        ? value.isIntegralNumber()
                        : Instant.parse(value.asText()).toEpochMilli() > 0;
            case BYTES -> value.isNumber() && new BigDecimal(value.asText()).scale() <= 6;
            case ENUM -> schema.hasEnumSymbol(value.asText()) && !value.asText().equals("UNKNOWN");
            case ARRAY -> value.isArray() && !value.isEmpty() && (value.get(0).isTextual() || value.size() == 8);
            case MAP -> value.isObject();
            default -> false;
        };
    }
}
