package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.JsonRecords;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.StreamContract;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of an Avro container, by any schema that resolves to the stream's. A container may carry {@code received_at}
 * (timestamp-millis) beside the stream's fields.
 */
final class AvroRecords implements RawRecords {

    private final StreamFile file;
    private final DataFileReader<GenericRecord> records;
    private final SpecificData specific;
    private final LongConsumer consumed;
    private long blocksEnd;
    private long number;

    private AvroRecords(StreamFile file, DataFileReader<GenericRecord> records, LongConsumer consumed) {
        this.file = file;
        this.records = records;
        this.consumed = consumed;
        this.specific = SpecificData.getForClass(file.contract().type());
    }

    static AvroRecords open(StreamFile file, LongConsumer consumed) {
        GenericData data = new GenericData();
        SpecificData.getForClass(file.contract().type()).getConversions().forEach(data::addLogicalTypeConversion);
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(null, null, data);
        try {
            DataFileReader<GenericRecord> records =
                    new DataFileReader<>(file.path().toFile(), reader);
            reader.setExpected(expected(file.contract(), records.getSchema()));
            return new AvroRecords(file, records, consumed);
        } catch (IOException | AvroRuntimeException e) {
            throw new SourceException(file.path() + " is no Avro container, or was cut: " + e.getMessage(), e);
        }
    }

    /** The stream's schema, and received_at where the container has it. */
    private static Schema expected(StreamContract contract, Schema written) {
        Schema.Field receivedAt =
                written.getType() == Schema.Type.RECORD ? written.getField(JsonRecords.RECEIVED_AT) : null;
        if (receivedAt == null) {
            return contract.schema();
        }
        List<Schema.Field> fields = new ArrayList<>();
        contract.schema().getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field(receivedAt, receivedAt.schema()));
        return Schema.createRecord(
                contract.schema().getName(), null, contract.schema().getNamespace(), false, fields);
    }

    @Override
    public RawRecord next() {
        try {
            boolean more = records.hasNext();
            tellConsumed();
            if (!more) {
                requireWhole();
                return null;
            }
            GenericRecord record = records.next();
            number++;
            return new RawRecord(
                    file.contract(),
                    Origin.ofFile(file.name(), number),
                    null,
                    specific(record),
                    receivedAt(record),
                    null);
        } catch (AvroRuntimeException e) {
            throw unreadable(e);
        }
    }

    private void tellConsumed() {
        long end = records.previousSync();
        consumed.accept(end - blocksEnd);
        blocksEnd = end;
    }

    /** Avro takes a container that was cut within a block for one that ends before it. */
    private void requireWhole() {
        if (blocksEnd != file.bytes()) {
            throw new SourceException(file.path() + ": the container ends in the middle, after record " + number
                    + ": the file was cut. Get it whole");
        }
    }

    private SourceException unreadable(Exception e) {
        return new SourceException(
                file.path() + ": record " + (number + 1) + " and what follows cannot be read as "
                        + file.contract().stream() + ": " + e.getMessage(),
                e);
    }

    private SpecificRecord specific(GenericRecord record) {
        SpecificRecord made = file.contract().newRecord();
        for (Schema.Field field : file.contract().schema().getFields()) {
            Object value = record.get(field.pos());
            made.put(
                    field.pos(),
                    value instanceof GenericEnumSymbol<?> symbol
                            ? specific.createEnum(symbol.toString(), field.schema())
                            : value);
        }
        return made;
    }

    private static Long receivedAt(GenericRecord record) {
        Schema.Field field = record.getSchema().getField(JsonRecords.RECEIVED_AT);
        Object value = field == null ? null : record.get(field.pos());
        if (value instanceof Instant instant) {
            return instant.toEpochMilli();
        }
        return value instanceof Long millis ? millis : null;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
