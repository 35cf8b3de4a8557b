package dev.milepost.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The published versions of a record's schema: {@code history/<RecordName>/v1.avsc} and on, without gaps, among the
 * resources. A published file is never changed; a schema that grew is published as the next version.
 */
public final class SchemaHistory {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaHistory() {}

    /** All published versions of a record, oldest first; empty where none was published. */
    public static List<Schema> versions(String recordName) {
        List<Schema> versions = new ArrayList<>();
        while (true) {
            String resource = "history/" + recordName + "/v" + (versions.size() + 1) + ".avsc";
            try (InputStream in = SchemaHistory.class.getResourceAsStream(resource)) {
                if (in == null) {
                    return List.copyOf(versions);
                }
                versions.add(new Schema.Parser().parse(in));
            } catch (IOException e) {
                throw new UncheckedIOException("The published schema " + resource + " cannot be read", e);
            }
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
