package dev.milepost.schemas;

import java.io.IOException;
import java.math.BigDecimal;
import org.apache.avro.AvroRuntimeException;
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
            throw WireException.undecodable(
                    "not a " + current.getName() + ": near byte " + decoder.position() + " of " + bytes.length + ", "
                            + reason(e, decoder),
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

    /**
     * The same of the same bytes, whenever it is asked: what the JVM itself throws has no message any more once the code
     * that throws it has run often enough to be compiled.
     */
    private static String reason(Exception problem, BoundedDecoder decoder) {
        if (problem instanceof IOException || problem instanceof AvroRuntimeException) {
            return problem.getMessage();
        }
        // Avro looks bad indexes of unions and enums up in its arrays.
        return problem instanceof IndexOutOfBoundsException
                ? "there is no branch or symbol of index " + decoder.index()
                : problem.getClass().getSimpleName();
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
