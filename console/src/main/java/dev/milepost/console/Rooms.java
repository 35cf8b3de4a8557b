package dev.milepost.console;

import dev.milepost.console.api.Api;
import dev.milepost.console.customer.CustomerPages;
import dev.milepost.console.dashboard.DashboardPages;
import dev.milepost.console.experiment.ExperimentPages;
import dev.milepost.console.program.ProgramPages;
import dev.milepost.console.review.ReviewPages;
import dev.milepost.console.review.ReviewStream;
import dev.milepost.console.security.AuditLog;
import dev.milepost.console.security.Role;
import dev.milepost.console.web.Pages;
import dev.milepost.runtime.settings.Settings;
import io.javalin.http.HttpStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rooms of the console: which paths each answers, and to whom. */
final class Rooms {

    private static final Set<Role> ANYONE = EnumSet.of(Role.ANYONE);
    private static final Set<Role> SIGNED_IN = EnumSet.of(Role.ANALYST, Role.GROWTH, Role.REVIEWER);
    private static final Set<Role> FIGURES = EnumSet.of(Role.ANALYST, Role.GROWTH);
    private static final Set<Role> REVIEWER = EnumSet.of(Role.REVIEWER);
    private static final Set<Role> ADMIN = EnumSet.of(Role.ADMIN);

    private Rooms() {}

    /**
     * What all rooms share.
     *
     * @param audit the record of changes
     */
    record House(Reads reads, Pages pages, AuditLog audit, Settings settings, Clock clock) {}

    /**
     * All of them.
     *
     * @param house what all rooms share
     * @param reviews where decisions of reviewers go
     * @param dryRuns the folder of what dry runs found
     */
    static List<Route> routes(House house, ReviewStream reviews, Path dryRuns) {
        Reads reads = house.reads();
        Pages pages = house.pages();
        return Stream.of(
                        hall(new AuditPages(house.audit(), pages)),
                        dashboards(new DashboardPages(reads, pages, house.audit(), house.clock())),
                        programs(new ProgramPages(reads, pages, dryRuns, house.clock())),
                        experiments(new ExperimentPages(reads, pages, house.settings())),
                        customers(new CustomerPages(reads, pages)),
                        review(new ReviewPages(reads, reviews, house.audit(), pages, house.clock())),
                        Api.routes(reads, reviews, house.audit(), house.clock()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Route> hall(AuditPages audit) {
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

    private static List<Route> programs(ProgramPages programs) {
        return List.of(
                Route.get("/programs", FIGURES, programs::list), Route.get("/programs/{id}", FIGURES, programs::page));
    }

    private static List<Route> experiments(ExperimentPages experiments) {
        return List.of(
                Route.get("/experiments", FIGURES, experiments::list),
                Route.get("/experiments/{id}", FIGURES, experiments::page),
                Route.get("/experiments/{id}/csv", FIGURES, experiments::csv),
                Route.get("/experiments/{id}/over-time", FIGURES, experiments::overTime),
                Route.get("/experiments/{id}/over-time/csv", FIGURES, experiments::overTimeCsv));
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
