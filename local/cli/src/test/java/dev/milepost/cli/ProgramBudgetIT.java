package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.Tables;
import dev.milepost.schemas.row.LedgerRow;
import dev.milepost.schemas.row.ProgramRow;
import dev.milepost.schemas.row.RewardRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is used of budgets and caps, worked out by hand.
 *
 * <p>Program spring: 100.00 USD a month, Berlin time. Its reward {@code friend} gives the advocate 20.00 USD, twice a year, and
 * 5.00 USD of credit besides, at most 12.00 within 30 days where what is taken back makes room; {@code club} gives on its second
 * rung megabytes twice, of the one kind 700 altogether.
 */
class ProgramBudgetIT {

    private static final String SPRING = """
            program: spring
            version: 2
            valid_from: 2026-01-01T00:00:00Z
            timezone: Europe/Berlin
            currency: USD
            budget: {amount: 100.00, per: month}
            rewards:
              - id: friend
                on: {event: signup}
                per: referral
                fire: once
                effects:
                  - {to: advocate, kind: cash, amount: 20.00, cap: {count: 2, per: year}}
                  - {to: advocate, kind: credit, amount: 5.00, cap: {amount: 12.00, within: 30d, reversed_gives_back: true}}
              - id: club
                per: advocate
                fire:
                  ladder: all
                  steps:
                    - on: {nth: {event: referral.bound, n: 1}}
                      effects: [{to: advocate, kind: units, units: 100, unit: MB}]
                    - on: {nth: {event: referral.bound, n: 2}}
                      effects:
                        - {to: advocate, kind: units, units: 500, unit: MB, cap: {units: 700}}
                        - {to: advocate, kind: units, units: 200, unit: MB}
            review: {on_timeout: void, after: 7d}
            """;

    /** Two rungs, a gift alone, two gifts; all with caps. */
    private static final String STEPS_1 = """
            program: steps
            version: 1
            valid_from: 2025-01-01T00:00:00Z
            currency: USD
            rewards:
              - id: climb
                per: advocate
                fire:
                  ladder: all
                  steps:
                    - on: {nth: {event: referral.bound, n: 5}}
                      effects: [{to: advocate, kind: cash, amount: 5.00, cap: {count: 3}}]
                    - on: {nth: {event: referral.bound, n: 10}}
                      effects: [{to: advocate, kind: cash, amount: 10.00, cap: {count: 3}}]
              - id: alone
                on: {event: signup}
                per: referral
                fire: once
                effects: [{to: advocate, kind: cash, amount: 5.00, cap: {amount: 50.00}}]
              - id: swap
                on: {event: signup}
                per: referral
                fire: once
                effects:
                  - {to: advocate, kind: cash, amount: 3.00, cap: {amount: 30.00}}
                  - {to: advocate, kind: cash, amount: 4.00, cap: {amount: 40.00}}
            review: {on_timeout: void, after: 7d}
            """;

    /** A rung in front, one of several, and turned round. */
    private static final String STEPS_2 = """
            program: steps
            version: 2
            valid_from: 2026-02-01T00:00:00Z
            currency: USD
            rewards:
              - id: climb
                per: advocate
                fire:
                  ladder: all
                  steps:
                    - on: {nth: {event: referral.bound, n: 1}}
                      effects: [{to: advocate, kind: cash, amount: 1.00, cap: {count: 3}}]
                    - on: {nth: {event: referral.bound, n: 5}}
                      effects: [{to: advocate, kind: cash, amount: 5.00, cap: {count: 3}}]
                    - on: {nth: {event: referral.bound, n: 10}}
                      effects: [{to: advocate, kind: cash, amount: 10.00, cap: {count: 3}}]
              - id: alone
                on: {event: signup}
                per: referral
                fire: once
                effects:
                  - {to: advocate, kind: cash, amount: 2.00}
                  - {to: advocate, kind: cash, amount: 5.00, cap: {amount: 50.00}}
              - id: swap
                on: {event: signup}
                per: referral
                fire: once
                effects:
                  - {to: advocate, kind: cash, amount: 4.00, cap: {amount: 40.00}}
                  - {to: advocate, kind: cash, amount: 3.00, cap: {amount: 30.00}}
            review: {on_timeout: void, after: 7d}
            """;

    private static final String AT = "2026-03-31T23:00:00Z";

    @TempDir
    private Path folder;

    private Shell shell;
    private String warehouse;

    @BeforeEach
    void fill() throws Exception {
        shell = new Shell(folder.resolve("home"));
        warehouse = folder.resolve("warehouse").toString();
        try (Warehouse open = Warehouse.embedded(Path.of(warehouse), 0)) {
            ClickHouseClient client = open.client();
            put(client, program("spring", 1, "2025-01-01T00:00:00Z", null, "program: spring\nversion: 1\n"));
            put(client, program("spring", 2, "2026-01-01T00:00:00Z", null, SPRING));
            put(client, program("spring", 3, "2027-01-01T00:00:00Z", null, "no program"));
            put(client, program("ended", 1, "2025-01-01T00:00:00Z", "2026-03-01T00:00:00Z", "no program"));
            put(client, program("broken", 1, "2025-01-01T00:00:00Z", null, "no program"));
            put(client, program("later", 1, "2027-01-01T00:00:00Z", null, "no program"));
            put(client, program("past", 1, "2025-01-01T00:00:00Z", "2026-03-10T00:00:00Z", """
                    program: past
                    version: 1
                    valid_from: 2025-01-01T00:00:00Z
                    valid_to: 2026-03-10T00:00:00Z
                    currency: USD
                    budget: {amount: 90.00}
                    """));
            put(client, program("plain", 1, "2025-01-01T00:00:00Z", null, """
                    program: plain
                    version: 1
                    valid_from: 2025-01-01T00:00:00Z
                    """));

            // Ann: 20.00 of which 15.00 was taken back after payout; it counts as 20.00, and once, all the same.
            given(client, "ann", "a1", "friend", "0#0", "2026-03-02T10:00:00Z", "USD", 2_000);
            entry(client, "ann", "a1", "REVERSED", -1_500, "2026-03-20T10:00:00Z", "USD");
            // In UTC in March, in Berlin in April, as AT.
            given(client, "ann", "a2", "friend", "0#0", "2026-03-31T22:30:00Z", "USD", 2_000);
            // Of the other effect 5.00, all of it taken back: it leaves the whole cap.
            given(client, "ann", "a3", "friend", "0#1", "2026-03-10T10:00:00Z", "USD", 500);
            entry(client, "ann", "a3", "REVERSED", -500, "2026-03-11T10:00:00Z", "USD");
            // Voided: nothing.
            given(client, "ann", "a4", "friend", "0#0", "2026-03-31T22:31:00Z", "USD", 2_000);
            entry(client, "ann", "a4", "VOIDED", -2_000, "2026-03-31T22:40:00Z", "USD");
            // Ben, in April by Berlin: 5.00 raised to 8.00, then 4.00: 8.00 was the most.
            given(client, "ben", "b1", "friend", "0#1", "2026-03-31T22:10:00Z", "USD", 500);
            entry(client, "ben", "b1", "REVERSED", 300, "2026-03-31T22:20:00Z", "USD");
            entry(client, "ben", "b1", "REVERSED", -400, "2026-03-31T22:30:00Z", "USD");
            // Expired: it has used what it had.
            given(client, "ben", "b2", "friend", "0#1", "2026-03-31T22:15:00Z", "USD", 800);
            entry(client, "ben", "b2", "EXPIRED", -800, "2026-03-31T22:45:00Z", "USD");
            // After AT.
            given(client, "ben", "b3", "friend", "0#0", "2026-04-02T10:00:00Z", "USD", 2_000);
            // Megabytes are no money; the first rung has no cap, nor has the second gift of the second rung.
            given(client, "cid", "c1", "club", "1", "2026-03-05T10:00:00Z", "MB", 100_000_000);
            given(client, "cid", "c3", "club", "2#1", "2026-03-06T10:00:00Z", "MB", 200_000_000);
            given(client, "cid", "c2", "club", "2#0", "2026-03-06T10:00:00Z", "MB", 500_000_000);
            put(
                    client,
                    reward("dan", "d1", "friend", "0#0", "SKIPPED", "budget", "2026-03-06T10:00:00Z", "USD", 2_000));
            put(client, reward("dan", "d2", "friend", "0#1", "SKIPPED", "budget", "2026-03-06T10:00:00Z", "USD", 500));
            // In April by Berlin: both effects of one, and the first of another at another time.
            put(client, reward("ann", "d3", "friend", "0#0", "SKIPPED", "cap", "2026-03-31T22:05:00Z", "USD", 2_000));
            put(client, reward("ann", "d4", "friend", "0#1", "SKIPPED", "cap", "2026-03-31T22:05:00Z", "USD", 500));
            put(client, reward("ann", "d5", "friend", "0#0", "SKIPPED", "cap", "2026-03-31T22:06:00Z", "USD", 2_000));
        }
    }

    @Test
    void whatEachRewardTakesIsTheMostThatWasDueOfIt() throws Exception {
        try (Warehouse open = Warehouse.embedded(Path.of(warehouse), 0)) {
            assertThat(open.client()
                            .query("SELECT reward_id, rule_id, nth, effect, most_minor, due_minor FROM"
                                    + " milepost.reward_use(program = 'spring', as_of = '2026-03-31 23:00:00')"
                                    + " ORDER BY reward_id"))
                    .extracting(row -> String.join(
                            " ", row.values().stream().map(String::valueOf).toList()))
                    .containsExactly(
                            "a1 friend 0 0 2000 500",
                            "a2 friend 0 0 2000 2000",
                            "a3 friend 0 1 500 0",
                            "a4 friend 0 0 0 0",
                            "b1 friend 0 1 800 400",
                            "b2 friend 0 1 800 800",
                            "c1 club 1 null 100000000 100000000",
                            "c2 club 2 0 500000000 500000000",
                            "c3 club 2 1 200000000 200000000");
            // Before it was voided, it took its part.
            assertThat(open.client()
                            .query(
                                    "SELECT most_minor FROM milepost.reward_use(program = 'spring', as_of = '2026-03-31 22:35:00')"
                                            + " WHERE reward_id = 'a4'"))
                    .extracting(row -> row.get("most_minor"))
                    .containsExactly("2000");
        }
    }

    @Test
    void budgetsAndCapsAreShownWithWhatIsUsedOfThem() {
        assertThat(budget("--at", AT)).as(shell.err()).isZero();
        // April in Berlin: a2 20.00, b1 8.00, b2 8.00. The year: a1 and a2 of Ann. The 30 days: 4.00 and 8.00 of Ben.
        assertThat(shell.out().replaceAll(" {2,}", " | ").replaceAll("(?m)^ \\|", "|"))
                .isEqualTo("""
                | program | budget | committed | left | not granted for it | not granted for a cap
                | plain | none, altogether | - | - | 0 | 0
                | spring | 100.00 USD per month | 36.00 USD | 64.00 USD | 0 | 2

                Caps, of each person:
                | program | reward | to | kind | cap | people | none left | most used | by
                | spring | friend | advocate | cash | 2 times per year | 1 | 1 | 2 times | ann
                | spring | friend | advocate | credit | 12.00 USD within 30 days | 1 | 1 | 12.00 USD | ben
                | spring | club, rung 2, effect 1 | advocate | units | 700 MB altogether | 1 | 0 | 500 MB | cid
                """);

        assertThat(shell.err())
                .contains("This release cannot read broken@1 any more", "so the program is left out.")
                .contains("This release cannot read spring@1 any more", "What it granted is not counted in caps.")
                .doesNotContain("ended", "later");

        // In March a1 and a3 were granted, of a3 it counts that it once was; d1 and d2 are one that was not.
        assertThat(budget("spring", "--at", "2026-03-31T21:59:00Z"))
                .as(shell.err())
                .isZero();
        assertThat(shell.out())
                .containsPattern("100.00 USD per month  25.00 USD  75.00 USD +1 +0\n")
                .doesNotContain("plain");
    }

    /** v2 has the rungs 3, 1 and 2; the rows have these numbers, and each version's own indexes. */
    @Test
    void whatWasGrantedBeforeAFileWasEditedCountsForTheSameRungAndEffect() throws Exception {
        try (Warehouse open = Warehouse.embedded(Path.of(warehouse), 0)) {
            ClickHouseClient client = open.client();
            put(client, program("steps", 1, "2025-01-01T00:00:00Z", null, STEPS_1));
            put(client, program("steps", 2, "2026-02-01T00:00:00Z", null, STEPS_2));
            steps(client, 1, "ann", "s1", "climb", "1", 500);
            steps(client, 1, "ann", "s2", "climb", "2", 1_000);
            steps(client, 2, "ben", "s3", "climb", "3", 100);
            steps(client, 2, "cid", "s4", "climb", "1", 500);
            steps(client, 1, "ann", "s5", "alone", "0", 500);
            steps(client, 2, "ann", "s6", "alone", "0#0", 200);
            steps(client, 2, "ann", "s7", "alone", "0#1", 500);
            steps(client, 1, "ann", "s8", "swap", "0#0", 300);
            steps(client, 1, "ann", "s9", "swap", "0#1", 400);
            steps(client, 2, "ann", "t1", "swap", "0#0", 400);
            steps(client, 2, "ann", "t2", "swap", "0#1", 300);
        }

        assertThat(budget("steps", "--at", AT)).as(shell.err()).isZero();
        assertThat(shell.out().replaceAll(" {2,}", " | ").replaceAll("(?m)^ \\|", "|"))
                .endsWith("""
                | program | reward | to | kind | cap | people | none left | most used | by
                | steps | climb, rung 1 | advocate | cash | 3 times altogether | 1 | 0 | once | ben
                | steps | climb, rung 2 | advocate | cash | 3 times altogether | 2 | 0 | once | cid
                | steps | climb, rung 3 | advocate | cash | 3 times altogether | 1 | 0 | once | ann
                | steps | alone, effect 2 | advocate | cash | 50.00 USD altogether | 1 | 0 | 10.00 USD | ann
                | steps | swap, effect 1 | advocate | cash | 40.00 USD altogether | 1 | 0 | 8.00 USD | ann
                | steps | swap, effect 2 | advocate | cash | 30.00 USD altogether | 1 | 0 | 6.00 USD | ann
                """);
    }

    @Test
    void aProgramThatHasEndedIsShownWhileItOwesSomething() throws Exception {
        try (Warehouse open = Warehouse.embedded(Path.of(warehouse), 0)) {
            put(
                    open.client(),
                    RewardRow.newBuilder(reward(
                                    "eve", "p1", "friend", "0", "HELD", "hold", "2026-03-05T10:00:00Z", "USD", 1_500))
                            .setProgramId("past")
                            .build());
            entry(open.client(), "past", "eve", "p1", "EARNED", 1_500, "2026-03-05T10:00:00Z", "USD");
            entry(open.client(), "past", "eve", "p1", "PAID", -1_500, "2026-03-20T10:00:00Z", "USD");
        }

        assertThat(budget("--at", "2026-03-15T00:00:00Z")).as(shell.err()).isZero();
        assertThat(shell.out().replaceAll(" {2,}", " | "))
                .contains(
                        "past (ended 2026-03-10 00:00:00) | 90.00 USD altogether | 15.00 USD | 75.00 USD | 0 | 0\n",
                        "spring");
        assertThat(budget("--at", AT)).as(shell.err()).isZero();
        assertThat(shell.out()).doesNotContain("past");
        assertThat(budget("past", "--at", AT)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err())
                .contains("past ended 2026-03-10 00:00:00 (UTC), and nothing that it granted is still owed");
    }

    @Test
    void whereThereIsNothingToShowItSaysWhy() {
        assertThat(budget("ended", "spring", "nobody", "later", "--at", AT)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err())
                .contains("ended ended 2026-03-01 00:00:00 (UTC), and nothing")
                .contains("later begins 2027-01-01 00:00:00 (UTC)")
                .contains("knows no program nobody")
                .contains("program list");
        assertThat(budget("broken", "plain", "--at", AT)).isEqualTo(ExitCode.FAILURE);
        assertThat(shell.out()).contains("plain");
        assertThat(shell.err()).contains("Not shown: broken.");
        assertThat(budget("--at", "2024-01-01T00:00:00Z")).as(shell.err()).isZero();
        assertThat(shell.out()).startsWith("No program holds.");
    }

    private int budget(String... more) {
        List<String> command = new ArrayList<>(List.of("program", "budget", "--warehouse", warehouse));
        command.addAll(List.of(more));
        return shell.run(command.toArray(String[]::new));
    }

    private static ProgramRow program(String program, long version, String from, String to, String text) {
        Instant since = Instant.parse(from);
        return new ProgramRow(
                program, version, since, to == null ? null : Instant.parse(to), program + ".yaml", text, since, "", "");
    }

    /** Earned, and held. */
    private static void given(
            ClickHouseClient client,
            String user,
            String id,
            String rule,
            String occurrence,
            String at,
            String currency,
            long amount)
            throws Exception {
        put(client, reward(user, id, rule, occurrence, "HELD", "hold", at, currency, amount));
        entry(client, user, id, "EARNED", amount, at, currency);
        entry(client, user, id, "HELD", 0, at, currency);
    }

    private static void steps(
            ClickHouseClient client, int version, String user, String id, String rule, String occurrence, long amount)
            throws Exception {
        String at = version == 1 ? "2026-01-10T10:00:00Z" : "2026-03-10T10:00:00Z";
        put(
                client,
                RewardRow.newBuilder(reward(user, id, rule, occurrence, "HELD", "hold", at, "USD", amount))
                        .setProgramId("steps")
                        .setVersion(version)
                        .setKind("cash")
                        .build());
        entry(client, "steps", user, id, "EARNED", amount, at, "USD");
    }

    private static RewardRow reward(
            String user,
            String id,
            String rule,
            String occurrence,
            String state,
            String reason,
            String at,
            String currency,
            long amount) {
        return RewardRow.newBuilder()
                .setProgramId("spring")
                .setBeneficiaryId(user)
                .setRewardId(id)
                .setSide("advocate")
                .setRuleId(rule)
                .setVersion(2)
                .setSubjectKind("referral")
                .setSubjectId("x")
                .setOccurrence(occurrence)
                .setAdvocateId(user)
                .setReferralIds(List.of("f1"))
                .setKind(rule.equals("club") ? "units" : occurrence.endsWith("#1") ? "credit" : "cash")
                .setState(state)
                .setReason(reason)
                .setAmountMinor(amount)
                .setOwedMinor(amount)
                .setCurrency(currency)
                .setEarnedAt(Instant.parse(at))
                .setUpdatedAt(Instant.parse(at))
                .setLateCorrection(false)
                .build();
    }

    private static void entry(
            ClickHouseClient client, String user, String reward, String step, long amount, String at, String currency)
            throws Exception {
        entry(client, "spring", user, reward, step, amount, at, currency);
    }

    private static void entry(
            ClickHouseClient client,
            String program,
            String user,
            String reward,
            String step,
            long amount,
            String at,
            String currency)
            throws Exception {
        Instant time = Instant.parse(at);
        put(
                client,
                new LedgerRow(
                        program,
                        user,
                        reward,
                        reward + step + at,
                        step,
                        "advocate",
                        "cash",
                        amount,
                        currency,
                        time,
                        time,
                        "e",
                        "",
                        false,
                        0L));
    }

    private static void put(ClickHouseClient client, SpecificRecord record) throws Exception {
        RowEncoder encoder = RowEncoder.of(Tables.of(record).table());
        Row row = encoder.encode(record, 1, false);
        client.insert(row.table(), encoder.header(), row.bytes(), record.toString());
    }
}
