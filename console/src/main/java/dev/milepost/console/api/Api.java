package dev.milepost.console.api;

import dev.milepost.console.Reads;
import dev.milepost.console.Route;
import dev.milepost.console.security.Role;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The routes of the JSON API. */
public final class Api {

    /** Where its description is. */
    public static final String DESCRIPTION = "/api/openapi.json";

    private Api() {}

    /** All of them. */
    public static List<Route> routes(Reads reads) {
        ApiReads answers = new ApiReads(reads);
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get(DESCRIPTION, EnumSet.of(Role.ANYONE), Api::describe));
        for (Resource resource : Resource.ALL) {
            routes.add(Route.get(resource.path(), resource.roles(), answers.of(resource)));
        }
        return routes;
    }

    private static void describe(Context context) throws IOException {
        try (InputStream in = Api.class.getResourceAsStream("openapi.json")) {
            context.contentType("application/json").result(in.readAllBytes());
        }
    }
}
