package dev.milepost.console.dashboard;

import dev.milepost.console.Reads;
import dev.milepost.console.web.Pages;
import dev.milepost.dashboards.Dashboard;
import dev.milepost.dashboards.Dashboards;
import dev.milepost.dashboards.Frame;
import dev.milepost.dashboards.InvalidDashboardException;
import dev.milepost.dashboards.Panel;
import dev.milepost.dashboards.PanelShape;
import dev.milepost.dashboards.PanelSql;
import dev.milepost.dashboards.Query;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The list of dashboards, a dashboard, and each of its panels, which asks for itself once somebody sees it. */
public final class DashboardPages {

    private static final Logger LOG = LoggerFactory.getLogger(DashboardPages.class);

    /** Points of a line, as Grafana has them in a panel of middling width. */
    private static final int POINTS = 600;

    private final Reads reads;
    private final Pages pages;
    private final Clock clock;

    /** Of that warehouse. */
    public DashboardPages(Reads reads, Pages pages, Clock clock) {
        this.reads = reads;
        this.pages = pages;
        this.clock = clock;
    }

    /** A warehouse that did not answer, where the dashboards' own code asked it. */
    private static final class Unanswered extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unanswered(ClickHouseFailure cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** {@code /dashboards}. */
    public void list(Context context) {
        pages.show(context, "dashboards", "Dashboards", Map.of("dashboards", Dashboards.all()));
    }

    /** {@code /dashboards/{uid}}. */
    public void page(Context context) {
        Viewed viewed = viewed(context);
        pages.show(context, "dashboard", viewed.dashboard().title(), Map.of("view", DashboardView.of(viewed)));
    }

    /** {@code /dashboards/{uid}/panels/{id}}: what the panel shows, or why it cannot. */
    public void panel(Context context) {
        Viewed viewed = viewed(context);
        Panel panel = panel(context, viewed.dashboard());
        try {
            Drawing drawing = new Draughtsman(
                            panel, viewed.title(panel), frame(viewed, panel), path -> Pages.mayGo(context, path))
                    .draw();
            pages.fragment(context, "panel", Map.of("drawing", drawing));
        } catch (InvalidDashboardException | Unanswered e) {
            LOG.warn(
                    "Panel {} of {} cannot be shown",
                    panel.id(),
                    viewed.dashboard().uid(),
                    e);
            pages.fragment(context, "problem", Map.of("message", "This panel cannot be shown: " + e.getMessage()));
        }
    }

    /** {@code /dashboards/{uid}/panels/{id}/csv}: all its rows. */
    public void csv(Context context) {
        Viewed viewed = viewed(context);
        Panel panel = panel(context, viewed.dashboard());
        String name = viewed.dashboard().uid() + "-" + panel.id() + ".csv";
        context.header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .contentType("text/csv; charset=utf-8")
                .result(Csv.of(frame(viewed, panel)));
    }

    private Viewed viewed(Context context) {
        Dashboard dashboard = Dashboards.find(context.pathParam("uid"))
                .orElseThrow(() -> new NotFoundResponse("There is no such dashboard."));
        return Viewed.of(dashboard, context, this::ask, clock);
    }

    private static Panel panel(Context context, Dashboard dashboard) {
        return dashboard.panels().stream()
                .filter(panel -> Integer.toString(panel.id()).equals(context.pathParam("id")))
                .filter(panel -> panel.type().asks())
                .findFirst()
                .orElseThrow(() -> new NotFoundResponse("The dashboard has no such panel."));
    }

    private Frame frame(Viewed viewed, Panel panel) {
        Query query = panel.queries().get(0);
        Frame frame = ask(PanelSql.of(query.sql(), viewed.dashboard().variables(), viewed.selection(panel, POINTS)));
        PanelShape.check(panel, query, frame);
        return frame;
    }

    private Frame ask(String sql) {
        try {
            return reads.frame(sql);
        } catch (ClickHouseFailure e) {
            throw new Unanswered(e);
        }
    }
}
