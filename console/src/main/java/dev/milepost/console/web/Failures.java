package dev.milepost.console.web;

import dev.milepost.console.security.Guard;
import dev.milepost.console.security.SecurityHeaders;
import dev.milepost.console.security.SignInNeededException;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.EndpointNotFound;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people read where a page cannot be shown: what is wrong, and what they can do. Programs get it as JSON. */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Pages pages;
    private final boolean https;

    /**
     * Of one console.
     *
     * @param https as {@link SecurityHeaders#set} has it
     */
    public Failures(Pages pages, boolean https) {
        this.pages = pages;
        this.https = https;
    }

    /** Takes over what handlers throw. */
    public void register(RoutesConfig routes) {
        routes.exception(SignInNeededException.class, (failure, context) -> signIn(context));
        routes.exception(
                HttpResponseException.class,
                (failure, context) -> show(context, failure.getStatus(), failure.getMessage(), failure.getDetails()));
        routes.exception(
                EndpointNotFound.class,
                (failure, context) -> show(
                        context,
                        HttpStatus.NOT_FOUND.getCode(),
                        "The console has no page at " + context.path() + ". Perhaps the address was cut, or mistyped.",
                        Map.of()));
        routes.exception(ClickHouseFailure.class, (failure, context) -> {
            LOG.error("{} {}: the warehouse failed", context.method(), context.path(), failure);
            show(
                    context,
                    HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                    "The warehouse gave no answer, or took too long; why is in the log. Try again in a moment.",
                    Map.of());
        });
        routes.exception(Exception.class, (failure, context) -> {
            LOG.error("{} {} failed", context.method(), context.path(), failure);
            show(
                    context,
                    HttpStatus.INTERNAL_SERVER_ERROR.getCode(),
                    "This went wrong on the server, and is in its log. Try again.",
                    Map.of());
        });
    }

    private void signIn(Context context) {
        boolean program = context.path().startsWith("/api/") || context.header("HX-Request") != null;
        if (program) {
            context.header("HX-Redirect", "/sign-in");
            show(context, HttpStatus.UNAUTHORIZED.getCode(), "Sign in first.", Map.of());
            return;
        }
        String back = context.path() + (context.queryString() == null ? "" : "?" + context.queryString());
        context.redirect("/sign-in?back=" + URLEncoder.encode(back, StandardCharsets.UTF_8), HttpStatus.SEE_OTHER);
    }

    /** The details, such as the field that is wrong, are for programs: pages have their forms before them. */
    private void show(Context context, int status, String message, Map<String, String> details) {
        SecurityHeaders.set(context, https);
        context.status(status);
        if (context.path().startsWith("/api/")) {
            Map<String, String> problem = new LinkedHashMap<>(details);
            problem.put("error", message);
            context.json(problem);
        } else if (context.header("HX-Request") != null) {
            pages.fragment(context, "problem", Map.of("message", message));
        } else {
            pages.show(
                    context,
                    "failure",
                    title(status),
                    Map.of("message", message, "home", Guard.session(context).isPresent()));
        }
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "That cannot be read";
            case 403 -> "That is not allowed";
            case 404 -> "There is no such page";
            case 409 -> "Somebody was faster";
            case 429 -> "Too often";
            case 503 -> "Not just now";
            default -> "That did not work";
        };
    }
}
