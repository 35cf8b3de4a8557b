package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.dryrun.SavedDryRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a program would have done with a small folder, every figure by hand.
 *
 * <p>Ana has a code, by which bo, cy and di sign up; eve signs up by herself. What happens (UTC; New York is five hours behind):
 *
 * <pre>
 *   2026-02-01 02:00  bo's order b1: still January in New York. A verdict an hour later; released after 14 days, in February
 *   2026-02-03 10:00  ana's second order, 2026-02-04 10:00 eve's
 *   2026-02-10 12:00  cy's order c1, refunded on the 20th: held until then, so it is voided
 *   2026-02-12 12:00  di's order d1: ana's third; a verdict on the 13th, so 14 days end on the 26th
 *   2026-02-25 10:00  bo's second order; bo never consented
 *   2026-03-01 10:00  di's second order
 *   2026-03-05 00:00  the last event: eve's third order
 * </pre>
 *
 * <p>Version 1 gives the advocate 10.00, at most twice a year, and the referee 5.00, both or neither: 15.00 for bo in January;
 * for cy earned and voided in February; for di the cap has no room, as cy's reward counts when it is voided later. 15.00 are
 * owed. Version 2 gives 15.00, at most three times: 20.00 for bo in January; for cy and di 40.00 in February, of which cy's 20.00
 * are voided, bo's and di's 40.00 released and owed.
 *
 * <p>The second order asks. The arms' points (murmur3 of {@code s1:user}, computed apart from this code): di 0.016 is in the
 * holdout of 0.05; eve 0.059 and bo 0.120 in arm now, up to 0.60; ana 0.879 in later. Version 1 asks for consent, so it asks bo
 * nothing; version 2 does not.
 */
class DryRunIT {

    private static final Path GIVEN = Path.of("src/test/resources/dev/milepost/cli/dryrun");
    private static final String EVE = "\"eve, \"\"the 2nd\"\"\"";

    @TempDir
    private Path folder;

    private Shell shell;
    private Path events;
    private Path csv;

    @BeforeEach
    void place() throws IOException {
        shell = new Shell(folder.resolve("home"));
        csv = folder.resolve("csv");
        events = Files.createDirectories(folder.resolve("events"));
        for (Path file : Home.children(GIVEN.resolve("events"))) {
            Files.copy(file, events.resolve(file.getFileName().toString()));
        }
    }

    @Test
    void theShippedProgramsAreTriedAtTheDefaultSettings() throws IOException {
        Files.delete(events.resolve("fraud-verdicts.jsonl"));
        assertThat(shell.run("program", "dry-run", "../../programs", "--events", events.toString()))
                .as(shell.err())
                .isZero();
        assertThat(shell.out())
                .contains("contract-signed@1")
                .contains("deal-and-renewals@1")
                .doesNotContain("No fraud verdicts");
    }

    @Test
    void everyFigureOfAVersionIsSaidAndWritten() throws IOException {
        assertThat(dryRun("spring-1.yaml", "--csv", csv.toString()))
                .as(shell.err())
                .isZero();
        assertThat(cells()).isEqualTo("""
                Dry run of spring@1 on EVENTS: 19 events from 2026-01-10T12:00:00Z to 2026-03-05T00:00:00Z. Nothing was asked or paid.
                spring@1 is taken to hold from the first event on, not only from 2027-01-01T00:00:00Z as its file says (--as-declared).
                1 record could not be used: undecodable 1.

                Referrals
                | stage | referrals | advocates
                | bound | 3 | 1
                | qualified | 3 | 1

                Milestones reached
                | milestone | by | how many | times
                | first-order | referral | 3 | 5
                | second-order | user | 4 | 4

                Asks
                | ask | decision | arm, or why not | people | asks
                | second-order | asked | later | 1 | 1
                | second-order | asked | now | 1 | 1
                | second-order | held_out | holdout | 1 | 1
                | second-order | not_asked | require_marketing_consent | 1 | 1

                Rewards
                | reward | to | state | currency | people | rewards | amount | owed
                | first-order | advocate | RELEASED | USD | 1 | 1 | 10.00 | 10.00
                | first-order | advocate | VOIDED | USD | 1 | 1 | 10.00 | 0.00
                | first-order | referee | RELEASED | USD | 1 | 1 | 5.00 | 5.00
                | first-order | referee | VOIDED | USD | 1 | 1 | 5.00 | 0.00

                Not granted
                | reward | to | stopped by | currency | people | rewards | amount
                | first-order | advocate | cap | USD | 1 | 1 | 10.00
                | first-order | referee | cap | USD | 1 | 1 | 5.00

                Cost by month
                | month | currency | earned | released | paid | expired | voided | reversed | owed more
                | 2026-01 | USD | 15.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 15.00
                | 2026-02 | USD | 15.00 | 15.00 | 0.00 | 0.00 | 15.00 | 0.00 | 0.00

                Owed at the end
                | currency | owed | of it held | of it payable
                | USD | 15.00 | 0.00 | 15.00

                Written to CSV: people.csv, milestones.csv, rewards.csv, summary.csv, cost.csv.

                Took TIME.
                """);
        assertThat(Files.readAllLines(csv.resolve("cost.csv")))
                .contains(
                        "program,of,key,currency,figure,value",
                        "spring,Cost by month,2026-01,USD,earned,15.00",
                        "spring,Cost by month,2026-02,USD,voided,15.00",
                        "spring,Cost by month,2026-02,USD,owed more,0.00")
                .hasSize(1 + 2 * 7);
        assertThat(Files.readAllLines(csv.resolve("summary.csv")))
                .contains(
                        "spring,Referrals,bound,,referrals,3",
                        "spring,Asks,second-order / not_asked / require_marketing_consent,,people,1",
                        "spring,Owed at the end,,USD,of it payable,15.00");
        List<String> people = Files.readAllLines(csv.resolve("people.csv"));
        assertThat(people.stream().map(DryRunIT::firstSix))
                .containsExactly(
                        "\"user\",\"program\",\"ask\",\"occurrence\",\"decision\",\"reason\"",
                        "\"ana\",\"spring\",\"second-order\",\"1\",\"asked\",\"\"",
                        "\"bo\",\"spring\",\"second-order\",\"1\",\"not_asked\",\"require_marketing_consent\"",
                        "\"di\",\"spring\",\"second-order\",\"1\",\"held_out\",\"\"",
                        EVE + ",\"spring\",\"second-order\",\"1\",\"asked\",\"\"");
        assertThat(Files.readString(csv.resolve("rewards.csv")))
                .contains(",\"RELEASED\",", "\"10.00\",\"10.00\",\"USD\"", "\"SKIPPED\",\"cap\"")
                .doesNotContain("\\N");
        assertNothingIsLeft();
    }

    @Test
    void twoVersionsAreHeldAgainstEachOtherFigureByFigureAndPersonByPerson() throws IOException {
        assertThat(dryRun(
                        "spring-2.yaml",
                        "--against",
                        GIVEN.resolve("spring-1.yaml").toString(),
                        "--csv",
                        csv.toString()))
                .as(shell.err())
                .isZero();
        assertThat(cells()).contains("""
                Asks
                | ask | decision | arm, or why not | run | people | asks
                | second-order | asked | later | spring@2 | 1 | 1
                | spring@1 | 1 | 1
                | difference | 0 | 0
                | second-order | asked | now | spring@2 | 2 | 2
                | spring@1 | 1 | 1
                | difference | +1 | +1
                | second-order | held_out | holdout | spring@2 | 1 | 1
                | spring@1 | 1 | 1
                | difference | 0 | 0
                | second-order | not_asked | require_marketing_consent | spring@2 | 0 | 0
                | spring@1 | 1 | 1
                | difference | -1 | -1
                """).contains("""
                Cost by month
                | month | currency | run | earned | released | paid | expired | voided | reversed | owed more
                | 2026-01 | USD | spring@2 | 20.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 20.00
                | spring@1 | 15.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 15.00
                | difference | +5.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | +5.00
                | 2026-02 | USD | spring@2 | 40.00 | 40.00 | 0.00 | 0.00 | 20.00 | 0.00 | 20.00
                | spring@1 | 15.00 | 15.00 | 0.00 | 0.00 | 15.00 | 0.00 | 0.00
                | difference | +25.00 | +25.00 | 0.00 | 0.00 | +5.00 | 0.00 | +20.00

                Owed at the end
                | currency | run | owed | of it held | of it payable
                | USD | spring@2 | 40.00 | 0.00 | 40.00
                | spring@1 | 15.00 | 0.00 | 15.00
                | difference | +25.00 | 0.00 | +25.00

                People whose outcome differs: 3
                | of | name | spring@2 | spring@1 | people
                | ask | second-order | asked, arm now | not_asked: require_marketing_consent | 1
                | reward | first-order to the advocate | 15.00 USD RELEASED: hold_over | 10.00 USD RELEASED: hold_over | 1
                | reward | first-order to the advocate | 15.00 USD RELEASED: hold_over | not granted: cap | 1
                | reward | first-order to the advocate | 15.00 USD VOIDED: refund | 10.00 USD VOIDED: refund | 1
                | reward | first-order to the referee | 5.00 USD RELEASED: hold_over | not granted: cap | 1
                """);
        assertThat(csv).isDirectoryContaining("glob:**/people-against.csv");
        assertThat(Files.readAllLines(csv.resolve("cost.csv")))
                .contains(
                        "program,of,key,currency,figure,value,against,difference",
                        "spring,Cost by month,2026-02,USD,earned,40.00,15.00,25.00");
        assertThat(Files.readAllLines(csv.resolve("people-differ.csv")).stream().map(DryRunIT::firstSix))
                .containsExactly(
                        "\"program\",\"person\",\"of\",\"name\",\"subject\",\"occurrence\"",
                        "\"spring\",\"ana\",\"reward\",\"first-order to the advocate\",\"bo\",\"0\"",
                        "\"spring\",\"ana\",\"reward\",\"first-order to the advocate\",\"cy\",\"0\"",
                        "\"spring\",\"ana\",\"reward\",\"first-order to the advocate\",\"di\",\"0\"",
                        "\"spring\",\"bo\",\"ask\",\"second-order\",\"\",\"1\"",
                        "\"spring\",\"di\",\"reward\",\"first-order to the referee\",\"di\",\"0\"");
        assertNothingIsLeft();
    }

    @Test
    void whatAProgramThatNobodyHadCodesOfWouldHaveMadeOfTheReferralsThereWereIsSaid() throws IOException {
        Path clicks = events.resolve("clickstream.jsonl");
        Files.writeString(
                clicks, Files.readString(clicks).replace("\"program\":\"spring\"", "\"program\":\"winter_20\""));
        Path verdicts = events.resolve("fraud-verdicts.jsonl");
        Files.writeString(verdicts, Files.readString(verdicts).replace("\"spring\"", "\"winter_20\""));
        Files.writeString(
                events.resolve("payouts.jsonl"),
                "{\"event_id\":\"p1\",\"event_time\":\"2026-03-01T00:00:00Z\",\"reward_id\":\"r\",\"program_id\":\"winter_20\",\"amount_minor\":100,\"currency\":\"USD\",\"external_reference\":\"t\"}\n");

        assertThat(dryRun("spring-1.yaml")).as(shell.err()).isZero();
        assertThat(cells())
                .contains(
                        "3 referrals came by codes of other programs, of which nothing is earned here: winter_20 3. To"
                                + " see what spring would have made of them, add --all-codes.")
                .contains("Referrals: none.", "Cost by month: none.");

        assertThat(dryRun("spring-1.yaml", "--all-codes")).as(shell.err()).isZero();
        assertThat(cells())
                .contains("Every code is taken as one of spring, and every verdict and review as one of its referrals"
                        + " (--all-codes); payouts are left out.")
                .contains("1 record could not be used: undecodable 1.")
                .contains("""
                        Cost by month
                        | month | currency | earned | released | paid | expired | voided | reversed | owed more
                        | 2026-01 | USD | 15.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 15.00
                        | 2026-02 | USD | 15.00 | 15.00 | 0.00 | 0.00 | 15.00 | 0.00 | 0.00
                        """);
        assertThat(dryRun("spring-1.yaml", "../../programs/ten-for-both.yaml", "--all-codes"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--all-codes").contains("run one at a time");
    }

    @Test
    void withoutVerdictsItSaysThatRewardsAreHeldAndHowToSeeWhatTheirHoldsRelease() throws IOException {
        Files.delete(events.resolve("fraud-verdicts.jsonl"));
        Files.writeString(
                events.resolve("programs.jsonl"),
                "{\"event_id\":\"a1\",\"event_time\":\"2026-01-01T00:00:00Z\",\"program_version\":\"spring@7\",\"program_id\":"
                        + "\"spring\",\"version\":7,\"valid_from\":\"2026-01-01T00:00:00Z\",\"file_name\":\"spring.yaml\","
                        + "\"text\":\"program: spring\\nversion: 7\\nvalid_from: 2026-01-01T00:00:00Z\\n\"}\n");

        assertThat(dryRun("spring-1.yaml", "--save")).as(shell.err()).isZero();
        requireSaved();
        assertThat(cells())
                .contains("No fraud verdicts are among the events", "add --set rewards.require_verdict=false.")
                .contains("Programs that EVENTS has are left out")
                .contains("| USD | 15.00 | 15.00 | 0.00\n");

        assertThat(dryRun("spring-1.yaml", "--set", "rewards.require_verdict=false"))
                .as(shell.err())
                .isZero();
        assertThat(cells()).doesNotContain("No fraud verdicts").contains("| USD | 15.00 | 0.00 | 15.00\n");

        assertThat(dryRun("spring-1.yaml", "--as-declared")).as(shell.err()).isZero();
        assertThat(cells())
                .contains("spring@1 holds from 2027-01-01T00:00:00Z on, as its file says.")
                .contains("Asks: none.", "Rewards: none.", "Cost by month: none.", "Owed at the end: none.");
        assertNothingIsLeft();
    }

    @Test
    void whatIsStoppedOrHasNoEventLeavesNothing() throws IOException {
        Files.delete(events.resolve("fraud-verdicts.jsonl"));
        Shell stopped = new Shell(shell.home().root());
        stopped.stop();
        assertThat(stopped.run(
                        "program", "dry-run", GIVEN.resolve("spring-1.yaml").toString(), "--events", events.toString()))
                .isEqualTo(ExitCode.INTERRUPTED);
        assertThat(stopped.err()).contains("Stopped before there were figures. Nothing is left of it.");
        assertNothingIsLeft();

        for (Path file : Home.children(events)) {
            Files.writeString(file, "nonsense\n");
        }
        assertThat(dryRun("spring-1.yaml")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err())
                .contains("There is no event in " + events + ": 3 records cannot be used (undecodable 3)");
        assertNothingIsLeft();
    }

    /** For the console: what was said, in the same words. */
    private void requireSaved() throws IOException {
        SavedDryRun.Found found = SavedDryRun.read(shell.home().root().resolve("console/dry-runs"), "spring");

        assertThat(found.runs()).hasSize(1);
        SavedDryRun saved = found.runs().get(0);
        assertThat(saved.version()).isEqualTo(1);
        assertThat(saved.notes())
                .isNotEmpty()
                .allSatisfy(note -> assertThat(shell.out()).contains(note));
        assertThat(saved.sections())
                .extracting(SavedDryRun.Section::title)
                .startsWith("Referrals", "Milestones reached")
                .hasSize(7);
        assertThat(saved.sections().get(0).columns())
                .containsExactly(
                        new SavedDryRun.Column("stage", false),
                        new SavedDryRun.Column("referrals", true),
                        new SavedDryRun.Column("advocates", true));
        assertThat(saved.sections().get(0).rows()).contains(List.of("bound", "3", "1"));
    }

    private int dryRun(String file, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("program", "dry-run", GIVEN.resolve(file).toString(), "--events", events.toString()));
        arguments.addAll(List.of("--set", "fraud.own_verdicts=false"));
        arguments.addAll(List.of(options));
        return shell.run(arguments.toArray(String[]::new));
    }

    /** What was said, with a bar between the cells of a table, and without what each run has of its own. */
    private String cells() {
        return shell.out()
                .replace(events.toString(), "EVENTS")
                .replace(csv.toString(), "CSV")
                .replaceAll("Took .*", "Took TIME.")
                .replaceAll(" {2,}", " | ")
                .replaceAll("(?m)^ \\|", "|");
    }

    private static String firstSix(String line) {
        return line.replaceAll("^((?:\"(?:[^\"]|\"\")*\",){5}\"(?:[^\"]|\"\")*\").*", "$1");
    }

    /** Neither a work folder, nor a warehouse that a query would go to. */
    private void assertNothingIsLeft() throws IOException {
        assertThat(Home.children(shell.home().root().resolve("work"))).isEmpty();
        assertThat(shell.home().last()).isEmpty();
        assertThat(shell.home().warehouse()).doesNotExist();
    }
}
