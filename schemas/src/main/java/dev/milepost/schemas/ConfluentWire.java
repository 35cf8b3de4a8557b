package dev.milepost.schemas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads records as Confluent's serialisers write them: a zero, the id of the writer's schema in 4 bytes, big end first,
 * then Avro's binary body (Confluent Schema Registry, "Wire format"). The writer's schema is anybody's: it is resolved to
 * the contract of the stream, see {@link ForeignSchema}.
 *
 * <p>It allocates nothing for lengths that the bytes merely claim, whatever the schema; in exchange an array of values
 * that take no bytes (of nulls, say), in a field that the contract lacks, makes its record undecodable.
 *
 * <p>For one thread at a time.
 */
public final class ConfluentWire {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int HEADER = 5;

    /** Where writers' schemas are found. */
    @FunctionalInterface
    public interface WriterSchemas {

        /**
         * The schema of that id.
         *
         * @throws UnknownSchemaException if there is none, or none that is of Avro, and asking again would not help
         */
        Schema find(int id) throws UnknownSchemaException;
    }

    /** No schema, for good; the message says why. */
    public static final class UnknownSchemaException extends Exception {

        private static final long serialVersionUID = 1L;

        /** Without a stack trace, as {@link WireException}. */
        public UnknownSchemaException(String message) {
            super(message, null, false, false);
        }
    }

    /** How the bytes of one schema are read as one stream's events: by a reader, or not at all. */
    private record Resolved(RecordReader reader, String refusal) {}

    private final WriterSchemas schemas;
    private final Map<String, Map<Integer, Resolved>> resolved = new HashMap<>();
    private final BoundedDecoder decoder = new BoundedDecoder();

    public ConfluentWire(WriterSchemas schemas) {
        this.schemas = schemas;
    }

    /** Whether the bytes begin as a record of this framing does; no other one does so. */
    public static boolean frames(byte[] bytes) {
        return bytes != null && bytes.length > 0 && bytes[0] == 0;
    }

    /** Reads a record of that stream. */
    public SpecificRecord decode(StreamContract contract, byte[] bytes) throws WireException {
        if (!frames(bytes)) {
            throw WireException.undecodable("a record begins with a zero and a schema's id, these bytes do not", null);
        }
        if (bytes.length < HEADER) {
            throw WireException.undecodable(
                    "a record begins with a zero and a schema's id of 4 bytes, there are " + bytes.length + " in all",
                    null);
        }
        int id = (int) INT.get(bytes, 1);
        Resolved how = resolved(contract, id);
        if (how.reader() == null) {
            throw new WireException(WireException.Kind.INCOMPATIBLE_SCHEMA, how.refusal(), null);
        }
        return how.reader().read(bytes, HEADER, decoder);
    }

    private Resolved resolved(StreamContract contract, int id) throws WireException {
        Map<Integer, Resolved> known = resolved.computeIfAbsent(contract.stream(), any -> new HashMap<>());
        Resolved how = known.get(id);
        if (how == null) {
            how = resolve(contract, id);
            known.put(id, how);
        }
        return how;
    }

    private Resolved resolve(StreamContract contract, int id) throws WireException {
        Schema writer;
        try {
            writer = schemas.find(id);
        } catch (UnknownSchemaException e) {
            throw new WireException(WireException.Kind.UNKNOWN_SCHEMA, e.getMessage(), e);
        }
        List<SchemaEvolution.Violation> obstacles = ForeignSchema.obstacles(writer, contract.schema());
        return obstacles.isEmpty()
                ? new Resolved(
                        new RecordReader(
                                ForeignSchema.adopted(writer, contract.schema()), contract.type(), contract.schema()),
                        null)
                : new Resolved(null, refusal(contract, id, obstacles));
    }

    private static String refusal(StreamContract contract, int id, List<SchemaEvolution.Violation> obstacles) {
        StringBuilder words = new StringBuilder("the schema of id " + id + " does not resolve to the contract of the"
                + " stream " + contract.stream() + ": ");
        words.append(obstacles.get(0));
        for (SchemaEvolution.Violation obstacle : obstacles.subList(1, obstacles.size())) {
            words.append("; ").append(obstacle);
        }
        return words.toString();
    }
}
