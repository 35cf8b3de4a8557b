package dev.milepost.runtime.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A YAML file of settings, flattened to dotted keys. */
final class SettingsFile {

    /** As YAML 1.2 has it: a text of {@code no} stays one, and is refused where true or false is asked for. */
    private static final ObjectMapper YAML = new ObjectMapper(
                    new YAMLFactory().enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS))
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private SettingsFile() {}

    static Map<String, String> read(Path file) {
        JsonNode root;
        try {
            root = YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            // Neither said nor handed on: the parser's message quotes the lines around, which may have a secret.
            throw new SettingsException(file + ", line " + e.getLocation().getLineNr() + ": " + problem(e));
        } catch (IOException e) {
            throw new SettingsException(file + " cannot be read: " + e, e);
        }
        Map<String, String> flat = new LinkedHashMap<>();
        if (root.isObject()) {
            flatten(file, "", root, flat);
        } else if (!root.isMissingNode() && !root.isNull()) {
            throw new SettingsException(file + " has no keys at its top: write module.name: value, one a line");
        }
        return flat;
    }

    private static String problem(JsonProcessingException e) {
        return e.getOriginalMessage().startsWith("Duplicate field")
                ? "a key is given twice"
                : "this is no YAML, near column " + e.getLocation().getColumnNr()
                        + ": write key: value, one a line, and a text with signs of YAML's own in quotes";
    }

    private static void flatten(Path file, String prefix, JsonNode node, Map<String, String> flat) {
        node.properties().forEach(field -> {
            String key = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject()) {
                flatten(file, key + ".", value, flat);
            } else if (value.isArray() || value.isNull()) {
                throw new SettingsException(
                        file + ": setting " + key + " needs one value, found " + (value.isNull() ? "none" : "a list"));
            } else if (flat.put(key, value.asText()) != null) {
                throw new SettingsException(file + ": setting " + key + " is given twice");
            }
        });
    }
}
