package dev.milepost.console.review;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.milepost.console.Reads;
import dev.milepost.console.security.Account;
import dev.milepost.console.security.AuditLog;
import dev.milepost.console.security.Guard;
import dev.milepost.console.security.Tokens;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Review for a reviewer's own tool, as JSON: lists of cases, one case, a decision, and what became of it.
 *
 * <p>A decision that comes with a key of the tool's own ({@link #KEY}) has an id that is made of the account and the key. Sent again, it
 * is found by that id, here or among what cases have accepted, and is not sent twice; where neither knows it yet, it is sent under
 * the same id, of which the pipeline counts one.
 */
public final class ReviewApi {

    /** The header that makes a repeat one. */
    public static final String KEY = "Idempotency-Key";

    /** What a key may be: printable ASCII. */
    public static final String KEYS = "[!-~]{1,200}";

    public static final int LONGEST_WORD = Draft.LONGEST_WORD;
    public static final int LONGEST_NOTE = Draft.LONGEST_NOTE;

    /** Parameters of a list. */
    public static final String LIST = "list";

    public static final String PROGRAM = "program_id";
    public static final String MINE = "mine";

    private static final String TRUE = "true";
    private static final Set<String> PARAMETERS = Set.of(LIST, PROGRAM, MINE);
    private static final Pattern ALLOWED_KEY = Pattern.compile(KEYS);
    private static final long REMEMBERED = 10_000;

    /**
     * What came under a key.
     *
     * @param draft what was asked for about that case
     */
    private record Asked(String caseId, Draft draft) {}

    private final String decisions;
    private final ReviewReads reads;
    private final Following following;
    private final ReviewDesk desk;
    private final Cache<String, Asked> asked =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /**
     * Of that warehouse.
     *
     * @param decisions the path under which decisions are followed, with a slash at its end
     * @param stream where they go
     */
    public ReviewApi(String decisions, Reads reads, ReviewStream stream, AuditLog audit, Clock clock) {
        this.decisions = decisions;
        this.reads = new ReviewReads(reads, clock);
        this.following = new Following(this.reads, new CaseReads(reads));
        this.desk = new ReviewDesk(stream, audit, clock);
    }

    /** The first hundred of a list, in its order: {@code ?list=blocked&program_id=…&mine=true}. */
    public void list(Context context) throws ClickHouseFailure {
        for (String name : context.queryParamMap().keySet()) {
            Draft.demand(PARAMETERS.contains(name), name, "There is no parameter of that name.");
        }
        String named = Forms.text(context.queryParam(LIST));
        CaseList list = named.isEmpty()
                ? CaseList.WAITING
                : CaseList.of(named).orElseThrow(() -> Draft.wrong(LIST, "It is waiting, blocked or closed."));
        String mine = Forms.text(context.queryParam(MINE));
        Draft.demand(Set.of("", TRUE, "false").contains(mine), MINE, "It is true or false.");
        List<ShownCase> found = reads.list(
                list,
                Forms.text(context.queryParam(PROGRAM)),
                mine.equals(TRUE) ? Guard.account(context).name() : "",
                ReviewReads.PAGE + 1);
        context.json(Map.of(
                "cases",
                found.stream().limit(ReviewReads.PAGE).map(CaseJson::listed).toList(),
                "more",
                found.size() > ReviewReads.PAGE));
    }

    /** One case, with its referrals and what the reviewer may do about it. */
    public void one(Context context) throws ClickHouseFailure {
        ShownCase shown = found(context);
        context.json(
                CaseJson.whole(shown, Possible.of(shown, Guard.account(context).name())));
    }

    /** Takes a decision about a case; a repeat by its key is answered like the first, and not sent. */
    public void decide(Context context) throws ClickHouseFailure, IOException {
        Asked now = new Asked(context.pathParam("id"), DecisionBody.read(context));
        Account account = Guard.account(context);
        String key = key(context);
        String id = key.isEmpty() ? UUID.randomUUID().toString() : Tokens.hash(account.name() + "\n" + key);
        Batch batch = key.isEmpty() ? null : repeated(id, now, account).orElse(null);
        if (batch == null) {
            Order order = demandCurrent(now.draft().order(found(context)));
            asked.put(id, now);
            batch = send(account, order, id);
        }
        context.status(HttpStatus.ACCEPTED).header("Location", decisions + id);
        follow(context, batch);
    }

    /** What became of a decision. */
    public void decision(Context context) throws ClickHouseFailure {
        Batch batch = known(context.pathParam("id"), Guard.account(context))
                .orElseThrow(() -> new NotFoundResponse(
                        "This console knows no such decision of yours: it never came, or the console has started since and no case has"
                                + " accepted it. Look at the case; a decision that had an " + KEY
                                + " may be sent again with it."));
        follow(context, batch);
    }

    private void follow(Context context, Batch batch) throws ClickHouseFailure {
        context.json(CaseJson.decision(following.look(batch, desk.now()), decisions + batch.id()));
    }

    private static String key(Context context) {
        String key = Forms.text(context.header(KEY));
        Draft.demand(
                context.header(KEY) == null || ALLOWED_KEY.matcher(key).matches(),
                KEY,
                "It has 1 to 200 characters of ASCII that are seen, such as a UUID.");
        return key;
    }

    /**
     * What was sent under that id before.
     *
     * @throws ConflictResponse where it was something else
     */
    private Optional<Batch> repeated(String id, Asked now, Account account) throws ClickHouseFailure {
        Asked before = asked.getIfPresent(id);
        demandSame(before == null || before.equals(now));
        Optional<Batch> known = known(id, account);
        known.map(batch -> batch.sent().get(0))
                .ifPresent(sent -> demandSame(sent.caseId().equals(now.caseId())
                        && sent.action().name().equals(now.draft().action().toUpperCase(Locale.ROOT))));
        return known;
    }

    private static void demandSame(boolean same) {
        if (!same) {
            throw new ConflictResponse(
                    "Another decision came with this " + KEY + ". Give each decision a key of its own.",
                    Map.of(Draft.FIELD, KEY));
        }
    }

    private Optional<Batch> known(String id, Account account) throws ClickHouseFailure {
        Optional<Batch> remembered = desk.find(id, account);
        return remembered.isPresent()
                ? remembered
                : reads.accepted(id, account.name())
                        .map(sent -> new Batch(id, account.name(), desk.now(), List.of(sent), 0));
    }

    /** Of a version that is over the pipeline would refuse it; one that the warehouse has not yet may be right. */
    private static Order demandCurrent(Order order) {
        ShownCase of = order.of();
        if (!of.mergedInto().isEmpty()) {
            throw new ConflictResponse(
                    "The case has become part of case " + of.mergedInto() + ": decide about that one.");
        }
        if (order.version() < of.version()) {
            throw new ConflictResponse(
                    "The case is at version " + of.version() + ", and this decides about version " + order.version()
                            + ". Load the case, look at it again, and decide about what it is now.",
                    Map.of(Draft.FIELD, Draft.VERSION));
        }
        return order;
    }

    private Batch send(Account account, Order order, String id) {
        try {
            return desk.send(account, order, id);
        } catch (IOException e) {
            throw new NotTakenException(
                    e, "Send it again later with the same " + KEY + "; if it had none, load the case first.");
        }
    }

    private ShownCase found(Context context) throws ClickHouseFailure {
        return reads.one(context.pathParam("id"))
                .orElseThrow(() -> new NotFoundResponse("The warehouse has no such case."));
    }
}
