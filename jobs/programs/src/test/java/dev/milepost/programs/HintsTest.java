package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.testkit.scenario.ScenarioFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is right, but hardly meant, is told without being refused. */
class HintsTest {

    private static final String HEAD = ProgramFilesTest.file("p", 1, "2026-01-01T00:00:00Z") + "currency: USD\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "qualifies: {on: {event: orders}}|5:25: event orders is one of your own, as it stands: write order where that is meant",
                "activation: {event: signups}|5:21: event signups is one of your own, as it stands: write signup where that is meant",
                "activation: {event: Page_View}|5:21: event Page_View is one of your own, as it stands: write page_view where that is meant",
                "qualifies: {on: {event: order, where: {amont: 5}}}|5:40: field amont is a property of your own, as it stands: write amount where that is meant",
                "qualifies: {on: {event: signup, where: {contry: DE}}}|5:41: field contry is a property of your own, as it stands: write country where that is meant",
                "attribution: {evidence: [code, link, code]}|5:38: evidence names code twice: once does",
                "attribution: {exclude_channels: [direct, email, direct]}|5:49: exclude_channels names direct twice: once does",
                "rewards: []|5:10: rewards is empty, so nothing is rewarded: add an entry, or remove the key",
                "asks: []|5:7: asks is empty, so nobody is asked: add an entry, or remove the key",
            })
    void oneLineThatIsHardlyMeant(String line, String hint) throws IOException {
        assertThat(hints(HEAD + line + "\n")).containsExactly("p.yaml:" + hint);
    }

    @Test
    void theyAreFoundWhereverTheyStand() throws IOException {
        String ask = """
                asks:
                  - id: a
                    on: {all: [{count: {event: [renewal, refunds], at_least: 2, within: 30d}}, {event: saved}]}
                    channel: email
                    template: t
                    guards: {suppress_if: [{event: support_ticket_open, within: 14d, unless: support_ticket_resolve}]}
                rewards:
                  - id: r
                    per: advocate
                    on: {sum: {event: referral.order, field: amout, at_least: 5}}
                    effects: [{to: advocate, kind: cash, amount: 1.00}]
                  - id: s
                    per: advocate
                    on: {event: referral.renewals, where: {referee.contry: DE}}
                    effects: [{to: advocate, kind: cash, amount: 1.00}]
                review: {on_timeout: void, after: 7d}
                """;
        assertThat(hints(HEAD + ask))
                .containsExactly(
                        "p.yaml:7:42: event refunds is one of your own, as it stands: write refund where that is meant",
                        "p.yaml:10:36: event support_ticket_open is one of your own, as it stands: write"
                                + " support_ticket_opened where that is meant",
                        "p.yaml:10:78: event support_ticket_resolve is one of your own, as it stands: write"
                                + " support_ticket_resolved where that is meant",
                        "p.yaml:14:46: field amout is a property of your own, as it stands: write amount where that is"
                                + " meant",
                        "p.yaml:18:17: event referral.renewals is one of your own, as it stands: write referral.renewal"
                                + " where that is meant");
    }

    @Test
    void aFileOfTheProgramDefaultIsThatOfEveryCodeWithoutAProgram() throws IOException {
        assertThat(hints(HEAD.replace("program: p", "program: default")))
                .containsExactly("p.yaml:1:10: program default is that of every code that names no program: give it"
                        + " another id where it is to hold for codes of its own alone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qualifies: {on: {event: order, where: {amount: 5, color: red}}}",
                "qualifies: {on: {event: bordered}}",
                "qualifies: {on: {event: saved, where: {amont: 5}}}",
                "activation: {event: activated}",
            })
    void whatMayWellBeMeantIsLeftAlone(String line) throws IOException {
        assertThat(hints(HEAD + line + "\n")).isEmpty();
    }

    @Test
    void ofTheShippedProgramsThereAreNone() {
        assertThat(ProgramFiles.check(List.of(ScenarioFiles.programs()), null).hints())
                .isEmpty();
    }

    @Test
    void ofAFileWithAProblemTheProblemIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("p.yaml"), HEAD + "rewards: []\nwindow: 3d\n");
        ProgramCheck check = ProgramFiles.check(List.of(file), null);
        assertThat(check.problems()).hasSize(1);
        assertThat(check.hints()).isEmpty();
    }

    private List<String> hints(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("p.yaml"), text);
        ProgramCheck check = ProgramFiles.check(List.of(file), null);
        assertThat(check.problems()).isEmpty();
        return check.hints().stream()
                .map(hint -> hint.replace(folder + "/", ""))
                .toList();
    }
}
