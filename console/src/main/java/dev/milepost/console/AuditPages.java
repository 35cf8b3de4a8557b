package dev.milepost.console;

import dev.milepost.console.security.AuditLog;
import dev.milepost.console.web.Grid;
import dev.milepost.console.web.Pages;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** The record of what was changed or tried, the newest first, so many on a page. */
final class AuditPages {

    private static final int MOST = 500;
    private static final String BEFORE = "before";

    private final AuditLog audit;
    private final Pages pages;

    AuditPages(AuditLog audit, Pages pages) {
        this.audit = audit;
        this.pages = pages;
    }

    void page(Context context) throws IOException {
        String before = context.queryParam(BEFORE);
        AuditLog.Page page = before == null ? audit.last(MOST) : audit.before(place(before), MOST);
        String title = before == null ? "The last changes" : "Changes before those";
        Grid grid = Grid.of(title, "Nothing was changed or tried yet.", page.lines(), MOST);
        pages.show(context, "audit", "Changes", Map.of("grid", grid, "older", page.older(), "isLast", before == null));
    }

    /** Where a page ends: any place in the file may be asked for, as the line that it is in is shown for what it is. */
    private static long place(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new BadRequestResponse(BEFORE + " is '" + text + "'; it is a number, as the page before has it.");
        }
        return Long.parseLong(text);
    }
}
