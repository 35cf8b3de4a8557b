package dev.milepost.console.web;

import dev.milepost.console.security.Account;
import dev.milepost.console.security.Guard;
import dev.milepost.console.security.Role;
import dev.milepost.console.security.Session;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes pages by their templates, which escape whatever they are given by where it stands. */
public final class Pages {

    private static final String PACKAGE = "dev.milepost.console.templates";

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(null, ContentType.Html, null, PACKAGE);

    /**
     * Answers with a page.
     *
     * @param template its file under {@code page/}, without its ending
     * @param model by parameter
     */
    public void show(Context context, String template, String title, Map<String, Object> model) {
        Map<String, Object> parameters = new LinkedHashMap<>(model);
        parameters.put("frame", frame(context, title));
        fragment(context, template, parameters);
    }

    /** Answers with a part of a page, which has no frame. */
    public void fragment(Context context, String template, Map<String, Object> model) {
        StringOutput output = new StringOutput();
        engine.render("page/" + template + ".jte", model, output);
        context.html(output.toString());
    }

    /** Whether a path is of a room that whoever is signed in may enter. */
    public static boolean mayGo(Context context, String path) {
        Account account = Guard.session(context).map(Session::account).orElse(null);
        return rooms(account).stream().anyMatch(room -> path.startsWith(room.path() + "/"));
    }

    private static Frame frame(Context context, String title) {
        Session session = Guard.session(context).orElse(null);
        Account account = session == null ? null : session.account();
        return new Frame(title, account, session == null ? "" : session.forgery(), rooms(account), context.path());
    }

    private static List<Frame.Room> rooms(Account account) {
        List<Frame.Room> rooms = new ArrayList<>();
        if (account == null) {
            return rooms;
        }
        rooms.add(new Frame.Room("Dashboards", "/dashboards"));
        if (account.may(Role.REVIEWER)) {
            rooms.add(new Frame.Room("Review", "/review"));
        }
        if (account.may(Role.GROWTH) || account.may(Role.ANALYST)) {
            rooms.add(new Frame.Room("Programs", "/programs"));
            rooms.add(new Frame.Room("Experiments", "/experiments"));
        }
        rooms.add(new Frame.Room("Customers", "/customers"));
        if (account.may(Role.ADMIN)) {
            rooms.add(new Frame.Room("Changes", "/audit"));
        }
        return List.copyOf(rooms);
    }
}
