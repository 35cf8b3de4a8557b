package dev.milepost.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** The OpenAPI file as a console serves it: what it says of answers. */
public final class Described {

    private final JsonNode file;

    public Described(JsonNode file) {
        this.file = file;
    }

    /**
     * In what an answer is other than the file says; empty: in nothing.
     *
     * @param path as the file writes it
     */
    public List<Error> errors(String method, String path, int status, JsonNode body) {
        return errors(
                file.at("/paths/" + path.replace("/", "~1") + "/" + method + "/responses/" + status
                        + "/content/application~1json/schema"),
                body);
    }

    /** In what a request's body is other than the file says. */
    public List<Error> errorsOfRequest(String method, String path, JsonNode body) {
        return errors(
                file.at("/paths/" + path.replace("/", "~1") + "/" + method
                        + "/requestBody/content/application~1json/schema"),
                body);
    }

    private List<Error> errors(JsonNode schema, JsonNode body) {
        if (!schema.isObject()) {
            throw new IllegalArgumentException("The file has no schema of that");
        }
        ObjectNode whole = schema.deepCopy();
        whole.set("components", file.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(body);
    }
}
