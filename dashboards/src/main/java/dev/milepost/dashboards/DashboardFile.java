package dev.milepost.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.dashboards.Variable.Kind;
import dev.milepost.dashboards.Variable.Option;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a dashboard from Grafana's JSON. */
final class DashboardFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DURATION = Pattern.compile("(\\d{1,5})([smhdw])");

    private final String file;

    private DashboardFile(String file) {
        this.file = file;
    }

    /** @throws InvalidDashboardException where it is no JSON, or a field is missing or not known */
    static Dashboard read(String file, byte[] json) {
        try {
            return new DashboardFile(file).dashboard(JSON.readTree(json));
        } catch (IOException e) {
            throw new InvalidDashboardException(file + " is no JSON: " + e.getMessage(), e);
        }
    }

    private Dashboard dashboard(JsonNode root) {
        List<Dashboard.Link> links = new ArrayList<>();
        root.path("links")
                .forEach(link ->
                        links.add(new Dashboard.Link(text(link, "links", "title"), text(link, "links", "url"))));
        List<Variable> variables = new ArrayList<>();
        root.path("templating").path("list").forEach(variable -> variables.add(variable(variable)));
        List<Panel> panels = new ArrayList<>();
        root.path("panels").forEach(panel -> panels.add(panel(panel)));
        return new Dashboard(
                text(root, "dashboard", "uid"),
                text(root, "dashboard", "title"),
                root.path("description").asText(""),
                text(root.path("time"), "time", "from"),
                text(root.path("time"), "time", "to"),
                (int) duration("refresh", root.path("refresh").asText("")).toSeconds(),
                List.copyOf(links),
                List.copyOf(variables),
                List.copyOf(panels));
    }

    private Variable variable(JsonNode node) {
        String name = text(node, "variable", "name");
        Kind kind = kind(name, node.path("type").asText());
        return new Variable(
                name,
                node.path("label").asText(name),
                kind,
                kind == Kind.QUERY ? sql(node.path("query")) : "",
                kind == Kind.QUERY ? List.of() : options(kind, node),
                node.path("multi").asBoolean(),
                node.path("includeAll").asBoolean(),
                node.path("allValue").asText(""),
                initial(node.path("current").path("value")));
    }

    private Kind kind(String name, String type) {
        return Stream.of(Kind.values())
                .filter(kind -> kind.name().equals(type.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> invalid("variable '" + name + "' is of the type '" + type + "', which is not known"));
    }

    private static String sql(JsonNode query) {
        return query.isTextual() ? query.asText() : query.path("rawSql").asText("");
    }

    /** {@code a,b} or {@code words : value,…}, as the file has them in its query. */
    private static List<Option> options(Kind kind, JsonNode node) {
        String query = node.path("query").asText("");
        if (kind != Kind.CUSTOM && kind != Kind.INTERVAL) {
            return List.of(new Option(query, query));
        }
        return Stream.of(query.split(","))
                .map(String::strip)
                .map(part -> {
                    int colon = part.indexOf(" : ");
                    return colon < 0
                            ? new Option(part, part)
                            : new Option(
                                    part.substring(colon + 3).strip(),
                                    part.substring(0, colon).strip());
                })
                .toList();
    }

    private static List<String> initial(JsonNode value) {
        List<String> values = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(each -> values.add(each.asText()));
        } else if (!value.asText("").isEmpty()) {
            values.add(value.asText());
        }
        return List.copyOf(values);
    }

    private Panel panel(JsonNode node) {
        int id = node.path("id").asInt();
        PanelType type = PanelType.of(node.path("type").asText())
                .orElseThrow(() -> invalid(
                        "panel " + id + " is of the type '" + node.path("type").asText() + "', which is not known"));
        List<Query> queries = new ArrayList<>();
        node.path("targets").forEach(target -> queries.add(query(id, target)));
        JsonNode place = node.path("gridPos");
        return new Panel(
                id,
                type,
                node.path("title").asText(""),
                node.path("description").asText(""),
                new Panel.Place(
                        place.path("x").asInt(),
                        place.path("y").asInt(),
                        place.path("w").asInt(),
                        place.path("h").asInt()),
                duration("interval", node.path("interval").asText("")),
                List.copyOf(queries),
                node.path("fieldConfig"),
                node.path("options"));
    }

    private Query query(int panel, JsonNode target) {
        int format = target.path("format").asInt(-1);
        if (format != 0 && format != 1) {
            throw invalid("panel " + panel + ", query " + target.path("refId").asText()
                    + ": format is neither 0 (time series) nor 1 (table)");
        }
        return new Query(
                text(target, "panel " + panel, "refId"),
                text(target, "panel " + panel, "rawSql"),
                format == 0 ? Query.Format.TIME_SERIES : Query.Format.TABLE);
    }

    private Duration duration(String field, String word) {
        if (word.isEmpty()) {
            return Duration.ZERO;
        }
        Matcher known = DURATION.matcher(word);
        if (!known.matches()) {
            throw invalid(field + " '" + word + "' is not a number with s, m, h, d or w");
        }
        long amount = Long.parseLong(known.group(1));
        return switch (known.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofDays(7 * amount);
        };
    }

    private String text(JsonNode node, String where, String field) {
        String text = node.path(field).asText("");
        if (text.isEmpty()) {
            throw invalid(where + " has no " + field);
        }
        return text;
    }

    private InvalidDashboardException invalid(String what) {
        return new InvalidDashboardException(file + ": " + what + ".");
    }
}
