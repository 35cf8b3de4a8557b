package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.account.AccountFact;
import dev.milepost.fraud.model.account.AccountFact.Bound;
import dev.milepost.fraud.model.account.AccountFact.Money;
import dev.milepost.fraud.model.account.AccountFact.Paid;
import dev.milepost.fraud.model.account.AccountFact.Qualified;
import dev.milepost.fraud.model.account.AccountFact.Seen;
import dev.milepost.fraud.model.account.AccountFact.SignedUp;
import dev.milepost.fraud.model.account.Shown;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.programs.model.Names;
import dev.milepost.runtime.fold.Change;
import dev.milepost.schemas.event.JourneyFact;
import dev.milepost.schemas.event.Trace;
import dev.milepost.schemas.event.TraceKind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/**
 * The streams {@code traces} and {@code journey} as what accounts hear of; chained to whoever tells them. Of the journey money
 * alone: how a referral came to be, traces tell state by state, which does not depend on how often anybody looks.
 */
public final class AccountReader {

    /** A purchase leaves a trace too, of the same identity. */
    private static final String MONEY = "money/";

    private AccountReader() {}

    /** What users left behind, and what befell their referrals. */
    public static DataStream<Change<AccountFact>> of(
            DataStream<Change<Trace>> traces, DataStream<Change<JourneyFact>> journey) {
        return traces.map(change -> new Change<>(change.kind(), fact(change.element())))
                .returns(Sides.ACCOUNT_CHANGES)
                .uid("fraud-traces")
                .name("Fraud: the traces")
                .setParallelism(traces.getParallelism())
                .union(journey.flatMap(AccountReader::read)
                        .returns(Sides.ACCOUNT_CHANGES)
                        .uid("fraud-journey")
                        .name("Fraud: the journey")
                        .setParallelism(journey.getParallelism()));
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
                fact.getCurrency());
    }
}
