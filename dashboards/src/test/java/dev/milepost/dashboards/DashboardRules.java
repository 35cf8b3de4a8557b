package dev.milepost.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a dashboard's file has to be. */
final class DashboardRules {

    /** Not {@code short}, which makes 10 K of 9,538. */
    private static final Set<String> UNITS =
            Set.of("none", "percentunit", "s", "d", "locale", "rowsps", "bytes", "dateTimeAsIso");

    private static final Set<String> COLOURS = Set.of("blue", "green", "yellow", "red", "gray");
    private static final String SOURCE = "${datasource}";
    private static final Pattern CLOCK = Pattern.compile("(?i)\\b(?:now|now64|today|yesterday)\\s*\\(");
    private static final Pattern STORE = Pattern.compile("milepost_store");
    private static final Pattern FORMAT = Pattern.compile("(?i)\\b(?:FORMAT|SETTINGS)\\s+\\w");
    private static final Pattern BARE = Pattern.compile("\\$\\{?(?!__)(\\w+)}?");
    /** A channel may be called so too. */
    private static final Pattern REFERRED = Pattern.compile("\\bsource\\s*!?=\\s*'referral'");

    private static final Pattern FIXED =
            Pattern.compile("(?:program_id|milestone_id|experiment_id|currency|segment)\\s*(?:=|IN)\\s*\\(?\\s*'[^']");
    private static final Pattern FROM = Pattern.compile("(?i)\\b(?:FROM|JOIN)\\s+([a-z_]+\\.[a-z_]+|[a-z_]+)");
    private static final Pattern LEGEND = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| [^|]+ \\| (.+) \\|$");

    private static final Pattern COLUMN = Pattern.compile("AS \"([^\"]+)\"");
    /** Columns of tables whose values have a page of the console, and lead there. */
    private static final Map<String, String> PAGES = Map.of(
            "Case", "/review/cases/",
            "Program", "/programs/",
            "Advocate", "/customers/one?id=",
            "Experiment", "/experiments/");

    /** Of any currency, but for a few that nobody pays in. */
    private static final int MOST_DECIMALS = 3;

    private final String file;
    private final JsonNode root;
    private final List<String> broken = new ArrayList<>();
    private final Map<String, JsonNode> variables = new LinkedHashMap<>();

    private DashboardRules(String file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /** The rules that it breaks, each with the place. */
    static List<String> broken(String file, JsonNode root) {
        DashboardRules rules = new DashboardRules(file, root);
        rules.whole();
        rules.variables();
        rules.panels();
        try {
            DashboardFile.read(file, root.toString().getBytes(StandardCharsets.UTF_8));
        } catch (InvalidDashboardException e) {
            rules.broken.add(e.getMessage());
        }
        return rules.broken;
    }

    /** Colour of a name, as the README has it. */
    static Map<String, String> legend() {
        try {
            Map<String, String> legend = new LinkedHashMap<>();
            Matcher row = LEGEND.matcher(Files.readString(Path.of("README.md")));
            while (row.find()) {
                Matcher name = Pattern.compile("`([^`]+)`").matcher(row.group(2));
                while (name.find()) {
                    legend.put(name.group(1), row.group(1));
                }
            }
            return legend;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void whole() {
        require(root.path("uid").asText().equals("milepost-" + file), "uid is milepost-" + file);
        int version = root.path("schemaVersion").asInt();
        require(version >= 39 && version <= 42, "schemaVersion is 39 to 42");
        require(!root.has("id") && !root.has("version"), "id and version are Grafana's own");
        require(root.path("timezone").asText().equals("utc"), "timezone is utc, as months and days are");
        require(root.path("title").asText().matches("[A-Z][A-Za-z ]{4,30}"), "title");
        require(!root.path("title").asText().equals("Milepost"), "title is not the folder's");
        require(
                root.path("description").asText().endsWith("?")
                        || root.path("description").asText().endsWith("."),
                "description");
        require(root.path("tags").path(0).asText().equals("milepost"), "tag milepost");
        require(root.path("annotations").path("list").isArray(), "annotations.list");
    }

    private void variables() {
        for (JsonNode variable : root.path("templating").path("list")) {
            String name = variable.path("name").asText();
            require(variables.put(name, variable) == null, "variable " + name + " is there once");
            require(!variable.path("label").asText().isEmpty(), "variable " + name + " has a label");
            if (variable.path("type").asText().equals("query")) {
                require(
                        variable.path("datasource").path("uid").asText().equals(SOURCE),
                        "variable " + name + " asks " + SOURCE);
                String sql = variable.path("query").path("rawSql").asText();
                require(sql.contains("ORDER BY"), "options of " + name + " are sorted");
                require(sql.equals(variable.path("definition").asText()), "definition of " + name + " is its query");
                sql("variable " + name, sql);
            }
        }
        JsonNode source = variables.get("datasource");
        require(
                source != null
                        && source.path("type").asText().equals("datasource")
                        && source.path("query").asText().equals("grafana-clickhouse-datasource"),
                "the data source is a variable");
        require(variables.containsKey("console"), "the console's address is a variable");
    }

    private void panels() {
        List<Panel.Place> places = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        String last = "";
        for (JsonNode panel : root.path("panels")) {
            String where = "panel " + panel.path("id").asText();
            require(panel.path("id").isInt() && ids.add(panel.path("id").asInt()), where + " has an id of its own");
            JsonNode grid = panel.path("gridPos");
            Panel.Place place = new Panel.Place(
                    grid.path("x").asInt(-1),
                    grid.path("y").asInt(-1),
                    grid.path("w").asInt(),
                    grid.path("h").asInt());
            require(
                    grid.path("x").isInt()
                            && place.x() >= 0
                            && place.y() >= 0
                            && place.width() > 2
                            && place.height() > 2
                            && place.x() + place.width() <= 24,
                    where + " is on the grid");
            require(places.stream().noneMatch(place::overlaps), where + " does not overlap others");
            places.add(place);
            boolean stat = panel.path("type").asText().equals("stat");
            require(stat == (place.y() == 0), where + ": figures are the first row, and nothing else is");
            last = panel.path("type").asText();
            panel(where, panel);
        }
        require(last.equals("table"), "a table comes last");
        require(ids.size() >= 8 && ids.size() <= 17, "8 to 17 panels");
    }

    private void panel(String where, JsonNode panel) {
        require(
                panel.path("title").asText().length() > 3
                        && !panel.path("title").asText().contains("now()"),
                where + " has a title");
        String description = panel.path("description").asText();
        require(
                description.contains("Formula: ") && description.contains("Maturity: "),
                where + " says its formula and maturity");
        require(panel.path("datasource").path("uid").asText().equals(SOURCE), where + " asks " + SOURCE);
        JsonNode defaults = panel.path("fieldConfig").path("defaults");
        require(UNITS.contains(defaults.path("unit").asText()), where + " has a unit");
        require(
                defaults.path("noValue").asText().matches("-|[A-Z][A-Za-z ]+(: \\./milepost [a-z ]+)?"),
                where + " says what it is without values");
        for (JsonNode step : defaults.path("thresholds").path("steps")) {
            require(COLOURS.contains(step.path("color").asText()), where + ": thresholds are of " + COLOURS);
        }
        Set<String> refs = new HashSet<>();
        countsAreWhole(where, panel);
        moneyHasItsOwnDecimals(where, panel);
        unitsAreKnown(where, panel);
        idsLeadToTheConsole(where, panel);
        require(panel.path("targets").size() > 0, where + " asks something");
        for (JsonNode target : panel.path("targets")) {
            require(refs.add(target.path("refId").asText()), where + ": queries have names of their own");
            require(
                    target.path("datasource").path("uid").asText().equals(SOURCE),
                    where + ": its query asks " + SOURCE);
            require(target.path("editorType").asText().equals("sql"), where + ": its query is SQL");
            require(
                    target.path("queryType")
                            .asText()
                            .equals(target.path("format").asInt(-1) == 0 ? "timeseries" : "table"),
                    where + ": queryType is format");
            sql(where, target.path("rawSql").asText());
        }
    }

    private void unitsAreKnown(String where, JsonNode panel) {
        for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
            JsonNode unit = property(override, "unit");
            require(
                    !unit.isTextual() || UNITS.contains(unit.asText()),
                    where + ": " + override.path("matcher").path("options").asText() + " has a unit of " + UNITS);
        }
    }

    /** In a table whose numbers have decimals. */
    private void countsAreWhole(String where, JsonNode panel) {
        boolean whole =
                panel.path("fieldConfig").path("defaults").path("decimals").asInt() == 0;
        for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
            String unit = property(override, "unit").asText();
            boolean counts = unit.equals("locale") || unit.equals("d");
            require(
                    whole || !counts || !property(override, "decimals").isMissingNode(),
                    where + ": " + override.path("matcher").path("options").asText() + " says its decimals");
        }
    }

    /**
     * One panel shows yen, which have none, and dinars, which have three: fixed ones would round, or add what is no part of the
     * amount. Three keep it whole; none are of counts beside it.
     */
    private void moneyHasItsOwnDecimals(String where, JsonNode panel) {
        boolean money = false;
        for (JsonNode target : panel.path("targets")) {
            money |= target.path("rawSql").asText().contains("unit_minor");
        }
        JsonNode defaults = panel.path("fieldConfig").path("defaults");
        if (money && defaults.path("unit").asText().equals("locale")) {
            require(
                    defaults.path("decimals").asInt(MOST_DECIMALS) >= MOST_DECIMALS,
                    where + ": money has its own decimals");
        }
        for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
            int decimals = property(override, "decimals").asInt(MOST_DECIMALS);
            require(
                    !money
                            || !property(override, "unit").asText().equals("locale")
                            || decimals == 0
                            || decimals >= MOST_DECIMALS,
                    where + ": " + override.path("matcher").path("options").asText() + " has its own decimals");
        }
    }

    /** Each id to its own page, encoded as an address needs it; no other column to anywhere. */
    private void idsLeadToTheConsole(String where, JsonNode panel) {
        Set<String> columns = new HashSet<>();
        COLUMN.matcher(panel.path("targets").path(0).path("rawSql").asText())
                .results()
                .forEach(column -> columns.add(column.group(1)));
        columns.retainAll(panel.path("type").asText().equals("table") ? PAGES.keySet() : Set.of());
        Set<String> linked = new HashSet<>();
        for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
            String column = override.path("matcher").path("options").asText();
            for (JsonNode link : property(override, "links")) {
                linked.add(column);
                String url = "${console}" + PAGES.get(column) + "${__value.raw:percentencode}";
                require(link.path("url").asText().equals(url), where + ": " + column + " leads to " + url);
                require(!link.path("title").asText().isEmpty(), where + ": the link of " + column + " has a title");
            }
        }
        require(linked.equals(columns), where + ": links are of " + columns + ", not of " + linked);
    }

    private static JsonNode property(JsonNode override, String id) {
        for (JsonNode property : override.path("properties")) {
            if (property.path("id").asText().equals(id)) {
                return property.path("value");
            }
        }
        return MissingNode.getInstance();
    }

    private void sql(String where, String sql) {
        require(!CLOCK.matcher(sql).find(), where + " goes by the time range or the watermark, not by the clock");
        require(!STORE.matcher(sql).find(), where + " asks views");
        require(!FORMAT.matcher(sql).find(), where + " leaves format and settings to the data source");
        require(!FIXED.matcher(sql).find(), where + " names no program, milestone, experiment, currency or segment");
        require(!REFERRED.matcher(sql).find(), where + " tells by program_id who was referred, not by source");
        Matcher from = FROM.matcher(sql);
        boolean view = false;
        while (from.find()) {
            view |= from.group(1).startsWith("milepost.");
        }
        require(view, where + " asks a view of milepost");
        String rest = sql.replaceAll("\\$__conditionalAll\\(\\w+ IN \\(\\$\\{(\\w+):singlequote}\\), \\$\\1\\)", "");
        for (Map.Entry<String, JsonNode> variable : variables.entrySet()) {
            if (variable.getValue().path("multi").asBoolean()) {
                require(
                        !Pattern.compile("\\$\\{?" + variable.getKey() + "\\b")
                                .matcher(rest)
                                .find(),
                        where + ": " + variable.getKey() + " stands in $__conditionalAll alone");
            }
        }
        Matcher bare = BARE.matcher(rest.replaceAll("\\$\\{\\w+:singlequote}", ""));
        require(!bare.find(), where + ": values of variables are ${…:singlequote}");
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            broken.add(file + ": " + rule);
        }
    }
}
