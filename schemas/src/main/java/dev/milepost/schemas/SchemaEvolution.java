package dev.milepost.schemas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * How a schema may grow: by fields with a default, by enum symbols, by letting a field be absent, by widening an int to
 * a long or a float to a double. Nothing else.
 *
 * <p>That is stricter than Avro's own reader-writer rules (which are checked too): those let a field vanish and never
 * look at logical types, although a decimal read with another scale is another amount. A default or a check may not
 * change either, because the same old bytes would then give other rows. The columns of a table keep their types and
 * their order altogether, because the warehouse has them. A table's key may grow at its end: rows of before are told apart
 * as they were. Rows of a table may come to be told to a topic; from then on it is that one.
 */
public final class SchemaEvolution {

    private static final List<String> RECORD_PROPERTIES = List.of("stream", "key", "table");
    private static final List<String> TOPIC_PROPERTIES = List.of("topic", "topic_key", "topic_of", "topic_turn");
    private static final String TABLE_KEY = "table_key";
    private static final List<String> FIELD_PROPERTIES = List.of("check", "clickhouse");

    private final List<Violation> violations = new ArrayList<>();
    private final boolean table;

    private SchemaEvolution(boolean table) {
        this.table = table;
    }

    /**
     * Why a schema may not follow another.
     *
     * @param path the record, then the fields down to the place: {@code Purchase.kind}
     * @param words what changed there, and what it was
     */
    public record Violation(String path, String words) {
        @Override
        public String toString() {
            return path + ": " + words;
        }
    }

    /** What forbids that {@code current} reads what {@code older} wrote; empty where nothing does. */
    public static List<Violation> violations(Schema older, Schema current) {
        SchemaEvolution evolution = new SchemaEvolution(older.getProp("table") != null);
        evolution.compare(older.getName(), older, current);
        if (evolution.violations.isEmpty()) {
            evolution.askAvro(older, current);
        }
        return List.copyOf(evolution.violations);
    }

    private void askAvro(Schema older, Schema current) {
        for (Incompatibility found : SchemaCompatibility.checkReaderWriterCompatibility(current, older)
                .getResult()
                .getIncompatibilities()) {
            add(older.getName() + " at " + found.getLocation(), found.getType() + ": " + found.getMessage());
        }
    }

    private void compare(String path, Schema older, Schema current) {
        if (older.getType() == Schema.Type.UNION || current.getType() == Schema.Type.UNION) {
            compareUnions(path, older, current);
            return;
        }
        if (older.getType() != current.getType()) {
            if (table || !widens(older.getType(), current.getType())) {
                add(
                        path,
                        "the type was " + older.getType().getName() + " and is "
                                + current.getType().getName());
                return;
            }
        }
        compareLogicalTypes(path, older, current);
        switch (older.getType()) {
            case RECORD -> compareRecords(path, older, current);
            case ENUM -> compareEnums(path, older, current);
            case FIXED -> compareFixed(path, older, current);
            case ARRAY -> compare(path + "[]", older.getElementType(), current.getElementType());
            case MAP -> compare(path + "{}", older.getValueType(), current.getValueType());
            default -> {}
        }
    }

    private static boolean widens(Schema.Type older, Schema.Type current) {
        return (older == Schema.Type.INT && current == Schema.Type.LONG)
                || (older == Schema.Type.FLOAT && current == Schema.Type.DOUBLE);
    }

    private void compareUnions(String path, Schema older, Schema current) {
        if (table && older.isNullable() != current.isNullable()) {
            add(path, "a column cannot start or cease to be nullable");
            return;
        }
        Map<String, Schema> branches = new HashMap<>();
        for (Schema branch : branches(current)) {
            branches.put(branch.getFullName(), branch);
        }
        for (Schema branch : branches(older)) {
            Schema same = branches.get(branch.getFullName());
            if (same == null) {
                add(path, "values of type " + branch.getFullName() + " were allowed and are no more");
            } else {
                compare(path, branch, same);
            }
        }
    }

    private static List<Schema> branches(Schema schema) {
        return schema.getType() == Schema.Type.UNION ? schema.getTypes() : List.of(schema);
    }

    /** By their properties, so that one that Avro does not know, or holds for invalid, counts too. */
    private void compareLogicalTypes(String path, Schema older, Schema current) {
        compareProperties(path, List.of("logicalType", "precision", "scale"), older, current);
    }

    private void compareRecords(String path, Schema older, Schema current) {
        if (!older.getFullName().equals(current.getFullName())) {
            add(path, "the record was named " + older.getFullName() + " and is " + current.getFullName());
        }
        compareProperties(path, RECORD_PROPERTIES, older, current);
        if (older.getObjectProp("topic") != null) {
            compareProperties(path, TOPIC_PROPERTIES, older, current);
        }
        compareKeys(path, older, current);
        for (Schema.Field field : older.getFields()) {
            Schema.Field same = current.getField(field.name());
            String fieldPath = path + "." + field.name();
            if (same == null) {
                add(fieldPath, "the field was removed (or renamed); fields stay");
                continue;
            }
            compareProperties(fieldPath, FIELD_PROPERTIES, field, same);
            if (older.getObjectProp("topic") != null) {
                compareProperties(fieldPath, List.of("column"), field, same);
            }
            compareDefaults(fieldPath, field, same);
            compare(fieldPath, field.schema(), same.schema());
        }
        for (Schema.Field field : current.getFields()) {
            if (older.getField(field.name()) == null) {
                checkNew(path + "." + field.name(), field);
            }
            compareAliases(path + "." + field.name(), field, older, current);
        }
        if (table) {
            compareOrder(path, older, current);
        }
    }

    /** Every record of before reads as one with the default: were it refused by the field's check, all of them would be. */
    private void checkNew(String path, Schema.Field field) {
        if (!field.hasDefaultValue()) {
            add(path, "a new field needs a default: older records lack it");
            return;
        }
        Object value = field.defaultVal();
        String text = value == JsonProperties.NULL_VALUE ? "" : String.valueOf(value);
        String check = field.getProp("check");
        boolean passes = check == null
                || switch (check) {
                    case "non_empty" -> !text.isBlank();
                    case "non_negative" -> !(value instanceof Number number) || number.longValue() >= 0;
                    case "known" -> !text.equals(field.schema().getEnumDefault());
                    case "currency" -> Currencies.contains(text);
                    default -> true;
                };
        if (!passes) {
            add(
                    path,
                    "the default of a new field fails its own check " + check + ": older records would all be refused");
        }
    }

    /** Avro reads a field of the alias's name into the field that has the alias, and leaves its own one at its default. */
    private void compareAliases(String path, Schema.Field field, Schema older, Schema current) {
        for (String alias : field.aliases()) {
            if (older.getField(alias) != null && current.getField(alias) != null) {
                add(path, "its alias " + alias + " is the name of another field, whose values it would take");
            }
        }
    }

    /** A column that the warehouse has may not pass another one that it has. */
    private void compareOrder(String path, Schema older, Schema current) {
        List<String> present = current.getFields().stream()
                .map(Schema.Field::name)
                .filter(name -> older.getField(name) != null)
                .toList();
        List<String> before = older.getFields().stream()
                .map(Schema.Field::name)
                .filter(present::contains)
                .toList();
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).equals(present.get(i))) {
                add(
                        path + "." + before.get(i),
                        "the column's place was before that of " + present.get(i) + " and is behind it");
                return;
            }
        }
    }

    private void compareKeys(String path, Schema older, Schema current) {
        List<String> was = key(older);
        List<String> is = key(current);
        boolean grown = !was.isEmpty()
                && is.size() > was.size()
                && is.subList(0, was.size()).equals(was);
        if (!grown && !was.equals(is)) {
            add(path, TABLE_KEY + " was " + was + " and is " + is);
        }
    }

    private static List<String> key(Schema schema) {
        return schema.getObjectProp(TABLE_KEY) instanceof List<?> columns
                ? columns.stream().map(String::valueOf).toList()
                : List.of();
    }

    private void compareDefaults(String path, Schema.Field older, Schema.Field current) {
        if (older.hasDefaultValue() && !current.hasDefaultValue()) {
            add(path, "the default was " + older.defaultVal() + " and was removed: records without the field exist");
        } else if (older.hasDefaultValue() && !isSameDefault(older.defaultVal(), current.defaultVal())) {
            add(
                    path,
                    "the default was " + older.defaultVal() + " and is " + current.defaultVal()
                            + ": older records would read differently");
        }
    }

    /** A number that was widened is the same. */
    private static boolean isSameDefault(Object older, Object current) {
        return Objects.equals(older, current)
                || (older instanceof Number was
                        && current instanceof Number is
                        && was.longValue() == is.longValue()
                        && Double.compare(was.doubleValue(), is.doubleValue()) == 0);
    }

    private void compareEnums(String path, Schema older, Schema current) {
        if (!older.getFullName().equals(current.getFullName())) {
            add(path, "the enum was named " + older.getFullName() + " and is " + current.getFullName());
        }
        for (String symbol : older.getEnumSymbols()) {
            if (!current.hasEnumSymbol(symbol)) {
                add(path, "the symbol " + symbol + " was removed");
            }
        }
        if (!Objects.equals(older.getEnumDefault(), current.getEnumDefault())) {
            add(path, "the default symbol was " + older.getEnumDefault() + " and is " + current.getEnumDefault());
        }
    }

    private void compareFixed(String path, Schema older, Schema current) {
        if (!older.getFullName().equals(current.getFullName())) {
            add(path, "the fixed type was named " + older.getFullName() + " and is " + current.getFullName());
        }
        if (older.getFixedSize() != current.getFixedSize()) {
            add(path, "the size was " + older.getFixedSize() + " bytes and is " + current.getFixedSize());
        }
    }

    private void compareProperties(String path, List<String> names, JsonProperties older, JsonProperties current) {
        for (String name : names) {
            Object was = older.getObjectProp(name);
            Object is = current.getObjectProp(name);
            if (!Objects.equals(was, is)) {
                add(path, name + " was " + word(was) + " and is " + word(is));
            }
        }
    }

    private static String word(Object property) {
        return property == null ? "absent" : property.toString();
    }

    private void add(String path, String words) {
        violations.add(new Violation(path, words));
    }
}
