package dev.milepost.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Figures of the seed, worked by hand from what its first lines say. Referrals are n = 4k; a reward is earned by k up to 43 a week
 * after the signup and skipped where k % 3 is 2, which leaves 30; its state goes by k % 8, its program by the threes of k.
 */
final class NumbersIT {

    private static TestWarehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = TestWarehouse.seeded();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // A milestone is reached 10 days after the signup: n < 228, of which those before 24 June (n < 219)
                // have had 7 days.
                "milepost-programs   | Milestones reached | | 228",
                "milepost-programs   | Asked | | 138 / 228",
                "milepost-programs   | Held out | | 46 / 228",
                "milepost-conversion | Milestones asked within 7 days | | 132 / 219",
                // Of n % 10 from 0 to 5, all but 4 view, and of these all but 3 share.
                "milepost-conversion | Asks viewed that are shared | | 4 / 5",
                "milepost-conversion | Referred signups | | 240 / 4",
                "milepost-conversion | Referred signups | program=tokyo | 18",
                "milepost-cohorts    | New customers | | 240",
                "milepost-cohorts    | New customers | segment=business | 80",
                // January to March are 120 customers. In JPY buy k = 6, 7, 15, 16, 24 and 25, three of them twice,
                // 6,000 each.
                "milepost-cohorts    | Value of a customer in $horizon days ($currency) | currency=JPY | 9 * 6000 / 120",
                "milepost-cohorts    | Referred buyers who buy again | | 1 / 2",
                "milepost-programs   | Rewards earned | | 30",
                "milepost-programs   | Rewards without room | | 14",
                // In dollars: 110 paid, 20 released, 20 held, 40 voided, 60 expired, 50 reversed; yen have no cents.
                "milepost-economics  | Rewards cost ($currency) | | 150",
                "milepost-economics  | Owed now ($currency) | | 40",
                "milepost-economics  | Owed now ($currency) | currency=JPY | 6000",
                "milepost-economics  | Rewards that expire unused | | 60 / 190",
                // Cases are k = 0, 4, 8, …; ten up to n = 144 are decided, nine of them shown: 0, 48, 96 and 144
                // rejected, 16 charged back.
                "milepost-fraud      | Precision | | 5 / 9",
                "milepost-fraud      | Cases that wait | | 4",
                "milepost-fraud      | At risk in them ($currency) | currency=USD | 3 * 10",
                "milepost-fraud      | At risk in them ($currency) | currency=JPY | 1000",
                // One instance has come to midnight, which is now, the other to five seconds later.
                "milepost-health     | Lag of the warehouse | | 0",
                "milepost-health     | Records a second | | 4 * 100",
                // One went from 1 to 3; seven of another were declined before its first was complete.
                "milepost-health     | Checkpoints that failed | | 2",
                // The nth letter was received n² minutes before 23:50, and the range begins 350 minutes before that.
                "milepost-health     | Dead letters | | 19",
                "milepost-experiments | Past their horizon | experiment=when-to-ask | 48 / 60",
                "milepost-experiments | Are the arms as planned? | experiment=double-reward | 0",
            })
    void aFigureIsWhatItIsByHand(String uid, String title, String chosen, String expected) {
        Map<String, String> choices = chosen == null
                ? Map.of()
                : Map.of(chosen.substring(0, chosen.indexOf('=')), chosen.substring(chosen.indexOf('=') + 1));
        Frame frame = warehouse.ask(Asked.of(uid, title).sql(warehouse, choices));

        assertThat(((Number) frame.rows().get(0).get(0)).doubleValue()).isEqualTo(worked(expected), within(1e-9));
    }

    private static double worked(String expected) {
        double value = 1;
        boolean divide = false;
        for (String word : expected.split(" ", -1)) {
            if (word.equals("/") || word.equals("*")) {
                divide = word.equals("/");
            } else {
                value = divide ? value / Double.parseDouble(word) : value * Double.parseDouble(word);
            }
        }
        return value;
    }

    /** Entries of January in dollars, two days later each: k = 0, 1, 3 and 4 earn 10, 10, 20 and 20; the third is voided. */
    @Test
    void whatIsOwedOverTimeIsTheSumOfTheLedger() {
        Frame frame = warehouse.ask(
                Asked.of("milepost-economics", "Owed over time ($currency)").sql(warehouse));

        List<TimeSeries> lines = TimeSeries.of(frame);
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.field()).isEqualTo("Owed");
            assertThat(line.values()).startsWith(10.0, 20.0, 40.0, 60.0);
            assertThat(line.values().get(line.values().size() - 1)).isEqualTo(40.0);
        });
    }

    /** Two that were paid: of one a refund took all back and its cancellation gave all back, of the other nothing was given back. */
    @Test
    void aRewardThatWasGivenBackStandsAsBefore() {
        warehouse.execute("""
                INSERT INTO milepost_store.rewards (program_id, reward_id, state, reason, amount_minor, owed_minor, currency, earned_at, updated_at, revision)
                VALUES ('spring', 'back', 'REVERSED', 'refund_cancelled', 100, 0, 'EUR', '2026-02-01', '2026-02-05', 1),
                ('spring', 'gone', 'REVERSED', 'refund', 300, -300, 'EUR', '2026-02-01', '2026-02-05', 1)
                """, """
                INSERT INTO milepost_store.ledger (program_id, reward_id, entry_id, step, amount_minor, currency, effective_at, known_at, sequence, revision)
                VALUES ('spring', 'back', '1', 'EARNED', 100, 'EUR', '2026-02-01', '2026-02-01', 1, 1),
                ('spring', 'back', '2', 'RELEASED', 0, 'EUR', '2026-02-02', '2026-02-02', 2, 1),
                ('spring', 'back', '3', 'PAID', -100, 'EUR', '2026-02-03', '2026-02-03', 3, 1),
                ('spring', 'back', '4', 'REVERSED', -100, 'EUR', '2026-02-04', '2026-02-04', 4, 1),
                ('spring', 'back', '5', 'REVERSED', 100, 'EUR', '2026-02-05', '2026-02-05', 5, 1),
                ('spring', 'gone', '1', 'EARNED', 300, 'EUR', '2026-02-01', '2026-02-01', 1, 1),
                ('spring', 'gone', '2', 'RELEASED', 0, 'EUR', '2026-02-02', '2026-02-02', 2, 1),
                ('spring', 'gone', '3', 'PAID', -300, 'EUR', '2026-02-03', '2026-02-03', 3, 1),
                ('spring', 'gone', '4', 'REVERSED', -300, 'EUR', '2026-02-04', '2026-02-04', 4, 1)
                """);

        Frame frame = warehouse.ask(Asked.of("milepost-economics", "Rewards by how they stand ($currency)")
                .sql(warehouse, Map.of("currency", "EUR")));

        assertThat(frame.rows()).containsExactly(List.of("REVERSED", 3L), List.of("PAID", 1L));
    }

    @Test
    void theFunnelHasItsStagesInOrder() {
        Frame frame = warehouse.ask(
                Asked.of("milepost-conversion", "The funnel so far").sql(warehouse));

        assertThat(frame.rows().stream().map(row -> row.get(0)))
                .containsExactly(
                        "reached",
                        "asked",
                        "viewed",
                        "shared",
                        "clicked",
                        "signed_up",
                        "activated",
                        "purchased",
                        "rewarded");
        assertThat(frame.rows().stream().limit(4).map(row -> row.get(1))).containsExactly(228L, 138L, 115L, 92L);
    }

    /** The 60 units of the experiment by arm, as they came; and the last of each line is all. */
    @Test
    void exposuresRunUpToTheUnitsOfEachArm() {
        List<TimeSeries> lines = TimeSeries.of(warehouse.ask(Asked.of("milepost-experiments", "Units exposed so far")
                .sql(warehouse, Map.of("experiment", "when-to-ask"))));

        List<Double> ends = new ArrayList<>();
        lines.forEach(line -> ends.add(line.values().get(line.values().size() - 1)));
        assertThat(lines.stream().map(line -> line.labels().get("arm")))
                .containsExactlyInAnyOrder("at_once", "next_day", "holdout");
        assertThat(ends.stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(61);
    }
}
