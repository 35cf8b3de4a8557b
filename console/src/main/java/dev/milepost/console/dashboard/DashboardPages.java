package dev.milepost.console.dashboard;

import dev.milepost.console.Reads;
import dev.milepost.console.security.AuditLog;
import dev.milepost.console.security.Guard;
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
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
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
    private final AuditLog audit;
    private final Clock clock;

    /**
     * Of that warehouse.
     *
     * @param audit the record of changes: who asked for what is not for them
     */
    public DashboardPages(Reads reads, Pages pages, AuditLog audit, Clock clock) {
        this.reads = reads;
        this.pages = pages;
        this.audit = audit;
        this.clock = clock;
    }

    /** Carries a warehouse's failure through the dashboards' own code, which knows no ClickHouse. */
    private static final class Unanswered extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final ClickHouseFailure failure;

        Unanswered(ClickHouseFailure failure) {
            super(failure);
            this.failure = failure;
        }

        ClickHouseFailure failure() {
            return failure;
        }
    }

    /** {@code /dashboards}. */
    public void list(Context context) {
        pages.show(
                context,
                "dashboards",
                "Dashboards",
                Map.of(
                        "dashboards",
                        Dashboards.all().stream()
                                .filter(dashboard -> Readers.mayRead(context, dashboard.uid()))
                                .toList()));
    }

    /** {@code /dashboards/{uid}}. */
    public void page(Context context) throws ClickHouseFailure {
        Viewed viewed = viewed(context);
        pages.show(
                context,
                "dashboard",
                viewed.dashboard().title(),
                Map.of("view", DashboardView.of(viewed, uid -> Readers.mayRead(context, uid))));
    }

    /** {@code /dashboards/{uid}/panels/{id}}: what the panel shows, or why it cannot. */
    public void panel(Context context) throws ClickHouseFailure {
        Viewed viewed = viewed(context);
        Panel panel = panel(context, viewed.dashboard());
        Frame frame = frame(viewed, panel);
        Drawing drawing = new Draughtsman(panel, viewed.title(panel), frame, path -> Pages.mayGo(context, path)).draw();
        pages.fragment(context, "panel", Map.of("drawing", drawing));
    }

    /** {@code /dashboards/{uid}/panels/{id}/csv}: all its rows. */
    public void csv(Context context) throws ClickHouseFailure {
        Viewed viewed = viewed(context);
        Panel panel = panel(context, viewed.dashboard());
        String name = viewed.dashboard().uid() + "-" + panel.id() + ".csv";
        String rows = Csv.of(frame(viewed, panel));
        context.header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .contentType("text/csv; charset=utf-8")
                .result(rows);
    }

    private Viewed viewed(Context context) throws ClickHouseFailure {
        Dashboard dashboard = Dashboards.find(context.pathParam("uid"))
                .orElseThrow(() -> new NotFoundResponse("There is no such dashboard."));
        if (!Readers.mayRead(context, dashboard.uid())) {
            String who = Guard.account(context).name();
            audit.record(who, "refused", context.method() + " " + context.path(), "role");
            throw new ForbiddenResponse("Your account has not the role that this needs.");
        }
        try {
            return Viewed.of(dashboard, context, this::ask, clock);
        } catch (Unanswered e) {
            throw e.failure();
        }
    }

    private static Panel panel(Context context, Dashboard dashboard) {
        return dashboard.panels().stream()
                .filter(panel -> Integer.toString(panel.id()).equals(context.pathParam("id")))
                .filter(panel -> panel.type().asks())
                .findFirst()
                .orElseThrow(() -> new NotFoundResponse("The dashboard has no such panel."));
    }

    /** What the warehouse says of a failure names hosts and queries: that is for the log, and people read which panel it is and what helps. */
    private Frame frame(Viewed viewed, Panel panel) {
        try {
            Query query = panel.queries().get(0);
            Frame frame = reads.frame(
                    PanelSql.of(query.sql(), viewed.dashboard().variables(), viewed.selection(panel, POINTS)));
            PanelShape.check(panel, query, frame);
            return frame;
        } catch (ClickHouseFailure e) {
            throw notShown(
                    viewed,
                    panel,
                    "the warehouse gave no answer, or took too long. Choose a shorter time, or try again in a moment.",
                    e);
        } catch (InvalidDashboardException e) {
            throw notShown(viewed, panel, "the warehouse's answer does not fit it. Tell whoever runs this console.", e);
        }
    }

    private static HttpResponseException notShown(Viewed viewed, Panel panel, String why, Exception cause) {
        String uid = viewed.dashboard().uid();
        LOG.error("Panel {} of {} cannot be shown", panel.id(), uid, cause);
        return new HttpResponseException(
                HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                "“" + viewed.title(panel) + "” cannot be shown: " + why + " The log says why, under panel " + panel.id()
                        + " of " + uid + ".");
    }

    private Frame ask(String sql) {
        try {
            return reads.frame(sql);
        } catch (ClickHouseFailure e) {
            throw new Unanswered(e);
        }
    }
}
