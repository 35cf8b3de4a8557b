package dev.milepost.attribution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.model.InviteFact;
import dev.milepost.attribution.model.RandomRecords;
import dev.milepost.attribution.model.VisitorEvent;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class OperatorCodecsTest {

    @Test
    void changesOfEveryKindSurviveTheStream() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            RandomRecords records = new RandomRecords(new Random(seed));
            survives(Sides.VISITOR_CHANGES, Change.add(records.next(VisitorEvent.class)));
            survives(Sides.INVITE_CHANGES, Change.put(records.next(InviteFact.class)));
            survives(Sides.INVITE_CHANGES, Change.remove(records.next(InviteFact.class)));
        }
    }

    @Test
    void accountEventsSurviveTheStream() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            RandomRecords records = new RandomRecords(new Random(seed));
            Purchase purchase = Purchase.newBuilder()
                    .setEventId("é/" + seed)
                    .setEventTime(Instant.ofEpochMilli(seed))
                    .setUserId("推荐")
                    .setOrderId("o")
                    .setKind(PurchaseKind.REFUND)
                    .setAmountMinor(records.number())
                    .setCurrency("EUR")
                    .setRefundId(records.text())
                    .setProperties(Map.of("🎁", ""))
                    .build();
            Event event = new Event(
                    "purchases",
                    "推荐",
                    "é/" + seed,
                    seed,
                    records.number(),
                    records.number(),
                    new Origin("purchases", 3, records.number()),
                    purchase);
            survives(Sides.ACCOUNT_CHANGES, Change.add(new AccountEvent(event)));
        }
    }

    @Test
    void nothingIsWrittenAsNothing() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(4);
        new Nothing.NothingCodec().write(Nothing.NOTHING, out);
        assertThat(out.length()).isZero();
        assertThat(new Nothing.NothingCodec().read(1, new DataInputDeserializer(new byte[0])))
                .isEqualTo(Nothing.NOTHING);
    }

    private static <T> void survives(TypeInformation<T> type, T value) throws IOException {
        TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(value, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(serializer.deserialize(in)).isEqualTo(value);
        assertThat(in.available()).isZero();
    }
}
