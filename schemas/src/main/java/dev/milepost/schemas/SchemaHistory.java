package dev.milepost.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * The published versions of records' schemas: {@code history/<RecordName>/v1.avsc} and on, without gaps, among the
 * resources; or the like in a folder. A published file is never changed; a schema that grew is published as the next
 * version.
 */
public final class SchemaHistory {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<String, InputStream> files;

    /** Of a history whose files open by their path in it; null where there is none of that path. */
    private SchemaHistory(Function<String, InputStream> files) {
        this.files = files;
    }

    /** What the releases so far have published. */
    public static SchemaHistory shipped() {
        return new SchemaHistory(path -> SchemaHistory.class.getResourceAsStream("history/" + path));
    }

    /** What is published in a folder. */
    public static SchemaHistory in(Path folder) {
        return new SchemaHistory(path -> open(folder.resolve(path)));
    }

    /** All published versions of a record, oldest first; empty where none was published. */
    public List<Schema> versions(String recordName) {
        List<Schema> versions = new ArrayList<>();
        while (true) {
            String file = file(recordName, versions.size() + 1);
            try (InputStream in = files.apply(file)) {
                if (in == null) {
                    return List.copyOf(versions);
                }
                versions.add(new Schema.Parser().parse(in));
            } catch (IOException e) {
                throw new UncheckedIOException("The published schema " + file + " cannot be read", e);
            }
        }
    }

    /** Where a version is in a history. */
    static String file(String recordName, int version) {
        return recordName + "/v" + version + ".avsc";
    }

    private static InputStream open(Path file) {
        try {
            return Files.exists(file) ? Files.newInputStream(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("The published schema " + file + " cannot be read", e);
        }
    }

    /** Whether two schemas say the same but for documentation and hints to the class generator. */
    public static boolean sameContract(Schema one, Schema other) {
        return contract(one).equals(contract(other));
    }

    private static JsonNode contract(Schema schema) {
        try {
            return stripped(JSON.readTree(schema.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is no JSON: " + schema.getFullName(), e);
        }
    }

    private static JsonNode stripped(JsonNode node) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, stripped(array.get(i)));
            }
            return array;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        object.remove(List.of("doc", "avro.java.string"));
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!name.equals("default")) {
                object.set(name, stripped(object.get(name)));
            }
        }
        boolean bareType = object.size() == 1 && object.path("type").isTextual();
        return bareType ? object.get("type") : object;
    }
}
