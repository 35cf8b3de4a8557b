package dev.milepost.dashboards;

import java.util.List;

/**
 * A dashboard.
 *
 * @param uid unique among dashboards; part of its address
 * @param title as people have it
 * @param description what it answers, in a sentence
 * @param from Grafana's word for the beginning of the time that it shows at first
 * @param to Grafana's word for the end
 * @param refresh how often it asks again, in seconds; 0: never
 * @param links to other pages, in order
 * @param variables in order; a query of one may name those before it
 * @param panels in the file's order
 */
public record Dashboard(
        String uid,
        String title,
        String description,
        String from,
        String to,
        int refresh,
        List<Link> links,
        List<Variable> variables,
        List<Panel> panels) {

    /**
     * A link to another page.
     *
     * @param title as people have it
     * @param url as the file has it
     */
    public record Link(String title, String url) {}
}
