package dev.milepost.schemas;

import java.io.IOException;
import java.math.BigDecimal;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Reads bodies that one schema wrote into the current class of a record. For one thread at a time. */
final class RecordReader {

    private final SpecificDatumReader<SpecificRecord> reader;
    private final Schema current;
    /** Precision by position of the fields that hold a decimal; 0 elsewhere. Avro leaves it unchecked. */
    private final int[] precisions;

    /**
     * A reader of what {@code writer} wrote.
     *
     * @param current the schema of {@code type}; {@code writer} resolves to it
     */
    RecordReader(Schema writer, Class<? extends SpecificRecord> type, Schema current) {
        this.current = current;
        this.reader = new SpecificDatumReader<>(writer, current, SpecificData.getForClass(type));
        this.precisions = current.getFields().stream()
                .mapToInt(field -> precision(field.schema()))
                .toArray();
    }

    /**
     * Reads the body that fills {@code bytes} from {@code start} on.
     *
     * @throws WireException of kind UNDECODABLE, where it does not
     */
    SpecificRecord read(byte[] bytes, int start, BoundedDecoder decoder) throws WireException {
        decoder.over(bytes, start);
        SpecificRecord record;
        try {
            record = reader.read(null, decoder);
        } catch (IOException | RuntimeException e) {
            // Avro shows bad indexes of unions and enums by whatever exception its arrays throw.
            throw WireException.undecodable(
                    "not a " + current.getName() + ": near byte " + decoder.position() + " of " + bytes.length + ", "
                            + e.getMessage(),
                    e);
        } catch (StackOverflowError e) {
            // Our schemas do not nest; another's may, and bytes decide how deep.
            throw WireException.undecodable(
                    "not a " + current.getName() + ": near byte " + decoder.position() + " of " + bytes.length
                            + ", values are nested too deep",
                    null);
        }
        if (decoder.remaining() > 0) {
            throw WireException.undecodable(
                    "the " + current.getName() + " ends at byte " + decoder.position() + ", but " + decoder.remaining()
                            + " more follow",
                    null);
        }
        checkDecimals(record);
        return record;
    }

    private void checkDecimals(SpecificRecord record) throws WireException {
        for (int i = 0; i < precisions.length; i++) {
            if (precisions[i] > 0 && record.get(i) instanceof BigDecimal value && value.precision() > precisions[i]) {
                throw WireException.undecodable(
                        "the field " + current.getFields().get(i).name() + " of " + current.getName() + " has "
                                + value.precision() + " digits, at most " + precisions[i] + " are allowed",
                        null);
            }
        }
    }

    private static int precision(Schema type) {
        if (type.getType() == Schema.Type.UNION) {
            return type.getTypes().stream()
                    .mapToInt(RecordReader::precision)
                    .max()
                    .orElse(0);
        }
        return type.getLogicalType() instanceof LogicalTypes.Decimal decimal ? decimal.getPrecision() : 0;
    }
}
