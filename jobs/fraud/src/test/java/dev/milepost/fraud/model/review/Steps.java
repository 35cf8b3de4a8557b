package dev.milepost.fraud.model.review;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Span;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One book, and all that came of what was done to it. */
final class Steps {

    static final long MINUTE = Duration.ofMinutes(1).toMillis();
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    static final CaseBookCodec CODEC = new CaseBookCodec();

    CaseBook book = new CaseBook();
    OnTimeout onTimeout = OnTimeout.VOID;
    long secondPersonOverMinor = 1_000;
    long now;
    final List<AuditEvent> log = new ArrayList<>();
    private int reviews;

    CasePolicy policy(String programId, long timeMillis) {
        return new CasePolicy(secondPersonOverMinor, onTimeout, Span.ofMillis(7 * DAY), 900_000, ZoneOffset.UTC);
    }

    Alert alert(String referral, long money) {
        return alert("ada", referral, 500_000, money, false, null);
    }

    Alert alert(String advocate, String referral, long score, long money, boolean blocked, String ring) {
        return new Alert(
                "alert-" + referral + "@" + now, now, "p", advocate, referral, score, money, 500_000, blocked, ring);
    }

    Outcome take(Alert alert) {
        advance();
        return keep(book.alert(alert, this::policy));
    }

    /** Lets a case begin with these referrals, and 100 at risk in each. */
    String begin(String... referrals) {
        Outcome last = null;
        for (String each : referrals) {
            last = take(alert(each, 100));
        }
        return last.cases().get(0).caseId();
    }

    CaseReview review(String caseId, ReviewAction action, String reviewer, String... referrals) {
        CaseView view = book.view(caseId);
        return new CaseReview(
                "review-" + reviews++,
                now,
                caseId,
                "p",
                view == null ? "ada" : view.advocateId(),
                view == null ? 0 : view.version(),
                500_000,
                action,
                List.of(referrals),
                action.rejects() ? "self_referral" : null,
                action.rejects() ? "same_device" : null,
                reviewer,
                null);
    }

    Outcome take(CaseReview review) {
        advance();
        byte[] before = Bytes.of(CODEC, book);
        Outcome outcome = book.review(review, this::policy);
        boolean same = Arrays.equals(before, Bytes.of(CODEC, book));
        boolean changes = outcome.kind() == Outcome.Kind.ACCEPTED || outcome.kind() == Outcome.Kind.PENDING;
        if (same == changes) {
            throw new AssertionError(outcome + (same ? " changed nothing" : " changed the state"));
        }
        return keep(outcome);
    }

    Outcome take(String caseId, ReviewAction action, String reviewer, String... referrals) {
        return take(review(caseId, action, reviewer, referrals));
    }

    Outcome advance() {
        return keep(book.advanceTo(now, this::policy));
    }

    private Outcome keep(Outcome outcome) {
        log.addAll(outcome.events());
        return outcome;
    }

    /** The audit log of a case. */
    List<AuditEvent> log(String caseId) {
        return log.stream().filter(each -> each.caseId().equals(caseId)).toList();
    }
}
