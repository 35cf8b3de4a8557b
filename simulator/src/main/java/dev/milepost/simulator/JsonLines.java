package dev.milepost.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Writes events as the stream files spell them: one JSON object a line, fields as in the Avro contract and in its order;
 * absent ones, empty maps and lists, and texts, numbers and flags that are their field's default left out; times in ISO-8601; {@code received_at} last, where it
 * differs from event_time.
 */
final class JsonLines implements AutoCloseable {

    private final JsonGenerator json;

    JsonLines(OutputStream out) throws IOException {
        json = new JsonFactory().createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter(""));
        json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    }

    /** Writes one line, all of which is in the stream when this returns. */
    void write(SimulatedEvent event) throws IOException {
        json.writeStartObject();
        for (Schema.Field field : event.payload().getSchema().getFields()) {
            field(field, event.payload().get(field.pos()));
        }
        if (event.receivedAtMillis() != event.eventTimeMillis()) {
            json.writeStringField("received_at", time(event.receivedAtMillis()));
        }
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void field(Schema.Field field, Object value) throws IOException {
        String name = field.name();
        if (field.hasDefaultValue() && String.valueOf(value).equals(String.valueOf(field.defaultVal()))) {
            return;
        }
        if (value instanceof String text) {
            json.writeStringField(name, text);
        } else if (value instanceof Instant instant) {
            json.writeStringField(name, instant.toString());
        } else if (value instanceof Long number) {
            json.writeNumberField(name, number);
        } else if (value instanceof Boolean flag) {
            json.writeBooleanField(name, flag);
        } else if (value instanceof BigDecimal decimal) {
            json.writeNumberField(name, decimal.stripTrailingZeros());
        } else if (value instanceof Enum<?> symbol) {
            json.writeStringField(name, symbol.name());
        } else if (value instanceof List<?> items) {
            list(field, items);
        } else if (value instanceof Map<?, ?> map) {
            if (!map.isEmpty()) {
                json.writeObjectFieldStart(name);
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeStringField((String) entry.getKey(), (String) entry.getValue());
                }
                json.writeEndObject();
            }
        } else if (value != null) {
            throw new IllegalArgumentException(
                    "Field " + name + " has a value of " + value.getClass() + ", which stream files have no form for");
        }
    }

    private void list(Schema.Field field, List<?> items) throws IOException {
        if (items.isEmpty() && field.hasDefaultValue()) {
            return;
        }
        json.writeArrayFieldStart(field.name());
        for (Object item : items) {
            if (item instanceof Long number) {
                json.writeNumber(number);
            } else {
                json.writeString((String) item);
            }
        }
        json.writeEndArray();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
