package dev.milepost.programs.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one YAML document with places. Refused, because two people would read it differently: a key written twice,
 * aliases, and a second document in the file.
 */
public final class YamlFile {

    /** As YAML 1.2 has it: {@code yes}, {@code on} and {@code NO} are texts, which editors' schemas take them for too. */
    private static final YAMLFactory FACTORY =
            new YAMLFactory().enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS);

    /** No file of a person is as deep; the parser itself would go on until it cannot say where. */
    private static final int DEEPEST = 100;

    private final String file;
    private final YAMLParser parser;
    private final Problems problems;

    private int depth;

    private YamlFile(String file, YAMLParser parser, Problems problems) {
        this.file = file;
        this.parser = parser;
        this.problems = problems;
    }

    /** Reads a UTF-8 file; null, and a problem, where it cannot be read or is not YAML. */
    public static YamlNode read(Path path, Problems problems) {
        String text = text(path, problems);
        return text == null ? null : parse(path.toString(), text, problems);
    }

    /** What a UTF-8 file holds; null, and a problem, where it cannot be read. */
    public static String text(Path path, Problems problems) {
        try {
            return Utf8.text(path.toString(), Files.readAllBytes(path), problems);
        } catch (NoSuchFileException e) {
            problems.add(Place.whole(path.toString()), "there is no such file: check the path");
        } catch (IOException e) {
            problems.add(Place.whole(path.toString()), "cannot be read (" + e + "): check its permissions");
        }
        return null;
    }

    /** Reads text; null, and a problem, where it is not YAML, is empty, or has what is refused. */
    public static YamlNode parse(String file, String text, Problems problems) {
        int before = problems.count();
        Utf8.refuseWhatIsNoText(file, text, problems);
        if (problems.count() > before) {
            return null;
        }
        try (YAMLParser parser = FACTORY.createParser(text)) {
            YamlFile reader = new YamlFile(file, parser, problems);
            if (parser.nextToken() == null) {
                problems.add(Place.whole(file), "is empty: write something into it, or remove it");
                return null;
            }
            YamlNode root = reader.node();
            if (parser.nextToken() != null) {
                problems.add(reader.place(), "a second document begins here: put it into a file of its own");
            }
            return problems.count() == before ? root : null;
        } catch (TooDeep e) {
            problems.add(
                    e.place, "is nested more than " + DEEPEST + " deep: take brackets away, or write it more flatly");
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            Place place = at == null ? Place.whole(file) : new Place(file, at.getLineNr(), at.getColumnNr());
            problems.add(
                    place,
                    "is not valid YAML (" + firstLines(e.getOriginalMessage()) + "): correct it"
                            + (at == null ? "" : " here or just above"));
        } catch (IOException e) {
            problems.add(Place.whole(file), "cannot be read (" + e + ")");
        }
        return null;
    }

    private YamlNode node() throws IOException {
        Place place = place();
        if (parser.isCurrentAlias()) {
            problems.add(place, "alias *" + parser.getText() + " is not read here: write the value out");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT, START_ARRAY -> nested(place);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(YamlNode.Kind.NUMBER, place);
            case VALUE_TRUE, VALUE_FALSE -> scalar(YamlNode.Kind.BOOLEAN, place);
            case VALUE_NULL -> YamlNode.scalar(YamlNode.Kind.EMPTY, place, "empty");
            default -> scalar(YamlNode.Kind.TEXT, place);
        };
    }

    private YamlNode nested(Place place) throws IOException {
        if (++depth > DEEPEST) {
            throw new TooDeep(place);
        }
        YamlNode node = parser.currentToken() == JsonToken.START_OBJECT ? map(place) : list(place);
        depth--;
        return node;
    }

    /** Thrown here alone, to leave what was opened. */
    private static final class TooDeep extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Place place;

        TooDeep(Place place) {
            this.place = place;
        }
    }

    private YamlNode scalar(YamlNode.Kind kind, Place place) throws IOException {
        return YamlNode.scalar(kind, place, parser.getText());
    }

    private YamlNode map(Place place) throws IOException {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place keyPlace = place();
            String key = parser.currentName();
            parser.nextToken();
            YamlNode.Entry earlier = entries.putIfAbsent(key, new YamlNode.Entry(keyPlace, node()));
            if (earlier != null) {
                problems.add(
                        keyPlace,
                        "key " + key + " stands twice, first in line "
                                + earlier.keyPlace().line() + ": keep one");
            }
        }
        return YamlNode.map(place, Collections.unmodifiableMap(entries));
    }

    private YamlNode list(Place place) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node());
        }
        return YamlNode.list(place, List.copyOf(items));
    }

    private Place place() {
        JsonLocation at = parser.currentTokenLocation();
        return new Place(file, at.getLineNr(), at.getColumnNr());
    }

    /** The parser's words without the copy of the text that it draws below them. */
    private static String firstLines(String message) {
        List<String> words = new ArrayList<>();
        for (String line : message.lines().toList()) {
            if (!line.startsWith(" ") && !line.isBlank()) {
                words.add(line.strip());
            }
        }
        return String.join("; ", words);
    }
}
