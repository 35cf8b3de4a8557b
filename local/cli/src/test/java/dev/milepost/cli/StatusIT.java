package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.Tables;
import dev.milepost.schemas.event.JourneyEvent;
import dev.milepost.schemas.row.AskRow;
import dev.milepost.schemas.row.BindingRow;
import dev.milepost.schemas.row.ConversionRow;
import dev.milepost.schemas.row.EventRow;
import dev.milepost.schemas.row.FraudCaseEventRow;
import dev.milepost.schemas.row.LedgerRow;
import dev.milepost.schemas.row.RewardRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a warehouse says of one person, in words. */
class StatusIT {

    private static final Instant SIGNUP = Instant.parse("2026-02-01T08:00:00Z");
    private static final Instant EARNED = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path folder;

    private Shell shell;
    private String warehouse;

    @Test
    void aPersonIsShownWithAsksReferralsAndRewardsAndNobodyElse() throws Exception {
        shell = new Shell(folder.resolve("home"));
        warehouse = folder.resolve("warehouse").toString();
        try (Warehouse open = Warehouse.embedded(Path.of(warehouse), 0)) {
            fill(open.client());
        }

        assertThat(status("ada")).as(shell.err()).isZero();
        assertThat(cells()).isEqualTo("""
                ada, signed up 2026-02-01 08:00:00. Times are UTC.
                Referred by eve in spring (code), 2026-02-01 08:00:00: refused, junior_advocate
                Referred by ada in spring (code), 2026-02-01 08:00:00: refused, self

                Codes
                | code | program | since | referrals bound
                | C1 | spring | 2026-02-01 08:00:00 | 3
                | C2 | not known before somebody signs up | 2026-02-01 08:00:00 | 0
                | C3 | autumn | 2026-03-01 10:00:00 | 0

                Asks
                | milestone reached | program | ask | decision | why not | arm | guards saw | send at
                | 2026-03-01 10:00:00 | spring | renewal | not_asked | quota | - | quota 1, risk unknown | -
                | 2026-03-01 10:00:00 | spring | ready | asked (late correction) | - | now | - | 2026-03-01 10:00:00
                … and 1 ask more: see --limit.

                Referrals
                | program | stage | referrals | latest
                | spring | bound | 1 | 2026-02-01 08:00:00
                | spring | qualified | 2 | 2026-03-01 10:00:00
                | spring | refused: self | 1 | 2026-02-01 08:00:00

                Rewards
                spring, activated: 20.00 USD cash to the advocate, REVERSED (chargeback), 20.00 USD to be given back; reward_id r1
                | by the referral of bob (f1)
                | step | amount | effective | known | why
                | EARNED | 20.00 USD | 2026-03-01 10:00:00 | 2026-03-01 10:00:00 | activated
                | HELD | 0.00 USD | 2026-03-01 10:00:00 | 2026-03-01 10:00:00 | -
                | REVERSED | -40.00 USD | 2026-03-20 12:00:00 | 2026-03-20 12:00:00 | chargeback
                spring, activated: 20.00 USD cash to the advocate, REVERSED (chargeback), 20.00 USD to be given back; reward_id r2
                | by the referral of bob (f1)
                … and 1 reward more: see --limit.
                """);
        assertThat(status("eve")).isZero();
        assertThat(shell.out())
                .startsWith("eve, who has not signed up. Times are UTC.\n")
                .contains("Codes: none.\n")
                .contains("Asks: none.\n")
                .contains("  spring   refused: junior_advocate")
                .endsWith("Rewards: none.\n");

        assertThat(status("gil")).as(shell.err()).isZero();
        assertThat(shell.out().substring(shell.out().indexOf("Rewards"))).isEqualTo("""
                Rewards
                spring, friends: 20.00 USD cash to the advocate, HELD (no_verdict), 20.00 USD owed; reward_id g1
                  by the referrals of cid (f2), gone/s1; held until 2026-03-15 10:00:00 at least: a referral has no fraud verdict yet
                spring, friends: 20.00 USD cash to the advocate, RELEASED (cleared), 20.00 USD owed; reward_id g2
                  expires 2027-03-01 10:00:00 if it is not paid
                """);

        assertThat(status("pam")).as(shell.err()).isZero();
        assertThat(shell.out())
                .contains(
                        "spring, activated: 10.00 USD (by now 25.00 USD) cash to the advocate, RELEASED (retroactive),"
                                + " 15.00 USD owed; reward_id p1");

        assertThat(status("wim")).as(shell.err()).isZero();
        assertThat(cells()).contains("""
                | 2026-03-01 10:00:00 | spring | ready | withdrawn | suppress_if | later | suppress_if open ticket | -
                | 2026-03-01 10:00:00 | spring | ready | asked, never sent | - | later | - | 2026-03-08 10:00:00
                … and 1 ask more: see --limit.
                """);
        assertThat(shell.run("status", "wim", "--limit", "3", "--warehouse", warehouse))
                .as(shell.err())
                .isZero();
        assertThat(cells())
                .contains(
                        "| spring | renewal | waits until 2026-03-08 10:00:00 | - | later | - | 2026-03-08 10:00:00\n");

        assertThat(status("Ada")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("Nobody knows Ada in " + warehouse);
        assertThat(status("ada' OR '1' = '1")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("Nobody knows");
        assertThat(shell.run("status", "o\\'hara", "--warehouse", warehouse))
                .as(shell.err())
                .isZero();
        assertThat(shell.run("status", "ada", "--limit", "0", "--warehouse", warehouse))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aReferralThatWasRejectedOrIsBlockedSaysSoToBothSides() throws Exception {
        shell = new Shell(folder.resolve("home"));
        warehouse = folder.resolve("warehouse").toString();
        try (Warehouse open = Warehouse.embedded(Path.of(warehouse), 0)) {
            judge(open.client());
        }

        String bobs = "rejected by rita, 2026-03-01 10:00:00, for self_referral, same card (review rv2#rejected):"
                + " milestones and rewards count it no more";
        String dans = "blocked by a fraud verdict as one identity or a ring, 2026-03-01 11:00:00 (verdict event v3):"
                + " time alone releases no reward of it";
        assertThat(status("bob")).as(shell.err()).isZero();
        assertThat(shell.out()).contains("Referred by ada in spring (code), 2026-02-01 08:00:00: " + bobs + "\n");
        assertThat(status("cid")).isZero();
        assertThat(shell.out()).contains("Referred by ada in spring (code), 2026-02-01 08:00:00\n");
        assertThat(status("dan")).isZero();
        assertThat(shell.out()).contains("Referred by ada in spring (code), 2026-02-01 08:00:00: " + dans + "\n");

        assertThat(shell.run("status", "ada", "--limit", "5", "--warehouse", warehouse))
                .as(shell.err())
                .isZero();
        String cells = cells();
        assertThat(cells.substring(cells.indexOf("Referrals\n"), cells.indexOf("\n\nRewards")))
                .isEqualTo("""
                Referrals
                | program | stage | referrals | latest
                | spring | bound | 3 | 2026-03-01 11:00:00
                | spring | qualified | 1 | 2026-03-02 10:00:00
                | spring | rejected | 2 | 2026-03-03 10:00:00
                | eli in spring (f4): rejected by a reviewer, 2026-03-03 10:00:00 (review rv4): milestones and rewards count it no more
                | dan in spring (f3): %s
                | bob in spring (f1): %s""".formatted(dans, bobs));
        assertThat(shell.run("status", "ada", "--limit", "1", "--warehouse", warehouse))
                .isZero();
        assertThat(shell.out()).contains("… and 2 such referrals more: see --limit.\n");
    }

    /**
     * Bob is rejected by a case, Cid rejected and then approved, Dan blocked, Eli rejected without a case, and qualified before. Fay was
     * blocked until a later verdict, and Gus is approved whatever the verdicts say.
     */
    private static void judge(ClickHouseClient client) throws Exception {
        put(client, binding("bob", "f1", "ada", "bound", ""));
        put(client, binding("cid", "f2", "ada", "bound", ""));
        put(client, binding("dan", "f3", "ada", "bound", ""));
        put(client, binding("eli", "f4", "ada", "bound", ""));
        put(client, step("bob", "f1", "referral.rejected", EARNED, "rv2#rejected"));
        put(client, step("cid", "f2", "referral.qualified", EARNED, "e"));
        put(client, step("cid", "f2", "referral.rejected", EARNED, "rv1"));
        put(client, step("cid", "f2", "referral.approved", EARNED.plusSeconds(86_400), "rv3"));
        put(client, step("eli", "f4", "referral.qualified", EARNED, "e"));
        put(client, step("eli", "f4", "referral.rejected", EARNED.plusSeconds(2 * 86_400), "rv4"));
        put(client, binding("fay", "f5", "ada", "bound", ""));
        put(client, binding("gus", "f6", "ada", "bound", ""));
        for (String referral : List.of("f3", "f5", "f6")) {
            String referee = Map.of("f3", "dan", "f5", "fay", "f6", "gus").get(referral);
            put(client, step(referee, referral, "referral.blocked", EARNED.plusSeconds(3_600), "v3"));
            put(client, verdict(referee, referral, EARNED.plusSeconds(3_600)));
        }
        put(client, verdict("fay", "f5", EARNED.plusSeconds(7_200)));
        put(client, step("gus", "f6", "referral.approved", EARNED, "rv5"));
        put(
                client,
                new FraudCaseEventRow(
                        "spring",
                        "c1",
                        2L,
                        EARNED,
                        "PARTIAL",
                        2L,
                        "rita",
                        "rv2",
                        "{\"reason\":\"same card\",\"typology\":\"self_referral\"}",
                        "",
                        ""));
    }

    private static EventRow verdict(String referee, String referral, Instant at) {
        return EventRow.newBuilder(code(referee, "", "v" + at, at))
                .setStream("fraud-verdicts")
                .setEntityId(referral)
                .setName("fraud_verdict")
                .build();
    }

    private static JourneyEvent step(String referee, String referral, String name, Instant at, String cause) {
        return new JourneyEvent(
                referee, name + "/" + referral + "/" + cause, name, at, referral, "ada", "spring", cause);
    }

    /** What was said, with a bar between the cells of a table. */
    private String cells() {
        return shell.out().replaceAll(" {2,}", " | ").replaceAll("(?m)^ \\|", "|");
    }

    private int status(String user) {
        return shell.run("status", user, "--limit", "2", "--warehouse", warehouse);
    }

    private static void fill(ClickHouseClient client) throws Exception {
        put(client, new ConversionRow("ada", "signup/ada", "signup", "", false, 0L, 0L, "", SIGNUP));
        put(client, new ConversionRow("o\\'hara", "signup/o", "signup", "", false, 0L, 0L, "", SIGNUP));
        put(client, code("ada", "C1", "e1", SIGNUP));
        put(client, code("ada", "C2", "e2", SIGNUP));
        put(client, code("eve", "C2", "e9", EARNED));
        put(client, code("ada", "C3", "code-create/autumn/C3", EARNED));
        put(client, binding("ada", "f0", "eve", "refused", "junior_advocate"));
        put(client, binding("bob", "f1", "ada", "bound", ""));
        put(client, binding("cid", "f2", "ada", "bound", ""));
        put(client, binding("dan", "f3", "ada", "bound", ""));
        put(client, binding("ada", "f4", "ada", "refused", "self"));
        for (String referral : List.of("f2", "f3")) {
            put(
                    client,
                    new JourneyEvent(
                            "of " + referral,
                            "referral.qualified/" + referral,
                            "referral.qualified",
                            EARNED,
                            referral,
                            "ada",
                            "spring",
                            "e"));
        }
        put(
                client,
                ask("a1", "renewal", "not_asked", "quota", "", Map.of("risk", "unknown", "quota", "1"), null, false));
        put(client, ask("a2", "ready", "asked", "", "now", Map.of(), EARNED, true));
        Instant due = Instant.parse("2026-03-08T10:00:00Z");
        AskRow waits = AskRow.newBuilder(ask("w1", "ready", "asked", "", "later", Map.of(), due, false))
                .setUserId("wim")
                .setTurn(0)
                .build();
        put(client, waits);
        put(
                client,
                AskRow.newBuilder(waits)
                        .setDecision("withdrawn")
                        .setReason("suppress_if")
                        .setGuardValues(Map.of("suppress_if", "open ticket"))
                        .setDecidedAt(due)
                        .setSendAt(null)
                        .build(),
                2);
        put(
                client,
                AskRow.newBuilder(waits)
                        .setAskId("w2")
                        .setMilestoneId("renewal")
                        .build());
        put(client, ask("a3", "earlier", "held_out", "", "holdout", Map.of(), null, false));
        for (String old : List.of("r1", "r2", "r3")) {
            put(client, reward(old, old.equals("r1") ? 9 : old.equals("r2") ? 5 : 1));
        }
        put(
                client,
                RewardRow.newBuilder(reward("g1", 9))
                        .setBeneficiaryId("gil")
                        .setRuleId("friends")
                        .setReferralIds(List.of("gone/s1", "f2"))
                        .setState("HELD")
                        .setReason("no_verdict")
                        .setOwedMinor(2_000)
                        .setHoldUntil(Instant.parse("2026-03-15T10:00:00Z"))
                        .build());
        put(
                client,
                RewardRow.newBuilder(reward("g2", 5))
                        .setBeneficiaryId("gil")
                        .setRuleId("friends")
                        .setReferralIds(List.of())
                        .setState("RELEASED")
                        .setReason("cleared")
                        .setOwedMinor(2_000)
                        .setHoldUntil(EARNED)
                        .setExpiresAt(Instant.parse("2027-03-01T10:00:00Z"))
                        .build());
        put(
                client,
                RewardRow.newBuilder(reward("p1", 5))
                        .setBeneficiaryId("pam")
                        .setAmountMinor(1_000)
                        .setState("RELEASED")
                        .setReason("retroactive")
                        .setOwedMinor(1_500)
                        .build());
        put(client, entry("pam", "p1", "e4", "EARNED", 1_000, EARNED, "activated"));
        put(client, entry("pam", "p1", "e5", "PAID", -1_000, EARNED, ""));
        put(client, entry("pam", "p1", "e6", "REVERSED", 1_500, EARNED, "retroactive"));
        put(client, entry("r1", "e2", "HELD", 0, EARNED, ""));
        put(client, entry("r1", "e1", "EARNED", 2_000, EARNED, "activated"));
        put(client, entry("r1", "e3", "REVERSED", -4_000, Instant.parse("2026-03-20T12:00:00Z"), "chargeback"));
    }

    /** The row of a click that creates a code. */
    static EventRow code(String user, String code, String eventId, Instant at) {
        return EventRow.newBuilder()
                .setStream("clickstream")
                .setEventTime(at)
                .setEntityId("d-" + user)
                .setEventId(eventId)
                .setReceivedAt(at)
                .setUserId(user)
                .setAnonymousId("d-" + user)
                .setName("referral_code_created")
                .setOrderId("")
                .setRefundId("")
                .setAmountMinor(0)
                .setCurrency("")
                .setChannel("")
                .setCampaign("")
                .setReferralCode(code)
                .build();
    }

    private static BindingRow binding(String referee, String referral, String advocate, String status, String refusal) {
        return new BindingRow(referee, referral, advocate, "C1", "spring", "code", "", status, refusal, SIGNUP);
    }

    private static AskRow ask(
            String id,
            String milestone,
            String decision,
            String reason,
            String arm,
            Map<String, String> guards,
            Instant sendAt,
            boolean late) {
        return AskRow.newBuilder()
                .setProgramId("spring")
                .setUserId("ada")
                .setAskId(id)
                .setDecision(decision)
                .setReason(reason)
                .setMilestoneId(milestone)
                .setOccurrence("0")
                .setVersion(1)
                .setCategory("c")
                .setExperimentId("")
                .setArm(arm)
                .setGuardValues(guards)
                .setMilestoneTime(EARNED)
                .setDecidedAt(EARNED)
                .setKnownAt(EARNED)
                .setSendAt(sendAt)
                .setChannel("in_app")
                .setTemplate("t")
                .setCauseEventId("e")
                .setLateCorrection(late)
                .setTurn(decision.equals("asked") ? 1 : 0)
                .build();
    }

    private static RewardRow reward(String id, int day) {
        return RewardRow.newBuilder()
                .setProgramId("spring")
                .setBeneficiaryId("ada")
                .setRewardId(id)
                .setSide("advocate")
                .setRuleId("activated")
                .setVersion(1)
                .setSubjectKind("referral")
                .setSubjectId("bob")
                .setOccurrence("0")
                .setAdvocateId("ada")
                .setReferralIds(List.of("f1"))
                .setKind("cash")
                .setState("REVERSED")
                .setReason("chargeback")
                .setAmountMinor(2_000)
                .setOwedMinor(-2_000)
                .setCurrency("USD")
                .setEarnedAt(EARNED)
                .setUpdatedAt(EARNED.plusSeconds(day * 86_400L))
                .setLateCorrection(false)
                .build();
    }

    private static LedgerRow entry(String reward, String id, String step, long amountMinor, Instant at, String reason) {
        return entry("ada", reward, id, step, amountMinor, at, reason);
    }

    private static LedgerRow entry(
            String user, String reward, String id, String step, long amountMinor, Instant at, String reason) {
        return new LedgerRow(
                "spring",
                user,
                reward,
                id,
                step,
                "advocate",
                "cash",
                amountMinor,
                "USD",
                at,
                at,
                "e",
                reason,
                false,
                Long.parseLong(id.substring(1)));
    }

    private static void put(ClickHouseClient client, SpecificRecord record) throws Exception {
        put(client, record, 1);
    }

    private static void put(ClickHouseClient client, SpecificRecord record, long revision) throws Exception {
        RowEncoder encoder = RowEncoder.of(Tables.of(record).table());
        Row row = encoder.encode(record, revision, false);
        client.insert(row.table(), encoder.header(), row.bytes(), row.table() + record.hashCode());
    }
}
