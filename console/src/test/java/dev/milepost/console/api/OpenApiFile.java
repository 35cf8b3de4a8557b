package dev.milepost.console.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.console.Reads;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the OpenAPI file of the API: paths from its resources, rows from the views' own columns and comments. */
final class OpenApiFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WRAPPED = Pattern.compile("(Nullable|LowCardinality|Array)\\((.*)\\)");

    private final Reads reads;

    OpenApiFile(Reads reads) {
        this.reads = reads;
    }

    ObjectNode write() throws ClickHouseFailure, JsonProcessingException {
        ObjectNode file = JSON.createObjectNode();
        file.put("openapi", "3.1.0");
        file.putObject("info")
                .put("title", "Milepost")
                .put("version", "1")
                .put(
                        "description",
                        "Rows of the warehouse's views, under their names and with their columns, and decisions of reviewers. Money is in"
                                + " minor units of its currency; times are UTC, as ClickHouse writes them.");
        ObjectNode paths = file.putObject("paths");
        ObjectNode schemas = JSON.createObjectNode();
        for (Resource resource : Resource.ALL) {
            paths.set(resource.path(), path(resource));
            schemas.set(resource.view(), row(resource));
        }
        ReviewPaths.add(paths, schemas);
        ObjectNode error = schemas.putObject("error").put("type", "object").put("description", "What was wrong.");
        error.putArray("required").add("error");
        ObjectNode properties = error.putObject("properties");
        properties.putObject("error").put("type", "string").put("description", "For a person: what, and what to do.");
        properties.putObject("field").put("type", "string").put("description", "Which field, parameter or header.");
        ObjectNode components = file.putObject("components");
        components.set("schemas", schemas);
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "Of ./milepost users token NAME.");
        file.putArray("security").addObject().putArray("token");
        return file;
    }

    private static ObjectNode path(Resource resource) {
        ObjectNode path = JSON.createObjectNode();
        ObjectNode get = path.putObject("get");
        get.put("operationId", resource.view());
        get.put("summary", resource.summary());
        get.put(
                "description",
                "For "
                        + resource.roles().stream()
                                .map(role -> role.id())
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + " and admin. Ordered by " + resource.order() + ".");
        ArrayNode parameters = get.putArray("parameters");
        for (String filter : resource.filters()) {
            parameter(parameters, filter, "Rows with this value alone.").put("type", "string");
        }
        parameter(parameters, "limit", "Most rows of an answer.")
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", ApiReads.MOST)
                .put("default", ApiReads.DEFAULT_LIMIT);
        parameter(parameters, "offset", "Rows to pass over: next of the answer before.")
                .put("type", "integer")
                .put("minimum", 0)
                .put("default", 0);
        ObjectNode responses = get.putObject("responses");
        ObjectNode schema = responses
                .putObject("200")
                .put("description", "Rows.")
                .putObject("content")
                .putObject("application/json")
                .putObject("schema");
        schema.put("type", "object")
                .put("additionalProperties", false)
                .putArray("required")
                .add("rows");
        ObjectNode properties = schema.putObject("properties");
        properties
                .putObject("rows")
                .put("type", "array")
                .putObject("items")
                .put("$ref", "#/components/schemas/" + resource.view());
        properties
                .putObject("next")
                .put("type", "integer")
                .put("description", "offset of the rows after; absent on the last page.");
        problems(responses);
        return path;
    }

    /** What may go wrong wherever rows are asked for or something is changed. */
    static void problems(ObjectNode responses) {
        problem(responses, "400", "A parameter, or a field, is wrong.");
        problem(responses, "401", "No token, or one of nobody.");
        problem(responses, "403", "Not for this account.");
        problem(responses, "429", "Too often.");
    }

    static void problem(ObjectNode responses, String status, String description) {
        responses
                .putObject(status)
                .put("description", description)
                .putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/error");
    }

    private static ObjectNode parameter(ArrayNode parameters, String name, String description) {
        return parameters
                .addObject()
                .put("name", name)
                .put("in", "query")
                .put("description", description)
                .putObject("schema");
    }

    private ObjectNode row(Resource resource) throws ClickHouseFailure {
        List<Map<String, String>> columns = reads.rows(
                "SELECT name, type, comment FROM system.columns WHERE database = 'milepost' AND table = {view:String} ORDER BY position",
                Map.of("view", resource.view()));
        ObjectNode row = JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
        ArrayNode required = row.putArray("required");
        ObjectNode properties = row.putObject("properties");
        for (Map<String, String> column : columns) {
            required.add(column.get("name"));
            ObjectNode property = type(column.get("type"), false);
            property.put("description", column.get("comment"));
            properties.set(column.get("name"), property);
        }
        return row;
    }

    /** A column's type as an answer has it. */
    private static ObjectNode type(String type, boolean nullable) {
        Matcher wrapped = WRAPPED.matcher(type);
        if (wrapped.matches()) {
            if (!wrapped.group(1).equals("Array")) {
                return type(wrapped.group(2), nullable || wrapped.group(1).equals("Nullable"));
            }
            ObjectNode list = JSON.createObjectNode().put("type", "array");
            list.set("items", type(wrapped.group(2), false));
            return list;
        }
        ObjectNode node = JSON.createObjectNode();
        String plain = plain(type);
        if (nullable) {
            node.putArray("type").add(plain).add("null");
        } else {
            node.put("type", plain);
        }
        return node;
    }

    private static String plain(String type) {
        if (type.matches("U?Int\\d+")) {
            return "integer";
        }
        if (type.startsWith("Float")) {
            return "number";
        }
        if (type.equals("Bool")) {
            return "boolean";
        }
        if (type.startsWith("Map(")) {
            return "object";
        }
        if (type.matches("(String|Date|Decimal|Enum|UUID).*")) {
            return "string";
        }
        throw new IllegalStateException("No JSON type is known for " + type);
    }
}
