package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.milestones.model.ledger.LedgerFact.Payout;
import dev.milepost.milestones.model.ledger.LedgerFact.Purchase;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.milestones.model.ledger.LedgerFact.Review;
import dev.milepost.milestones.model.ledger.LedgerFact.Source;
import dev.milepost.milestones.model.ledger.LedgerFact.Turn;
import dev.milepost.milestones.model.ledger.LedgerFact.Verdict;
import dev.milepost.programs.ProgramVersion;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A ledger at work, and what it told; times are hours. */
final class Run {

    static final long HOUR = Programs.HOUR;

    LedgerState state = LedgerState.empty();
    final List<LedgerEntry> entries = new ArrayList<>();
    final Map<String, RewardRow> rows = new TreeMap<>();
    final List<String> refused = new ArrayList<>();
    private final LedgerSettings settings;
    private ProgramLedger ledger;
    private final Terms terms;

    Run(ProgramVersion... versions) {
        this(LedgerSettings.DEFAULTS, versions);
    }

    Run(LedgerSettings settings, ProgramVersion... versions) {
        this.settings = settings;
        ledger = new ProgramLedger("p", settings, state);
        terms = Terms.of(Arrays.asList(versions));
    }

    Run with(LedgerFact... facts) {
        for (LedgerFact fact : facts) {
            ledger.accept(fact);
        }
        return this;
    }

    /** Goes on from what was written of its state. */
    Run restored() {
        LedgerStateCodec codec = new LedgerStateCodec();
        return restored(codec.version(), Books.bytes(codec, state));
    }

    /** Goes on from what a version has written. */
    Run restored(int version, byte[] bytes) {
        try {
            state = new LedgerStateCodec().read(version, new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ledger = new ProgramLedger("p", settings, state);
        return this;
    }

    Run without(LedgerFact fact) {
        ledger.retract(fact, 0);
        return this;
    }

    Run until(long hour) {
        Told told = ledger.advanceTo(hour * HOUR, terms);
        entries.addAll(told.entries());
        told.rows().forEach(row -> rows.put(row.rewardId(), row));
        told.refused().forEach(one -> refused.add(one.payout().id() + " " + one.reason()));
        return this;
    }

    /** {@code beneficiary STEP amount @hour}, {@code late} behind a late one; in the order told. */
    List<String> lines() {
        return entries.stream().map(this::line).toList();
    }

    List<String> lines(String beneficiary) {
        return lines().stream()
                .filter(line -> line.startsWith(beneficiary + " "))
                .map(line -> line.substring(beneficiary.length() + 1))
                .toList();
    }

    private String line(LedgerEntry entry) {
        RewardRow row = rows.get(entry.rewardId());
        return row.beneficiary() + " " + entry.step() + (entry.amountMinor() == 0 ? "" : " " + entry.amountMinor())
                + " @" + entry.effectiveAtMillis() / HOUR + (entry.lateCorrection() ? " late" : "");
    }

    /** {@code rule subject beneficiary occurrence reason} of what was not granted. */
    List<String> skipped() {
        return rows.values().stream()
                .filter(row -> row.state() == null)
                .map(row -> row.rule() + " " + row.subject() + " " + row.beneficiary() + " " + row.occurrence() + " "
                        + row.reason())
                .sorted()
                .toList();
    }

    RewardRow row(String beneficiary) {
        return rows.values().stream()
                .filter(row -> beneficiary.equals(row.beneficiary()))
                .findFirst()
                .orElseThrow();
    }

    /** Every referee's order has this order_id: it is its user's own. */
    static final String ORDER_ID = "o";

    /** Reached by the referee of one referral, named r-REFEREE, advocate ana, by their order of 100.00. */
    static Completion reached(String rule, String referee, long hour) {
        return completion(rule, 0, referee, 1, hour, reach("e-" + referee, "ana", referee, 10_000L));
    }

    /** Of the advocate ana. */
    static Completion counted(String rule, int rung, long ordinal, long hour, String... referees) {
        List<String> referrals =
                Arrays.stream(referees).map(referee -> "r-" + referee).toList();
        Reach reach = new Reach(
                "e-" + rule + rung + "-" + ordinal,
                "ana",
                referees[referees.length - 1],
                referrals,
                Purchase.NONE,
                Map.of());
        return completion(rule, rung, "ana", ordinal, hour, reach);
    }

    static Reach reach(String causeId, String advocate, String referee, long amountMinor) {
        return new Reach(
                causeId,
                advocate,
                referee,
                List.of("r-" + referee),
                new Purchase(ORDER_ID, "USD", amountMinor, null),
                Map.of("city", "london"));
    }

    static Completion completion(String rule, int rung, String subject, long ordinal, long hour, Reach reach) {
        return new Completion(
                rule, rung, subject, ordinal, List.of(new Turn(hour * HOUR, reach.causeId(), hour * HOUR + 1, reach)));
    }

    /** What stands again is what stood first. */
    static Completion turns(Completion completion, Turn... turns) {
        Reach reach = completion.turns().get(0).reach();
        return new Completion(
                completion.rule(),
                completion.rung(),
                completion.subject(),
                completion.ordinal(),
                Arrays.stream(turns)
                        .map(turn -> turn.reach() == null
                                ? turn
                                : new Turn(turn.timeMillis(), turn.causeId(), turn.knownAtMillis(), reach))
                        .toList());
    }

    static Turn turn(long hour, boolean stands, String cause) {
        return new Turn(hour * HOUR, cause, hour * HOUR + 1, stands ? reach(cause, null, "nobody", 0) : null);
    }

    static Verdict verdict(String referee, long hour, int percent, boolean ring) {
        return new Verdict(
                "r-" + referee, hour * HOUR, "v-" + referee + hour, percent * 10_000L, ring, hour * HOUR + 1);
    }

    static Verdict clean(String referee, long hour) {
        return verdict(referee, hour, 5, false);
    }

    static Review review(String referee, long hour, boolean approved) {
        return new Review("r-" + referee, hour * HOUR, "w-" + referee + hour, approved, hour * HOUR + 1);
    }

    /** So much of 100.00 has been refunded. */
    static OrderMoney refunded(String referee, long hour, long minor) {
        return new OrderMoney(
                OrderMoney.ofOrder(referee, ORDER_ID),
                hour * HOUR,
                "x-" + referee + hour,
                10_000,
                minor,
                0,
                hour * HOUR + 1);
    }

    /** The same of the order by which the referee's referral qualified. */
    static OrderMoney qualifyingRefunded(String referee, long hour, long minor) {
        return new OrderMoney(
                OrderMoney.ofQualifying(referee),
                hour * HOUR,
                "x-" + referee + hour,
                10_000,
                minor,
                0,
                hour * HOUR + 1);
    }

    /** Reached by something that is no order. */
    static Completion activated(String rule, String referee, long hour) {
        Reach reach = new Reach("e-" + referee, "ana", referee, List.of("r-" + referee), Purchase.NONE, Map.of());
        return completion(rule, 0, referee, 1, hour, reach);
    }

    Payout payout(String beneficiary, long hour, long minor) {
        return payout(row(beneficiary).rewardId(), hour, "pay-" + hour, minor, "USD");
    }

    /** Known a millisecond later. */
    static Payout payout(String reward, long hour, String id, long minor, String currency) {
        return new Payout(
                reward, hour * HOUR, id, minor, currency, hour * HOUR + 1, new Source("{}", "payouts", -1, hour));
    }
}
