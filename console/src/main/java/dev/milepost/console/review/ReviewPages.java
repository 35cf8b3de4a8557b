package dev.milepost.console.review;

import dev.milepost.console.Reads;
import dev.milepost.console.security.Account;
import dev.milepost.console.security.AuditLog;
import dev.milepost.console.security.Guard;
import dev.milepost.console.web.Pages;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The queue, the page of a case, and what is done on them. */
public final class ReviewPages {

    private final ReviewReads reads;
    private final CaseReads caseReads;
    private final Following following;
    private final CaseDossier dossier;
    private final ReviewDesk desk;
    private final Pages pages;

    /**
     * Of that warehouse.
     *
     * @param stream where decisions go
     */
    public ReviewPages(Reads reads, ReviewStream stream, AuditLog audit, Pages pages, Clock clock) {
        this.reads = new ReviewReads(reads, clock);
        this.caseReads = new CaseReads(reads);
        this.following = new Following(this.reads, caseReads);
        this.dossier = new CaseDossier(this.reads, caseReads);
        this.desk = new ReviewDesk(stream, audit, clock);
        this.pages = pages;
    }

    /** {@code /review?list=blocked&program=…&mine=1}: the queue, or another list. */
    public void queue(Context context) throws ClickHouseFailure {
        CaseList list = CaseList.of(Forms.text(context.queryParam("list"))).orElse(CaseList.WAITING);
        String program = Forms.text(context.queryParam("program"));
        boolean mine = "1".equals(context.queryParam("mine"));
        Account account = Guard.account(context);
        List<ShownCase> found = reads.list(list, program, mine ? account.name() : "", ReviewReads.PAGE + 1);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("list", list);
        model.put("cases", found.stream().limit(ReviewReads.PAGE).toList());
        model.put("more", found.size() > ReviewReads.PAGE);
        model.put("programs", reads.programs(list));
        model.put("program", program);
        model.put("mine", mine);
        pages.show(context, "review-queue", "Cases to review", model);
    }

    /** {@code /review/cases/{id}}. */
    public void page(Context context) throws ClickHouseFailure {
        ShownCase shown = found(context);
        CasePage page = dossier.of(shown, Guard.account(context).name());
        pages.show(context, "review-case", "Case " + shown.caseId(), Map.of("page", page));
    }

    /** Carries out one action on a case. */
    public void act(Context context) throws ClickHouseFailure, IOException {
        ShownCase shown = found(context);
        send(context, List.of(Forms.draft(context).order(shown)));
    }

    /** Turns round what the reviewer decided last, as long as it is what they saw, and nothing of it is paid. */
    public void undo(Context context) throws ClickHouseFailure, IOException {
        ShownCase shown = found(context);
        Undo undo = Undo.of(shown, Guard.account(context).name(), caseReads)
                .filter(found -> found.eventId().equals(context.formParam("decision")))
                .orElseThrow(() -> new ConflictResponse(
                        "Something was decided since, or somebody else decided: there is nothing of yours to undo."));
        if (!undo.obstacle().isEmpty()) {
            throw new ConflictResponse(undo.obstacle());
        }
        send(context, Forms.draft(context).undoing(shown, undo));
    }

    /** Carries out one action on several cases of the queue. */
    public void bulk(Context context) throws ClickHouseFailure, IOException {
        send(context, Forms.orders(context, reads));
    }

    /** {@code /review/sent/{id}}: what came of what was sent. */
    public void sent(Context context) throws ClickHouseFailure {
        Batch batch = desk.find(context.pathParam("id"), Guard.account(context))
                .orElseThrow(() -> new NotFoundResponse(
                        "This is not known here any more. What came of it is in the timeline of its case."));
        follow(context, batch);
    }

    private void send(Context context, List<Order> orders) throws ClickHouseFailure, IOException {
        Batch batch;
        try {
            batch = desk.send(Guard.account(context), orders);
        } catch (IOException e) {
            throw new NotTakenException(
                    e,
                    "Load the case again before you repeat it; a decision about a version that is over changes nothing.");
        }
        if (context.header("HX-Request") == null) {
            context.redirect("/review/sent/" + batch.id(), HttpStatus.SEE_OTHER);
        } else {
            follow(context, batch);
        }
    }

    private void follow(Context context, Batch batch) throws ClickHouseFailure {
        SentView view = following.look(batch, desk.now());
        if (view.stage().equals(context.queryParam("stage"))) {
            context.status(HttpStatus.NO_CONTENT);
        } else if (context.header("HX-Request") == null) {
            pages.show(context, "review-sent", "What you decided", Map.of("view", view));
        } else {
            pages.fragment(context, "review-outcome", Map.of("view", view));
        }
    }

    private ShownCase found(Context context) throws ClickHouseFailure {
        return reads.one(context.pathParam("id"))
                .orElseThrow(() -> new NotFoundResponse("The warehouse has no such case."));
    }
}
