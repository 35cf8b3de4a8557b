package dev.milepost.console.customer;

import dev.milepost.console.Reads;
import dev.milepost.console.web.Grid;
import dev.milepost.console.web.Pages;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The search for a customer, and their page. */
public final class CustomerPages {

    private static final int LONGEST_WORD = 500;

    private final CustomerReads reads;
    private final Pages pages;

    /** Of that warehouse. */
    public CustomerPages(Reads reads, Pages pages) {
        this.reads = new CustomerReads(reads);
        this.pages = pages;
    }

    /** {@code /customers?q=…}: whom that belongs to. */
    public void search(Context context) throws ClickHouseFailure {
        String word = Optional.ofNullable(context.queryParam("q")).orElse("").strip();
        if (word.isEmpty() || word.length() > LONGEST_WORD) {
            show(context, word.isEmpty() ? "" : "That is too long for an id.", "");
            return;
        }
        Optional<String> user = reads.find(word);
        if (user.isPresent()) {
            context.redirect(
                    "/customers/one?id=" + URLEncoder.encode(user.get(), StandardCharsets.UTF_8), HttpStatus.SEE_OTHER);
            return;
        }
        show(
                context,
                "Nobody is known by that. Ids are searched whole: of users, browsers and devices, codes, orders, referrals.",
                word);
    }

    private void show(Context context, String problem, String word) {
        pages.show(context, "customers", "Customers", Map.of("problem", problem, "word", word));
    }

    /** {@code /customers/one?id=…}: an id may hold what a path may not. */
    public void page(Context context) throws ClickHouseFailure {
        String user = Optional.ofNullable(context.queryParam("id")).orElse("");
        if (user.isEmpty() || user.length() > LONGEST_WORD) {
            throw new NotFoundResponse("Nobody has an id like that.");
        }
        List<Grid> grids = reads.all(user);
        if (grids.stream().allMatch(grid -> grid.rows().isEmpty())) {
            show(context, "Nothing is known of " + user + ".", user);
            return;
        }
        pages.show(
                context,
                "customer",
                "Customer " + user,
                Map.of("user", user, "answers", reads.rewards(user), "grids", grids));
    }
}
