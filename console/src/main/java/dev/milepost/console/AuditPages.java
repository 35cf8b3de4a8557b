package dev.milepost.console;

import dev.milepost.console.security.AuditLog;
import dev.milepost.console.web.Grid;
import dev.milepost.console.web.Pages;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** The record of what was changed or tried. */
final class AuditPages {

    private static final int MOST = 500;

    private final AuditLog audit;
    private final Pages pages;

    AuditPages(AuditLog audit, Pages pages) {
        this.audit = audit;
        this.pages = pages;
    }

    void page(Context context) throws IOException {
        Grid grid = Grid.of("The last changes", "Nothing was changed or tried yet.", audit.last(MOST + 1), MOST);
        pages.show(context, "audit", "Changes", Map.of("grid", grid));
    }
}
