package dev.milepost.console.api;

import dev.milepost.console.Reads;
import dev.milepost.console.Route;
import dev.milepost.console.review.ReviewApi;
import dev.milepost.console.review.ReviewStream;
import dev.milepost.console.security.AuditLog;
import dev.milepost.console.security.Role;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The routes of the JSON API. */
public final class Api {

    /** Where its description is. */
    public static final String DESCRIPTION = "/api/openapi.json";

    /** Where cases are reviewed. */
    static final String CASES = Resource.ROOT + "review/cases";

    /** Where decisions are followed. */
    static final String DECISIONS = Resource.ROOT + "review/decisions/";

    private static final Set<Role> REVIEWER = EnumSet.of(Role.REVIEWER);

    private Api() {}

    /**
     * All of them.
     *
     * @param reviews where decisions of reviewers go
     * @param audit the record of changes
     */
    public static List<Route> routes(Reads reads, ReviewStream reviews, AuditLog audit, Clock clock) {
        ApiReads answers = new ApiReads(reads);
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get(DESCRIPTION, EnumSet.of(Role.ANYONE), Api::describe));
        for (Resource resource : Resource.ALL) {
            routes.add(Route.get(resource.path(), resource.roles(), answers.of(resource)));
        }
        ReviewApi review = new ReviewApi(DECISIONS, reads, reviews, audit, clock);
        routes.add(Route.get(CASES, REVIEWER, review::list));
        routes.add(Route.get(CASES + "/{id}", REVIEWER, review::one));
        routes.add(Route.post(CASES + "/{id}/decisions", REVIEWER, review::decide));
        routes.add(Route.get(DECISIONS + "{id}", REVIEWER, review::decision));
        return routes;
    }

    private static void describe(Context context) throws IOException {
        try (InputStream in = Api.class.getResourceAsStream("openapi.json")) {
            context.contentType("application/json").result(in.readAllBytes());
        }
    }
}
