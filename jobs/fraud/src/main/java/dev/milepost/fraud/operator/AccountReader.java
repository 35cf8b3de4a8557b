package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.account.AccountFact;
import dev.milepost.fraud.model.account.AccountFact.Bound;
import dev.milepost.fraud.model.account.AccountFact.Cancelled;
import dev.milepost.fraud.model.account.AccountFact.Money;
import dev.milepost.fraud.model.account.AccountFact.Opinion;
import dev.milepost.fraud.model.account.AccountFact.Paid;
import dev.milepost.fraud.model.account.AccountFact.Qualified;
import dev.milepost.fraud.model.account.AccountFact.Refused;
import dev.milepost.fraud.model.account.AccountFact.Reviewed;
import dev.milepost.fraud.model.account.AccountFact.Seen;
import dev.milepost.fraud.model.account.AccountFact.SignedUp;
import dev.milepost.fraud.model.account.Shown;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.programs.model.Names;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.event.JourneyFact;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.Trace;
import dev.milepost.schemas.event.TraceKind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/**
 * The streams {@code traces} and {@code journey}, and raw reviews, as what accounts hear of; chained to whoever tells them. Of the
 * journey money alone: how a referral came to be, traces tell state by state, which does not depend on how often anybody looks.
 *
 * <p>A review names referrals, and a referral_id begins with its referee and a slash. An id may have slashes itself: so all are told
 * that it may be of, and who has that referral knows. Of more than 16 slashes the first count.
 */
public final class AccountReader {

    /** A purchase leaves a trace too, of the same identity. */
    private static final String MONEY = "money/";

    private static final String REVIEW = "review/";

    private static final char REFEREE_ENDS = '/';
    private static final int MAY_BE = 16;

    private AccountReader() {}

    /**
     * What users left behind, what befell their referrals, and what reviewers said of them.
     *
     * @param outside reviews, among others, each once
     */
    public static DataStream<Change<AccountFact>> of(
            DataStream<Change<Trace>> traces,
            DataStream<Change<JourneyFact>> journey,
            DataStream<Change<Event>> outside) {
        return traces.map(change -> new Change<>(change.kind(), fact(change.element())))
                .returns(Sides.ACCOUNT_CHANGES)
                .uid("fraud-traces")
                .name("Fraud: the traces")
                .setParallelism(traces.getParallelism())
                .union(journey.flatMap(AccountReader::read)
                        .returns(Sides.ACCOUNT_CHANGES)
                        .uid("fraud-journey")
                        .name("Fraud: the journey")
                        .setParallelism(journey.getParallelism()))
                .union(outside.flatMap(AccountReader::reviews)
                        .returns(Sides.ACCOUNT_CHANGES)
                        .uid("fraud-opinions")
                        .name("Fraud: what reviewers say of referees")
                        .setParallelism(outside.getParallelism()));
    }

    private static void reviews(Change<Event> change, Collector<Change<AccountFact>> out) {
        if (change.element().payload() instanceof Review review) {
            facts(review).forEach(fact -> out.collect(new Change<>(change.kind(), fact)));
        }
    }

    /** What accounts hear of a review. */
    static List<AccountFact> facts(Review review) {
        Opinion opinion = ReviewedReferrals.opinion(review);
        List<AccountFact> facts = new ArrayList<>();
        if (opinion == null) {
            return facts;
        }
        for (String referral : new TreeSet<>(review.getReferralIds())) {
            for (String referee : referees(referral)) {
                facts.add(new Reviewed(
                        referee,
                        REVIEW + review.getCaseId() + "/" + review.getEventId() + "/" + referral,
                        review.getEventTime().toEpochMilli(),
                        referral,
                        review.getCaseId(),
                        review.getExpectedVersion(),
                        opinion));
            }
        }
        return facts;
    }

    private static List<String> referees(String referral) {
        List<String> referees = new ArrayList<>();
        int slash = referral.indexOf(REFEREE_ENDS);
        while (slash >= 0 && referees.size() < MAY_BE) {
            if (slash > 0) {
                referees.add(referral.substring(0, slash));
            }
            slash = referral.indexOf(REFEREE_ENDS, slash + 1);
        }
        return referees;
    }

    private static void read(Change<JourneyFact> change, Collector<Change<AccountFact>> out) {
        AccountFact fact = fact(change.element());
        if (fact != null) {
            out.collect(new Change<>(change.kind(), fact));
        }
    }

    static AccountFact fact(Trace trace) {
        long known = trace.getKnownTime().toEpochMilli();
        List<Shown> shown = shown(trace);
        if (trace.getKind() == TraceKind.SIGNUP) {
            return new SignedUp(
                    trace.getUserId(),
                    trace.getIdentity(),
                    known,
                    shown,
                    hex(trace.getEmail()),
                    trace.getEmailMinhash() == null ? List.of() : trace.getEmailMinhash(),
                    trace.getEmailDomain());
        }
        if (trace.getKind() == TraceKind.BOUND) {
            return new Bound(
                    trace.getUserId(),
                    trace.getIdentity(),
                    known,
                    trace.getReferralId(),
                    trace.getAdvocateId(),
                    trace.getProgramId(),
                    trace.getReferralCode(),
                    trace.getEventTime().toEpochMilli());
        } else if (trace.getKind() == TraceKind.QUALIFIED) {
            return new Qualified(
                    trace.getUserId(),
                    trace.getIdentity(),
                    known,
                    trace.getReferralId(),
                    trace.getAdvocateId() != null);
        }
        if (trace.getKind() == TraceKind.REFUSED) {
            return new Refused(trace.getUserId(), trace.getIdentity(), known, trace.getAdvocateId());
        }
        return new Seen(
                trace.getUserId(),
                trace.getIdentity(),
                known,
                trace.getEventTime().toEpochMilli(),
                trace.getKind() == TraceKind.REFERRAL_CLICK ? trace.getReferralCode() : null,
                shown);
    }

    private static List<Shown> shown(Trace trace) {
        List<Shown> shown = new ArrayList<>();
        show(IdentifierKind.DEVICE, trace.getDevice(), shown);
        show(IdentifierKind.PAYMENT, trace.getPayment(), shown);
        show(IdentifierKind.IP, trace.getIp(), shown);
        show(IdentifierKind.IP24, trace.getIpPrefix(), shown);
        show(IdentifierKind.EMAIL, trace.getEmail(), shown);
        return shown;
    }

    private static void show(IdentifierKind kind, Long hash, List<Shown> shown) {
        if (hash != null) {
            shown.add(new Shown(kind, hex(hash)));
        }
    }

    private static String hex(Long hash) {
        return hash == null ? null : HexFormat.of().toHexDigits(hash);
    }

    /** Money; null of anything else. */
    static AccountFact fact(JourneyFact fact) {
        return switch (fact.getName()) {
            case Names.ORDER, "renewal" -> paid(fact, Money.SALE);
            case "refund" -> paid(fact, Money.REFUND);
            case "chargeback" -> paid(fact, Money.CHARGEBACK);
            case "refund_cancelled" ->
                new Cancelled(
                        fact.getUserId(),
                        MONEY + fact.getIdentity(),
                        fact.getKnownTime().toEpochMilli(),
                        refund(fact));
            default -> null;
        };
    }

    private static Paid paid(JourneyFact fact, Money kind) {
        return new Paid(
                fact.getUserId(),
                MONEY + fact.getIdentity(),
                fact.getKnownTime().toEpochMilli(),
                kind,
                fact.getAmountMinor(),
                fact.getCurrency(),
                kind == Money.SALE ? null : refund(fact));
    }

    /** A refund_id is its order's, as the order_id is its user's. */
    private static String refund(JourneyFact fact) {
        return fact.getOrderId() + "/" + fact.getRefundId();
    }
}
