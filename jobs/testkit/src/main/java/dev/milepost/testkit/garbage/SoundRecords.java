package dev.milepost.testkit.garbage;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/** Sound records to damage: nothing in them but what is required, ids of their own, and no properties. */
final class SoundRecords {

    private final String prefix;
    private final Random random;
    private int serial;

    SoundRecords(String prefix, Random random) {
        this.prefix = prefix;
        this.random = random;
    }

    private String id() {
        return prefix + serial++;
    }

    SpecificRecord any(Instant at) {
        return switch (random.nextInt(3)) {
            case 0 -> click(at);
            case 1 -> signup(at);
            default -> purchase(at);
        };
    }

    Click click(Instant at) {
        return Click.newBuilder()
                .setEventId(id())
                .setEventTime(at)
                .setAnonymousId(id())
                .setName("page_view")
                .build();
    }

    Signup signup(Instant at) {
        return Signup.newBuilder()
                .setEventId(id())
                .setEventTime(at)
                .setUserId(id())
                .build();
    }

    Purchase purchase(Instant at) {
        return Purchase.newBuilder()
                .setEventId(id())
                .setEventTime(at)
                .setUserId(id())
                .setOrderId(id())
                .setKind(PurchaseKind.ORDER)
                .setAmountMinor(random.nextInt(100_000))
                .setCurrency("USD")
                .build();
    }

    /** The same event with other content, a moment later: of two that conflict the earlier stands. */
    static SpecificRecord contradicting(SpecificRecord record) {
        Map<String, String> other = Map.of("contradicts", "the record of this event_id");
        if (record instanceof Click click) {
            return Click.newBuilder(click)
                    .setEventTime(click.getEventTime().plusMillis(1))
                    .setProperties(other)
                    .build();
        }
        if (record instanceof Signup signup) {
            return Signup.newBuilder(signup)
                    .setEventTime(signup.getEventTime().plusMillis(1))
                    .setProperties(other)
                    .build();
        }
        if (record instanceof Purchase purchase) {
            return Purchase.newBuilder(purchase)
                    .setEventTime(purchase.getEventTime().plusMillis(1))
                    .setProperties(other)
                    .build();
        }
        throw new IllegalArgumentException(
                "There are no contradictions of a " + record.getSchema().getName());
    }
}
