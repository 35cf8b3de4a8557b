package dev.milepost.console;

import dev.milepost.console.api.Api;
import dev.milepost.console.customer.CustomerPages;
import dev.milepost.console.dashboard.DashboardPages;
import dev.milepost.console.review.ReviewPages;
import dev.milepost.console.review.ReviewStream;
import dev.milepost.console.security.AuditLog;
import dev.milepost.console.security.Role;
import dev.milepost.console.web.Pages;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rooms of the console: which paths each answers, and to whom. */
final class Rooms {

    private static final Set<Role> ANYONE = EnumSet.of(Role.ANYONE);
    private static final Set<Role> SIGNED_IN = EnumSet.of(Role.ANALYST, Role.GROWTH, Role.REVIEWER);
    private static final Set<Role> REVIEWER = EnumSet.of(Role.REVIEWER);
    private static final Set<Role> ADMIN = EnumSet.of(Role.ADMIN);

    private Rooms() {}

    /** All of them. */
    static List<Route> routes(Reads reads, ReviewStream reviews, AuditLog audit, Pages pages, Clock clock) {
        return Stream.of(
                        house(new AuditPages(audit, pages)),
                        dashboards(new DashboardPages(reads, pages, clock)),
                        customers(new CustomerPages(reads, pages)),
                        review(new ReviewPages(reads, reviews, audit, pages, clock)),
                        Api.routes(reads))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Route> house(AuditPages audit) {
        return List.of(
                Route.get("/", SIGNED_IN, context -> context.redirect("/dashboards", HttpStatus.SEE_OTHER)),
                Route.get("/assets/{name}", ANYONE, Assets::serve),
                Route.get("/audit", ADMIN, audit::page));
    }

    private static List<Route> dashboards(DashboardPages dashboards) {
        return List.of(
                Route.get("/dashboards", SIGNED_IN, dashboards::list),
                Route.get("/dashboards/{uid}", SIGNED_IN, dashboards::page),
                Route.get("/dashboards/{uid}/panels/{id}", SIGNED_IN, dashboards::panel),
                Route.get("/dashboards/{uid}/panels/{id}/csv", SIGNED_IN, dashboards::csv));
    }

    private static List<Route> customers(CustomerPages customers) {
        return List.of(
                Route.get("/customers", SIGNED_IN, customers::search),
                Route.get("/customers/one", SIGNED_IN, customers::page));
    }

    private static List<Route> review(ReviewPages review) {
        return List.of(
                Route.get("/review", REVIEWER, review::queue),
                Route.post("/review/bulk", REVIEWER, review::bulk),
                Route.get("/review/cases/{id}", REVIEWER, review::page),
                Route.post("/review/cases/{id}", REVIEWER, review::act),
                Route.post("/review/cases/{id}/undo", REVIEWER, review::undo),
                Route.get("/review/sent/{id}", REVIEWER, review::sent));
    }
}
