package dev.milepost.runtime.source;

import dev.milepost.runtime.archive.ArchiveFields;
import dev.milepost.runtime.ingest.JsonRecords;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.StreamContract;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
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
 * (timestamp-millis) beside the stream's fields, and where the record was first read: then that is its origin. A
 * container of refused records, of an archive, holds bytes of topics.
 */
final class AvroRecords implements RawRecords {

    private static final List<String> BESIDE = List.of(
            ArchiveFields.RECEIVED_AT,
            ArchiveFields.ORIGIN,
            ArchiveFields.ORIGIN_PARTITION,
            ArchiveFields.ORIGIN_POSITION);

    private final StreamFile file;
    private final DataFileReader<GenericRecord> records;
    private final SpecificData specific;
    private final LongConsumer consumed;
    private final boolean refused;
    private long blocksEnd;
    private long number;

    private AvroRecords(StreamFile file, DataFileReader<GenericRecord> records, LongConsumer consumed) {
        this.file = file;
        this.records = records;
        this.consumed = consumed;
        this.refused = isRefused(records.getSchema());
        this.specific = SpecificData.getForClass(file.contract().type());
    }

    static AvroRecords open(StreamFile file, LongConsumer consumed) {
        GenericData data = new GenericData();
        SpecificData.getForClass(file.contract().type()).getConversions().forEach(data::addLogicalTypeConversion);
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(null, null, data);
        try {
            DataFileReader<GenericRecord> records =
                    new DataFileReader<>(file.path().toFile(), reader);
            if (!isRefused(records.getSchema())) {
                reader.setExpected(expected(file.contract(), records.getSchema()));
            }
            return new AvroRecords(file, records, consumed);
        } catch (IOException | AvroRuntimeException e) {
            throw new SourceException(file.path() + " is no Avro container, or was cut: " + reason(e), e);
        }
    }

    private static boolean isRefused(Schema written) {
        return written.getType() == Schema.Type.RECORD
                && written.getFullName().equals(ArchiveFields.REFUSED.getFullName());
    }

    /** The stream's schema, and what archives say beside it where the container has it. */
    private static Schema expected(StreamContract contract, Schema written) {
        List<Schema.Field> fields = new ArrayList<>();
        contract.schema().getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        for (String name : BESIDE) {
            Schema.Field beside = written.getType() == Schema.Type.RECORD ? written.getField(name) : null;
            if (beside != null) {
                fields.add(new Schema.Field(beside, beside.schema()));
            }
        }
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
            return refused
                    ? RawRecord.refused(file.contract(), origin(record), value(record), receivedAt(record))
                    : RawRecord.decoded(file.contract(), origin(record), specific(record), receivedAt(record));
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
                        + file.contract().stream() + ": " + reason(e),
                e);
    }

    /** What the first of the causes that has any words says; Avro wraps some that have none. */
    private static String reason(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !message.equals(String.valueOf(cause.getCause()))) {
                return message;
            }
            if (cause instanceof EOFException) {
                return "it ends too early";
            }
        }
        return thrown.getClass().getSimpleName();
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

    /** Where it was first read, as far as the container says; else here. */
    private Origin origin(GenericRecord record) {
        if (record.hasField(ArchiveFields.ORIGIN)
                && record.get(ArchiveFields.ORIGIN_PARTITION) instanceof Integer partition
                && record.get(ArchiveFields.ORIGIN_POSITION) instanceof Long position) {
            return new Origin(String.valueOf(record.get(ArchiveFields.ORIGIN)), partition, position);
        }
        return Origin.ofFile(file.name(), number);
    }

    private static byte[] value(GenericRecord record) {
        if (!(record.get(ArchiveFields.VALUE) instanceof ByteBuffer buffer)) {
            return null;
        }
        byte[] value = new byte[buffer.remaining()];
        buffer.duplicate().get(value);
        return value;
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
