package dev.milepost.dashboards;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The macros of Grafana's ClickHouse data source, as its backend expands them: {@code $__timeFilter(column)} and the like. Source
 * of what each becomes: the macros' reference in its documentation, and its {@code macros} package (version 4).
 */
final class Macros {

    private static final Pattern NAME = Pattern.compile("\\$__(\\w+)");

    private static final Map<String, Integer> ARGUMENTS = Map.ofEntries(
            Map.entry("fromTime", 0),
            Map.entry("toTime", 0),
            Map.entry("fromTime_ms", 0),
            Map.entry("toTime_ms", 0),
            Map.entry("interval_s", 0),
            Map.entry("timeFilter", 1),
            Map.entry("timeFilter_ms", 1),
            Map.entry("dateFilter", 1),
            Map.entry("dateTimeFilter", 2),
            Map.entry("dt", 2),
            Map.entry("timeInterval", 1),
            Map.entry("timeInterval_ms", 1));

    private final Selection selection;

    Macros(Selection selection) {
        this.selection = selection;
    }

    /** @throws InvalidDashboardException where a macro is not known or has not its arguments */
    String expand(String sql) {
        StringBuilder text = new StringBuilder();
        Matcher name = NAME.matcher(sql);
        int done = 0;
        while (name.find(done)) {
            int wanted = wanted(name.group(1));
            boolean called = name.end() < sql.length() && sql.charAt(name.end()) == '(';
            MacroCall call = called ? MacroCall.at(sql, name.end()) : new MacroCall(List.of(), name.end());
            List<String> arguments =
                    wanted == 0 && called && call.arguments().get(0).isBlank() ? List.of() : call.arguments();
            if (arguments.size() != wanted || arguments.stream().anyMatch(String::isBlank)) {
                throw new InvalidDashboardException(
                        name.group() + " takes " + wanted + " arguments, not (" + String.join(",", arguments) + ").");
            }
            text.append(sql, done, name.start()).append(expanded(name.group(1), arguments));
            done = call.end();
        }
        return text.append(sql, done, sql.length()).toString();
    }

    private static int wanted(String name) {
        Integer wanted = ARGUMENTS.get(name);
        if (wanted == null) {
            throw new InvalidDashboardException("The macro $__" + name + " is not known.");
        }
        return wanted;
    }

    private String expanded(String name, List<String> arguments) {
        TimeRange range = selection.range();
        return switch (name) {
            case "fromTime" -> seconds(range.from());
            case "toTime" -> seconds(range.to());
            case "fromTime_ms" -> millis(range.from());
            case "toTime_ms" -> millis(range.to());
            case "interval_s" -> Long.toString(intervalSeconds());
            case "timeFilter" -> between(arguments.get(0), seconds(range.from()), seconds(range.to()));
            case "timeFilter_ms" -> between(arguments.get(0), millis(range.from()), millis(range.to()));
            case "dateFilter" -> between(arguments.get(0), date(range.from()), date(range.to()));
            case "dateTimeFilter", "dt" ->
                "(" + between(arguments.get(0), date(range.from()), date(range.to())) + ") AND ("
                        + between(arguments.get(1), seconds(range.from()), seconds(range.to())) + ")";
            case "timeInterval" ->
                "toStartOfInterval(toDateTime(" + arguments.get(0) + "), INTERVAL " + intervalSeconds() + " second)";
            default ->
                "toStartOfInterval(toDateTime64(" + arguments.get(0) + ", 3), INTERVAL "
                        + Math.max(1, selection.interval().toMillis()) + " millisecond)";
        };
    }

    private long intervalSeconds() {
        return Math.max(1, selection.interval().toSeconds());
    }

    private static String between(String column, String from, String to) {
        return column + " >= " + from + " AND " + column + " <= " + to;
    }

    private static String seconds(Instant moment) {
        return "toDateTime(" + moment.getEpochSecond() + ")";
    }

    private static String millis(Instant moment) {
        return "fromUnixTimestamp64Milli(" + moment.toEpochMilli() + ")";
    }

    private static String date(Instant moment) {
        return "toDate('" + LocalDate.ofInstant(moment, ZoneOffset.UTC) + "')";
    }
}
