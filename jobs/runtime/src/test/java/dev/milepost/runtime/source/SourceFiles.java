package dev.milepost.runtime.source;

import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** Files for tests. */
final class SourceFiles {

    private SourceFiles() {}

    static String purchase(String eventId, Instant time) {
        return "{\"event_id\":\"" + eventId + "\",\"event_time\":\"" + time + "\",\"user_id\":\"u\",\"order_id\":\"o-"
                + eventId + "\",\"kind\":\"ORDER\",\"amount_minor\":100,\"currency\":\"EUR\"}";
    }

    static String click(String eventId, Instant time) {
        return "{\"event_id\":\"" + eventId + "\",\"event_time\":" + time.toEpochMilli()
                + ",\"anonymous_id\":\"a\",\"name\":\"page_view\"}";
    }

    /** A sound purchase as Kafka holds it. */
    static byte[] purchaseOnWire(String eventId, Instant time) {
        return new Wire()
                .encode(Purchase.newBuilder()
                        .setEventId(eventId)
                        .setEventTime(time)
                        .setUserId("u-" + eventId)
                        .setOrderId("o-" + eventId)
                        .setKind(PurchaseKind.ORDER)
                        .setAmountMinor(100)
                        .setCurrency("EUR")
                        .build());
    }

    static Path write(Path folder, String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    static Path gzip(Path folder, String name, String content) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
