package dev.milepost.console.dashboard;

import dev.milepost.dashboards.Dashboard;
import dev.milepost.dashboards.InvalidDashboardException;
import dev.milepost.dashboards.Panel;
import dev.milepost.dashboards.PanelSql;
import dev.milepost.dashboards.Selection;
import dev.milepost.dashboards.TimeRange;
import dev.milepost.dashboards.Variable;
import dev.milepost.dashboards.VariableOptions;
import dev.milepost.dashboards.Warehouse;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A dashboard as somebody looks at it, which its address says: {@code from}, {@code to}, {@code refresh}, and {@code var-NAME} once
 * for each chosen value, as Grafana's addresses have it.
 *
 * @param from Grafana's word for the beginning of the time range
 * @param to Grafana's word for its end
 * @param refresh how often panels ask again, in seconds; 0: never
 */
record Viewed(Dashboard dashboard, String from, String to, int refresh, TimeRange range, VariableOptions variables) {

    private static final String VARIABLE = "var-";
    private static final String OF_GRAFANA = "/d/";
    private static final int MOST_REFRESH = 3_600;

    static Viewed of(Dashboard dashboard, Context context, Warehouse warehouse, Clock clock) {
        String from = Optional.ofNullable(context.queryParam("from")).orElse(dashboard.from());
        String to = Optional.ofNullable(context.queryParam("to")).orElse(dashboard.to());
        try {
            TimeRange range = TimeRange.of(from, to, clock);
            VariableOptions variables = VariableOptions.of(dashboard.variables(), range, chosen(context), warehouse);
            return new Viewed(dashboard, from, to, refresh(context), range, variables);
        } catch (InvalidDashboardException e) {
            throw new BadRequestResponse(e.getMessage());
        }
    }

    private static Map<String, List<String>> chosen(Context context) {
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        context.queryParamMap().forEach((name, values) -> {
            if (name.startsWith(VARIABLE)) {
                chosen.put(name.substring(VARIABLE.length()), values);
            }
        });
        return chosen;
    }

    private static int refresh(Context context) {
        String word = Optional.ofNullable(context.queryParam("refresh")).orElse("0");
        if (!word.matches("\\d{1,4}") || Integer.parseInt(word) > MOST_REFRESH) {
            throw new BadRequestResponse(
                    "refresh is '" + word + "'; it is in seconds, from 0 to " + MOST_REFRESH + ".");
        }
        return Integer.parseInt(word);
    }

    /** A panel's title, with the words of what is chosen in it. */
    String title(Panel panel) {
        return PanelSql.words(panel.title(), dashboard.variables(), selection(panel, 1));
    }

    Selection selection(Panel panel, int points) {
        return Selection.of(range, variables.choices(), points, panel.interval());
    }

    /** All that the address says, to look at another dashboard or a panel in the same way. */
    String query() {
        List<String> parts = new ArrayList<>();
        parts.add("from=" + encoded(from));
        parts.add("to=" + encoded(to));
        if (refresh > 0) {
            parts.add("refresh=" + refresh);
        }
        dashboard.variables().forEach(variable -> {
            var choice = variables.choices().get(variable.name());
            List<String> values = choice.all() ? List.of(Variable.ALL) : choice.values();
            values.forEach(value -> parts.add(VARIABLE + variable.name() + "=" + encoded(value)));
        });
        return parts.stream().collect(Collectors.joining("&"));
    }

    /** Where a link of the dashboard goes in the console. */
    String target(Dashboard.Link link) {
        String uid = uid(link);
        return uid.isEmpty() ? "/" : "/dashboards/" + uid + "?" + query();
    }

    /** The dashboard that a link is to; empty: it is to none. */
    static String uid(Dashboard.Link link) {
        return link.url().startsWith(OF_GRAFANA) ? link.url().substring(OF_GRAFANA.length()) : "";
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
