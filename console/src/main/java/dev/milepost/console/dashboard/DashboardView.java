package dev.milepost.console.dashboard;

import dev.milepost.dashboards.Choice;
import dev.milepost.dashboards.Dashboard;
import dev.milepost.dashboards.Panel;
import dev.milepost.dashboards.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the page of a dashboard has.
 *
 * @param description of the dashboard
 * @param choosing what can be chosen, in order
 * @param links to other dashboards, seen in the same way
 * @param panels from top left to bottom right
 */
public record DashboardView(
        String description, List<Choosing> choosing, List<Dashboard.Link> links, List<PanelPlace> panels) {

    private static final Set<Variable.Kind> UNSEEN = Set.of(Variable.Kind.DATASOURCE, Variable.Kind.CONSTANT);
    private static final List<Integer> REFRESHES = List.of(0, 5, 30, 60, 300);

    /**
     * Something to choose.
     *
     * @param name of its field
     * @param label above it
     * @param multi whether several may be chosen
     * @param options none where a text is typed
     * @param text what is typed
     */
    public record Choosing(String name, String label, boolean multi, List<Option> options, String text) {}

    /**
     * One of the things to choose.
     *
     * @param value of the field
     * @param text as people read it
     * @param selected whether it is chosen
     */
    public record Option(String value, String text, boolean selected) {}

    /**
     * A panel before it is drawn.
     *
     * @param address where its drawing is; empty where it has none
     * @param csv where its rows are
     * @param trigger when its drawing is asked for
     * @param text of a panel of text
     */
    public record PanelPlace(
            int id,
            String title,
            String description,
            int width,
            int height,
            String address,
            String csv,
            String trigger,
            String text) {}

    /**
     * As somebody sees it.
     *
     * @param mayRead whether they may read the dashboard of a uid
     */
    static DashboardView of(Viewed viewed, Predicate<String> mayRead) {
        List<Choosing> choosing = new ArrayList<>();
        choosing.add(new Choosing("from", "From", false, List.of(), viewed.from()));
        choosing.add(new Choosing("to", "To", false, List.of(), viewed.to()));
        viewed.dashboard().variables().stream()
                .filter(variable -> !UNSEEN.contains(variable.kind()))
                .forEach(variable -> choosing.add(choosing(variable, viewed)));
        choosing.add(refresh(viewed.refresh()));
        return new DashboardView(
                viewed.dashboard().description(),
                List.copyOf(choosing),
                viewed.dashboard().links().stream()
                        .filter(link -> mayRead.test(Viewed.uid(link)))
                        .map(link -> new Dashboard.Link(link.title(), viewed.target(link)))
                        .toList(),
                viewed.dashboard().panels().stream()
                        .sorted(Comparator.comparingInt(
                                        (Panel panel) -> panel.place().y())
                                .thenComparingInt(panel -> panel.place().x()))
                        .map(panel -> place(panel, viewed))
                        .toList());
    }

    private static Choosing choosing(Variable variable, Viewed viewed) {
        Choice choice = viewed.variables().choices().get(variable.name());
        List<Option> options = new ArrayList<>();
        if (variable.includeAll()) {
            options.add(new Option(Variable.ALL, "All", choice.all()));
        }
        viewed.variables()
                .options()
                .get(variable.name())
                .forEach(option -> options.add(new Option(
                        option.value(),
                        option.text(),
                        !choice.all() && choice.values().contains(option.value()))));
        boolean typed = variable.kind() == Variable.Kind.TEXTBOX;
        return new Choosing(
                "var-" + variable.name(),
                variable.label(),
                variable.multi(),
                typed ? List.of() : List.copyOf(options),
                String.join(",", choice.values()));
    }

    private static Choosing refresh(int chosen) {
        List<Option> options = REFRESHES.stream()
                .map(seconds -> new Option(
                        seconds.toString(), seconds == 0 ? "never" : "every " + seconds + " s", seconds == chosen))
                .toList();
        return new Choosing("refresh", "Refresh", false, options, "");
    }

    private static PanelPlace place(Panel panel, Viewed viewed) {
        String at = "/dashboards/" + viewed.dashboard().uid() + "/panels/" + panel.id();
        String query = "?" + viewed.query();
        boolean asks = panel.type().asks();
        return new PanelPlace(
                panel.id(),
                viewed.title(panel),
                panel.description(),
                panel.place().width(),
                panel.place().height(),
                asks ? at + query : "",
                at + "/csv" + query,
                viewed.refresh() > 0 ? "revealed, every " + viewed.refresh() + "s" : "revealed",
                panel.options().path("content").asText(""));
    }
}
