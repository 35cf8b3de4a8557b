package dev.milepost.dashboards;

import dev.milepost.dashboards.Variable.Kind;
import dev.milepost.dashboards.Variable.Option;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One query of one panel of one dashboard, with something chosen of each variable.
 *
 * @param what is chosen of each variable
 */
record Asked(Dashboard dashboard, Panel panel, Query query, What what) {

    /** What is chosen of the variables that have options from the warehouse. */
    enum What {
        AS_AT_FIRST,
        THE_FIRST_OPTION,
        THE_LAST_OPTION,
        NOTHING_AS_THERE_ARE_NO_OPTIONS
    }

    private static final Frame NO_OPTIONS = new Frame(List.of(new Frame.Column("value", ColumnKind.TEXT)), List.of());

    /** Every query of every panel. */
    static Stream<Asked> all(What what) {
        return Dashboards.all().stream()
                .flatMap(dashboard -> dashboard.panels().stream()
                        .flatMap(panel ->
                                panel.queries().stream().map(query -> new Asked(dashboard, panel, query, what))));
    }

    static Stream<Asked> all() {
        return Stream.of(What.values()).flatMap(Asked::all);
    }

    static Asked of(String uid, String title) {
        Dashboard dashboard = Dashboards.find(uid).orElseThrow();
        Panel panel = dashboard.panels().stream()
                .filter(each -> each.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError(uid + " has no panel " + title));
        return new Asked(dashboard, panel, panel.queries().get(0), What.AS_AT_FIRST);
    }

    String sql(Warehouse warehouse) {
        return sql(warehouse, Map.of());
    }

    /** With these values chosen, whatever else is. */
    String sql(Warehouse warehouse, Map<String, String> chosen) {
        TimeRange range = TimeRange.of(dashboard.from(), dashboard.to(), TestWarehouse.CLOCK);
        Map<String, List<String>> wanted = new HashMap<>(wanted(range, warehouse));
        chosen.forEach((name, value) -> wanted.put(name, List.of(value)));
        VariableOptions options = VariableOptions.of(dashboard.variables(), range, wanted, whereOptionsAre(warehouse));
        return PanelSql.of(
                query.sql(), dashboard.variables(), Selection.of(range, options.choices(), 200, panel.interval()));
    }

    private Warehouse whereOptionsAre(Warehouse warehouse) {
        return what == What.NOTHING_AS_THERE_ARE_NO_OPTIONS ? sql -> NO_OPTIONS : warehouse;
    }

    private Map<String, List<String>> wanted(TimeRange range, Warehouse warehouse) {
        Map<String, List<String>> wanted = new HashMap<>();
        if (what == What.THE_FIRST_OPTION || what == What.THE_LAST_OPTION) {
            Map<String, List<Option>> options = VariableOptions.of(dashboard.variables(), range, Map.of(), warehouse)
                    .options();
            dashboard.variables().stream()
                    .filter(variable -> variable.kind() == Kind.QUERY)
                    .map(Variable::name)
                    .filter(name -> !options.get(name).isEmpty())
                    .forEach(name -> wanted.put(name, List.of(picked(options.get(name)))));
        }
        return wanted;
    }

    private String picked(List<Option> options) {
        return options.get(what == What.THE_FIRST_OPTION ? 0 : options.size() - 1)
                .value();
    }

    @Override
    public String toString() {
        return dashboard.uid() + " / " + panel.id() + " " + panel.title() + " / " + query.refId() + " / " + what;
    }
}
