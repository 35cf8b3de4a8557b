package dev.milepost.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;

/**
 * A schema of somebody else's, as the writer's of a contract's records.
 *
 * <p>It resolves by Avro's rules (Avro specification, "Schema Resolution"): records of one unqualified name, or of a name
 * that the contract has as an alias; fields by name or alias; what the contract lacks is skipped, what the writer lacks
 * has the contract's default. Beyond those rules, a number must mean the same on both sides: Avro reads microseconds
 * into milliseconds, and a decimal of scale 2 into one of scale 6, without a word.
 */
final class ForeignSchema {

    private final List<SchemaEvolution.Violation> obstacles = new ArrayList<>();
    private final Schema writer;
    private final Schema reader;

    private ForeignSchema(Schema writer, Schema reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /** What keeps the contract from reading every record that {@code writer} can write; empty where nothing does. */
    static List<SchemaEvolution.Violation> obstacles(Schema writer, Schema reader) {
        ForeignSchema foreign = new ForeignSchema(writer, reader);
        foreign.check();
        return List.copyOf(foreign.obstacles);
    }

    /**
     * The writer's record under the contract's full name, without which Avro does not look at the aliases of fields.
     *
     * @throws IllegalArgumentException if it is no record
     */
    static Schema adopted(Schema writer, Schema reader) {
        if (writer.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("A " + writer.getType().getName() + " is no record");
        }
        List<Schema.Field> fields = writer.getFields().stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord(reader.getName(), null, reader.getNamespace(), false, fields);
    }

    private void check() {
        if (writer.getType() != Schema.Type.RECORD) {
            add(reader.getName(), "the writer's schema is a " + writer.getType().getName() + ", and must be a record");
            return;
        }
        if (!writer.getName().equals(reader.getName()) && !reader.getAliases().contains(writer.getFullName())) {
            add(
                    reader.getName(),
                    "the writer's record is named " + writer.getFullName() + ", and must be named " + reader.getName()
                            + ", in any namespace, or by an alias of the contract");
            return;
        }
        try {
            walk(reader.getName(), Resolver.resolve(adopted(writer, reader), reader));
        } catch (AvroRuntimeException e) {
            // Such as two fields of the writer that are one by the contract's aliases.
            add(reader.getName(), e.getMessage());
        }
    }

    /** By what Avro would do with the bytes, so that nothing is let through that it then cannot read. */
    private void walk(String path, Resolver.Action action) {
        switch (action.type) {
            case ERROR -> error(path, (Resolver.ErrorAction) action);
            case RECORD -> {
                Resolver.Action[] fields = ((Resolver.RecordAdjust) action).fieldActions;
                for (int i = 0; i < fields.length; i++) {
                    walk(path + "." + action.writer.getFields().get(i).name(), fields[i]);
                }
            }
            case CONTAINER ->
                walk(
                        path + (action.reader.getType() == Schema.Type.MAP ? "{}" : "[]"),
                        ((Resolver.Container) action).elementAction);
            case WRITER_UNION -> {
                for (Resolver.Action branch : ((Resolver.WriterUnion) action).actions) {
                    walk(path, branch);
                }
            }
            case READER_UNION -> walk(path, ((Resolver.ReaderUnion) action).actualAction);
            case ENUM -> symbols(path, (Resolver.EnumAdjust) action);
            case DO_NOTHING, PROMOTE -> meaning(path, action.writer, action.reader);
            case SKIP -> {}
        }
    }

    private void error(String path, Resolver.ErrorAction action) {
        if (action.error == Resolver.ErrorAction.ErrorType.MISSING_REQUIRED_FIELD) {
            for (Schema.Field field : action.reader.getFields()) {
                if (action.writer.getField(field.name()) == null && !field.hasDefaultValue()) {
                    add(path + "." + field.name(), "the writer's schema lacks the field, which has no default");
                }
            }
            return;
        }
        add(path, "the writer's type is " + words(action.writer) + ", and must be " + words(action.reader));
    }

    private void symbols(String path, Resolver.EnumAdjust action) {
        for (int i = 0; i < action.adjustments.length; i++) {
            if (action.adjustments[i] < 0) {
                add(
                        path,
                        "the contract lacks the symbol "
                                + action.writer.getEnumSymbols().get(i));
            }
        }
    }

    private void meaning(String path, Schema written, Schema read) {
        for (String property : List.of("logicalType", "scale")) {
            Object theirs = meaning(property, written);
            Object ours = meaning(property, read);
            if (!Objects.equals(theirs, ours)) {
                add(path, "the writer's " + property + " is " + word(theirs) + ", and must be " + word(ours));
                return;
            }
        }
    }

    /** A uuid is a text like any other; a scale that is not given is 0. */
    private static Object meaning(String property, JsonProperties schema) {
        Object value = schema.getObjectProp(property);
        if (property.equals("scale")) {
            boolean decimal = "decimal".equals(schema.getObjectProp("logicalType"));
            return decimal ? Objects.requireNonNullElse(value, 0) : null;
        }
        return "uuid".equals(value) ? null : value;
    }

    private static String word(Object property) {
        return property == null ? "absent" : property.toString();
    }

    private static String words(Schema schema) {
        return schema.getType() == Schema.Type.UNION
                ? String.join(
                        " or ",
                        schema.getTypes().stream().map(ForeignSchema::words).toList())
                : schema.getFullName();
    }

    private void add(String path, String words) {
        obstacles.add(new SchemaEvolution.Violation(path, words));
    }
}
