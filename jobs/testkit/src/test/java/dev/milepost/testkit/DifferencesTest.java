package dev.milepost.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.row.ConversionRow;
import dev.milepost.schemas.row.IdentityRow;
import dev.milepost.testkit.population.TimedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

final class DifferencesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static ConversionRow conversion(String user, long net) {
        return new ConversionRow(user, "order/" + user + "/o", "order", "o", true, net, 100L, "USD", NOON);
    }

    private static TimedRecord order(String user, String eventId) {
        return TimedRecord.received(
                Purchase.newBuilder()
                        .setEventId(eventId)
                        .setEventTime(NOON)
                        .setUserId(user)
                        .setOrderId("o-" + user)
                        .setKind(PurchaseKind.ORDER)
                        .setAmountMinor(100)
                        .setCurrency("USD")
                        .build(),
                Duration.ZERO);
    }

    @Test
    void equalRowsInAnyOrderDoNotDiffer() {
        List<SpecificRecord> rows = List.of(conversion("u", 1), conversion("v", 2));
        assertThat(Differences.between(rows, List.of(conversion("v", 2), conversion("u", 1)))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void missingSurplusChangedAndRepeatedRowsAreCountedByTable() {
        IdentityRow link = new IdentityRow("a", "u", NOON, "e");
        Differences differences = Differences.between(
                List.of(conversion("u", 1), conversion("v", 2), link),
                List.of(conversion("v", 3), conversion("w", 4), link, link));
        assertThat(differences.counts())
                .containsEntry("conversions", new Differences.Counts(2, 2, 1, 1, 1, 0))
                .containsEntry("identities", new Differences.Counts(1, 2, 0, 0, 0, 1));
        assertThat(differences.all()).hasSize(4);
        assertThat(differences.all().get(0).table()).isEqualTo("identities");
    }

    @Test
    void theReportShowsTheFirstRowColumnByColumnWithItsRecords() {
        Differences differences = Differences.between(
                List.of(conversion("u", 1), conversion("v", 2)), List.of(conversion("u", 1), conversion("v", 3)));
        List<TimedRecord> log = List.of(order("u", "e-of-u"), order("v", "e-of-v"));
        assertThat(DifferenceReport.text(differences, log, "seed 77", "./milepost test"))
                .startsWith("1 rows differ: seed 77\nTo run it again: ./milepost test\n")
                .contains("First: conversions where user_id=v, conversion_id=order/v/o")
                .matches("(?s).*≠ amount_minor +2 +3\\R.*")
                .matches("(?s).*\\R +gross_minor +100 +100\\R.*")
                .contains("The 1 records")
                .contains("event_id=e-of-v")
                .doesNotContain("e-of-u");
    }
}
