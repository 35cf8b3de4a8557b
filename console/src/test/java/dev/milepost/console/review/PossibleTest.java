package dev.milepost.console.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.milepost.fraud.model.review.Alert;
import dev.milepost.fraud.model.review.CaseBook;
import dev.milepost.fraud.model.review.CasePolicy;
import dev.milepost.fraud.model.review.CaseReview;
import dev.milepost.fraud.model.review.CaseStatus;
import dev.milepost.fraud.model.review.CaseView;
import dev.milepost.fraud.model.review.Outcome;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Span;
import dev.milepost.schemas.event.ReviewAction;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages offer, against what the pipeline's own book of cases takes, over random histories of one advocate's cases. */
class PossibleTest {

    private static final int SEEDS = 36;
    private static final int STEPS = 25;
    private static final List<String> PEOPLE = List.of("rita", "otto", "ana", "bob");
    private static final List<String> REFERRALS = List.of("bob/p", "cat/p", "dan/p");
    private static final List<List<String>> CHOICES =
            List.of(List.of(), List.of("bob/p"), List.of("cat/p"), List.of("dan/p"), List.of("bob/p", "cat/p"));

    private static final List<OnTimeout> TIMEOUTS = List.of(OnTimeout.values());
    private static final List<ReviewAction> ACTIONS = Stream.of(ReviewAction.values())
            .filter(action -> action != ReviewAction.UNKNOWN)
            .toList();

    private final Map<CaseStatus, Integer> seen = new EnumMap<>(CaseStatus.class);
    private CaseBook book;
    private CasePolicy.Policies policies;
    private long now;
    private int id;

    @Test
    void nothingElseIsTakenAndOfABlockedCaseAllOfItIs() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            begin(TIMEOUTS.get(seed % TIMEOUTS.size()), random.nextBoolean() ? 100 : 10_000);
            for (int step = 0; step < STEPS; step++) {
                step(random);
                String reviewer = PEOPLE.get(random.nextInt(PEOPLE.size()));
                for (CaseView view : book.views()) {
                    seen.merge(view.status(), 1, Integer::sum);
                    check(view, reviewer, "seed " + seed + ", step " + step);
                }
            }
        }
        assertThat(seen.keySet())
                .contains(
                        CaseStatus.OPEN,
                        CaseStatus.PENDING,
                        CaseStatus.BLOCKED,
                        CaseStatus.DECIDED,
                        CaseStatus.TIMED_OUT);
        assertThat(seen.get(CaseStatus.BLOCKED)).isGreaterThan(100);
    }

    private void begin(OnTimeout onTimeout, long secondPersonOverMinor) {
        book = new CaseBook();
        policies = (program, time) -> new CasePolicy(
                secondPersonOverMinor,
                onTimeout,
                Span.ofMillis(Duration.ofDays(2).toMillis()),
                900_000,
                ZoneOffset.UTC);
        now = Duration.ofDays(20_000).toMillis();
    }

    private void step(Random random) {
        now += Duration.ofMinutes(random.nextInt(random.nextInt(6) == 0 ? 2_000 : 10) + 1)
                .toMillis();
        book.advanceTo(now, policies);
        List<CaseView> views = book.views();
        if (views.isEmpty() || random.nextInt(4) == 0) {
            String referral = REFERRALS.get(random.nextInt(REFERRALS.size()));
            book.alert(
                    new Alert(
                            "v" + id++,
                            now,
                            "spring",
                            "ana",
                            referral,
                            950_000,
                            1_000,
                            10_000,
                            random.nextInt(3) > 0,
                            null),
                    policies);
            return;
        }
        CaseView view = views.get(random.nextInt(views.size()));
        ReviewAction action = ACTIONS.get(random.nextInt(ACTIONS.size()));
        String who = action == ReviewAction.APPEAL ? "ana" : PEOPLE.get(random.nextInt(2));
        book.review(review(view, action, CHOICES.get(random.nextInt(CHOICES.size())), who), policies);
    }

    private CaseReview review(CaseView view, ReviewAction action, List<String> referrals, String reviewer) {
        return new CaseReview(
                "r" + String.format(Locale.ROOT, "%09d", id++),
                now,
                view.caseId(),
                view.programId(),
                view.advocateId(),
                view.version(),
                10_000,
                dev.milepost.fraud.model.review.ReviewAction.valueOf(action.name()),
                referrals,
                "farm",
                "devices",
                reviewer,
                null);
    }

    private void check(CaseView view, String reviewer, String where) {
        Possible possible = Possible.of(shown(view), reviewer);
        assertThat(possible.actions().isEmpty())
                .as(where)
                .isEqualTo(!possible.obstacle().isEmpty());
        for (ReviewAction action : Draft.ACTIONS) {
            boolean taken = CHOICES.stream()
                    .anyMatch(referrals -> book.copy()
                                    .review(review(view, action, referrals, reviewer), policies)
                                    .kind()
                            != Outcome.Kind.REFUSED);
            String about = where + ": " + action + " of " + view + " by " + reviewer;
            if (taken) {
                assertThat(possible.actions()).as(about).contains(action);
            } else if (view.status() == CaseStatus.BLOCKED && action != ReviewAction.NOT_LINKED) {
                assertThat(possible.actions()).as(about).doesNotContain(action);
            }
        }
    }

    /** As the warehouse would have it. */
    private ShownCase shown(CaseView view) {
        return ShownCase.of(Map.ofEntries(
                Map.entry("program_id", view.programId()),
                Map.entry("case_id", view.caseId()),
                Map.entry("advocate_id", view.advocateId()),
                Map.entry("ring_id", text(view.ringId())),
                Map.entry("status", view.status().name()),
                Map.entry("version", Long.toString(view.version())),
                Map.entry("opened", ""),
                Map.entry("claimed_by", text(view.claimedBy())),
                Map.entry("claimed", ""),
                Map.entry("is_claimed", Boolean.toString(view.claimedUntilMillis() > now)),
                Map.entry("escalated", Boolean.toString(view.escalated())),
                Map.entry("referrals", Integer.toString(view.referrals())),
                Map.entry("undecided", Integer.toString(view.undecided())),
                Map.entry("score", "0.95"),
                Map.entry("money_minor", Long.toString(view.moneyMinor())),
                Map.entry("currency", "USD"),
                Map.entry("sla", ""),
                Map.entry("due", ""),
                Map.entry("pending_by", text(view.pendingBy())),
                Map.entry("merged_into", text(view.mergedInto())),
                Map.entry("last_millis", "0"),
                Map.entry("priority", "1"),
                Map.entry("alerts_json", alerts(view))));
    }

    private static String alerts(CaseView view) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        view.alerts().forEach(texts::add);
        return texts.toString();
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
