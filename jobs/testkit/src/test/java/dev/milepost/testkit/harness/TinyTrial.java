package dev.milepost.testkit.harness;

import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.row.ConversionRow;
import dev.milepost.schemas.row.IdentityRow;
import dev.milepost.testkit.population.RecordOrigin;
import dev.milepost.testkit.population.SeedPrefix;
import dev.milepost.testkit.population.TimedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** A trial that is simple enough to know its answer: each order is a conversion (a fact) and an identity (a decision). */
final class TinyTrial implements Trial {

    static final int EVENTS = 2_000;
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final long cases;

    TinyTrial() {
        this(20);
    }

    TinyTrial(long cases) {
        this.cases = cases;
    }

    @Override
    public SeededLog log(long seed) {
        Random random = new Random(seed);
        String prefix = SeedPrefix.of(seed);
        List<TimedRecord> records = new ArrayList<>();
        List<SpecificRecord> expected = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            Instant at = NOON.plusSeconds(random.nextInt(86_400));
            String id = prefix + i;
            Purchase order = Purchase.newBuilder()
                    .setEventId(id)
                    .setEventTime(at)
                    .setUserId(id)
                    .setOrderId(id)
                    .setKind(PurchaseKind.ORDER)
                    .setAmountMinor(i)
                    .setCurrency("USD")
                    .build();
            records.add(TimedRecord.received(order, Duration.ofSeconds(random.nextInt(9)))
                    .at(RecordOrigin.line(prefix + "log", i + 1)));
            expected.add(conversion(id, i));
            expected.add(new IdentityRow(id, id, NOON, id));
        }
        return new SeededLog(seed, records, expected, Map.of("orders", cases));
    }

    static ConversionRow conversion(String id, long minor) {
        return new ConversionRow(id, "order/" + id, "order", id, true, minor, minor, "USD", NOON);
    }

    @Override
    public Set<String> tables() {
        return Set.of("conversions", "identities");
    }

    @Override
    public Set<String> decisions() {
        return Set.of("identities");
    }
}
