package dev.milepost.programs;

import static dev.milepost.programs.ProgramFilesTest.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refusal says where, what, and what to do. */
class ProgramMessagesTest {

    private static final String HEAD = file("p", 1, "2026-01-01T00:00:00Z") + "currency: USD\n";

    /** The text is line 5 of a file whose four lines before it are right. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "window: 3d|5:1: unknown key window in a program file: remove it, or use one of activation, annualise, asks, attribution, budget, currency, program, qualifies, retroactive, review, rewards, timezone, valid_from, valid_to, version",
                "version: 2|5:1: key version stands twice, first in line 2: keep one",
                "attribution: 30d|5:14: attribution is \"30d\", not a map: write {window: 30d}, or remove the key",
                "attribution:|5:13: attribution is empty, not a map: write {window: 30d}, or remove the key",
                "attribution: {windows: 30d}|5:15: unknown key windows in attribution: write window, or remove it",
                "attribution: {window: 30x}|5:23: window 30x is no length of time: write minutes, hours or days, such as 30m, 24h or 30d",
                "attribution: {window: 30}|5:23: window 30 is no length of time: write minutes, hours or days, such as 30m, 24h or 30d",
                "attribution: {window: 1.5d}|5:23: window 1.5d is no length of time: write minutes, hours or days, such as 30m, 24h or 30d",
                "attribution: {window: [30d]}|5:23: window is a list: write minutes, hours or days, such as 30m, 24h or 30d",
                "attribution: {click_window: 1mo}|5:29: click_window 1mo is as long as the calendar has it: only an exact length can stand here, such as 30d",
                "attribution: {half_life: 1y}|5:26: half_life 1y is as long as the calendar has it: only an exact length can stand here, such as 365d",
                "attribution: {window: -1d}|5:23: window -1d is not longer than 0: write minutes, hours or days, such as 30m, 24h or 30d",
                "attribution: {half_life: 0h}|5:26: half_life 0h is not longer than 0: write minutes, hours or days, such as 30m, 24h or 30d",
                "attribution: {window: 3651d}|5:23: window 3651d is longer than 3650d: write a shorter one",
                "attribution: {window: 999999999d}|5:23: window 999999999d is longer than 3650d: write a shorter one",
                "attribution: {bind: middle}|5:21: bind middle is unknown: write first or last",
                "attribution: {evidence: [code, cookie]}|5:32: evidence cookie is unknown: use code, invite or link",
                "attribution: {evidence: []}|5:25: evidence is empty, so nothing would bind: name at least one of code, invite, link",
                "attribution: {evidence: code}|5:25: evidence is \"code\", not a list: write [code, invite, link]",
                "attribution: {exclude_channels: direct}|5:33: exclude_channels is \"direct\", not a list: write [direct]",
                "qualifies: {event: order}|5:13: unknown key event in qualifies: remove it, or use one of on, within",
                "qualifies: {within: 1y}|5:21: within 1y is as long as the calendar has it: only an exact length can stand here, such as 365d",
                "qualifies: {on: order}|5:17: on is \"order\", not a map: write {event: order}",
                "qualifies: {on: {where: {plan: pro}}}|5:17: on names no event: write {event: order}",
                "qualifies: {on: {count: {event: order}}}|5:18: pattern count cannot stand in qualifies, which one event decides: write {event: …, where: …}, and the pattern under rewards",
                "qualifies: {on: {event: reward.released}}|5:25: event reward.released is decided only after a referral qualifies: name a click, signup or purchase",
                "qualifies: {on: {event: ORDER}}|5:25: event ORDER is unknown: write order",
                "qualifies: {on: {event: order, where: {amount: {atleast: 5}}}}|5:49: operator atleast of amount is unknown: write at_least",
                "qualifies: {on: {event: order, where: {amount: {minimum: 5}}}}|5:49: operator minimum of amount is unknown: use at_least, at_most, more_than, less_than, equal, not_equal or one_of",
                "qualifies: {on: {event: order, where: {amount: {at_least: 5.001}}}}|5:59: amount 5.001 is finer than USD has it (2 decimal places), or too large: round it",
                "qualifies: {on: {event: order, where: {amount: {at_least: five}}}}|5:59: amount is \"five\", not a number: write one, such as 5.00",
                "qualifies: {on: {event: order, where: {amount: -5}}}|5:48: amount -5 is below 0, where no amount is: write 0 or more",
                "qualifies: {on: {event: order, where: {amount: {}}}}|5:48: amount asks nothing: write amount: {equal: …}",
                "qualifies: {on: {event: signup, where: {mrr: 5}}}|5:41: event signup has no mrr, only purchases have: use value or a property",
                "qualifies: {on: {event: order, where: {value: 5}}}|5:40: event order has no value, only clicks have: use amount",
                "qualifies: {on: {event: saved, where: {value: 0.0000001}}}|5:47: value 0.0000001 is finer than a value is kept (6 decimal places), or too large: round it",
                "qualifies: {on: {event: saved, where: {country: {at_least: 5}}}}|5:50: country is text, which at_least cannot compare: use equal, not_equal or one_of",
                "qualifies: {on: {event: saved, where: {seats: {more_than: many}}}}|5:59: more_than of seats is \"many\", not a number: write one, such as 5",
                "qualifies: {on: {event: saved, where: {plan: []}}}|5:46: the list of plan is empty, so nothing matches: name at least one",
                "qualifies: {on: {event: saved, where: {plan: {one_of: pro}}}}|5:55: one_of is \"pro\", not a list: write a list, such as one_of: [pro, team]",
                "qualifies: {on: {event: saved, where: {plan: {not_equal: [pro]}}}}|5:58: plan is a list: write a text or a number",
                "qualifies: {on: {event: saved, where: {referrer.country: US}}}|5:40: field referrer.country is of a party, which only rewards know: use the event's own fields here",
            })
    void oneLineThatIsWrong(String line, String message) {
        assertThat(problems(Map.of("p.yaml", HEAD + line + "\n"))).containsExactly("p.yaml:" + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "program: p/q|1:10: program p/q is no id: use up to 64 letters, digits, dots, dashes and underscores",
                "program:|1:9: program is empty: write an id, such as first-success",
                "version: 1.5|2:10: version 1.5 is not a whole number: write 1, 2, 3 and so on",
                "version: 1000000000|2:10: version 1000000000 is more than 999999999: write a smaller number",
                "version: 0|2:10: version 0 is not a whole number: write 1, 2, 3 and so on",
                "version: \"3\"|2:10: version \"3\" is not a whole number: write 1, 2, 3 and so on",
                "valid_from: 2026-01-01|3:13: valid_from 2026-01-01 is no time: write a time with its offset from UTC, such as 2026-01-01T00:00:00Z",
                "valid_from: 9999-01-01T00:00:00Z|3:13: valid_from 9999-01-01T00:00:00Z is not between 1970 and 2199, as all times of events are: write another",
                "valid_from: 0001-01-01T00:00:00Z|3:13: valid_from 0001-01-01T00:00:00Z is not between 1970 and 2199, as all times of events are: write another",
                "valid_from: 1969-12-31T23:59:59.999Z|3:13: valid_from 1969-12-31T23:59:59.999Z is not between 1970 and 2199, as all times of events are: write another",
                "valid_from: 2199-12-31T23:59:59.999-00:01|3:13: valid_from 2199-12-31T23:59:59.999-00:01 is not between 1970 and 2199, as all times of events are: write another",
                "currency: usd|4:11: currency usd is not one: write an ISO 4217 code, such as USD",
                "currency: XAU|4:11: currency XAU is not one: write an ISO 4217 code, such as USD",
            })
    void aHeadLineThatIsWrong(String line, String message) {
        String key = line.substring(0, line.indexOf(':'));
        String text = HEAD.replaceFirst("(?m)^" + key + ":.*$", line);
        assertThat(problems(Map.of("p.yaml", text))).containsExactly("p.yaml:" + message);
    }

    @Test
    void theFirstAndTheLastTimeThatThereIs() {
        String last = file("p", 1, "1970-01-01T00:00:00Z") + "valid_to: 2199-12-31T23:59:59.999Z\n";
        assertThat(ProgramFiles.parse(Map.of("p.yaml", last)).versions()).hasSize(1);
        assertThat(problems(Map.of("p.yaml", last.replace("2199-12-31T23:59:59.999Z", "9999-12-31T00:00:00Z"))))
                .containsExactly("p.yaml:4:11: valid_to 9999-12-31T00:00:00Z is not between 1970 and 2199, as all times"
                        + " of events are: write another, or remove the key where the program has no end");
    }

    /** Of what follows from it nothing is said. */
    @ParameterizedTest
    @ValueSource(strings = {"usd", "ZZZ", "[USD]"})
    void aWrongCurrencyIsOneProblem(String currency) {
        String text = BrokenProgramsTest.whole().replace("currency: EUR", "currency: " + currency);
        assertThat(problems(Map.of("p.yaml", text)))
                .singleElement()
                .asString()
                .startsWith("p.yaml:8:11: currency ")
                .endsWith("an ISO 4217 code, such as USD");
    }

    @Test
    void whatIsNoTextIsFoundWhereItStands() {
        assertThat(problems(Map.of("p.yaml", HEAD + "# ü\u0000\n")))
                .containsExactly("p.yaml:5:4: the character U+0000 is no text: remove it, or save the file as UTF-8");
    }

    @Test
    void bytesThatAreNoUtf8AreFoundWhereTheyStand(@TempDir Path folder) throws IOException {
        Path latin =
                Files.write(folder.resolve("latin.yaml"), (HEAD + "# für\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(refused(latin)).containsExactly(latin + ":5:4: is not UTF-8 text: save the file as UTF-8");
        Path cut = Files.write(folder.resolve("cut.yaml"), new byte[] {'a', '\n', (byte) 0xC3});
        assertThat(refused(cut)).containsExactly(cut + ":2:1: is not UTF-8 text: save the file as UTF-8");
        Path wide = Files.write(folder.resolve("wide.yaml"), HEAD.getBytes(StandardCharsets.UTF_16));
        assertThat(refused(wide)).containsExactly(wide + ":1:1: is UTF-16 text: save it as UTF-8");
    }

    @Test
    void whatIsNestedTooDeeplyIsFoundWhereItBegins() {
        assertThat(problems(Map.of("p.yaml", HEAD + "asks: " + "[".repeat(5_000) + "]".repeat(5_000) + "\n")))
                .containsExactly(
                        "p.yaml:5:106: is nested more than 100 deep: take brackets away, or write it more" + " flatly");
    }

    @Test
    void aFolderWithoutProgramsIsSaidToBe(@TempDir Path folder) {
        assertThat(refused(folder))
                .containsExactly(folder + ": holds no program file (*.yaml, *.yml): name the folder that does");
    }

    @Test
    void whatIsEndlessIsNotPrintedWhole() {
        String problem = problems(Map.of("p.yaml", HEAD.replace("program: p", "program: " + "p".repeat(5_000))))
                .get(0);
        assertThat(problem)
                .hasSizeLessThan(500)
                .startsWith("p.yaml:1:10: program ppp")
                .contains("p…")
                .endsWith("is no id: use up to 64 letters, digits, dots, dashes and underscores");
    }

    private static List<String> refused(Path path) {
        return catchThrowableOfType(ProgramFileException.class, () -> ProgramFiles.read(List.of(path)))
                .problems();
    }

    @Test
    void whatAFileMustHave() {
        assertThat(problems(Map.of("p.yaml", "timezone: UTC\n")))
                .containsExactly(
                        "p.yaml:1:1: there is no program: add program: first-success",
                        "p.yaml:1:1: there is no version: add version: 1",
                        "p.yaml:1:1: there is no valid_from: add valid_from: 2026-01-01T00:00:00Z");
        assertThat(problems(Map.of("p.yaml", "- program\n")))
                .containsExactly("p.yaml:1:1: a program file is a list, not a map: write program, version, valid_from"
                        + " and so on");
        assertThat(problems(Map.of("p.yaml", HEAD + "---\n" + HEAD)))
                .containsExactly("p.yaml:6:1: a second document begins here: put it into a file of its own");
        assertThat(problems(Map.of("p.yaml", HEAD + "review: &a {x: 1}\nrewards: *a\n")))
                .containsExactly("p.yaml:6:10: alias *a is not read here: write the value out");
    }

    @Test
    void moneyNeedsACurrency() {
        String text = file("p", 1, "2026-01-01T00:00:00Z")
                + "qualifies: {on: {event: order, where: {amount: {at_least: 5}}}}\n";
        assertThat(problems(Map.of("p.yaml", text)))
                .containsExactly("p.yaml:4:40: field amount is money, and the program names no currency: add currency:"
                        + " USD or another");
        String reward = file("p", 1, "2026-01-01T00:00:00Z")
                + "rewards: [{id: r, on: {event: x}, per: referral, effects: [{to: advocate, kind: cash, amount: 5}]}]\n"
                + "review: {on_timeout: void, after: 7d}\n";
        assertThat(problems(Map.of("p.yaml", reward)))
                .containsExactly("p.yaml:4:95: amount is money, and the program names no currency: add currency: USD or"
                        + " another");
    }

    @Test
    void oneVersionInTwoFiles() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a.yaml", file("p", 2, "2026-01-01T00:00:00Z"));
        files.put("b.yaml", file("p", 2, "2026-02-01T00:00:00Z"));
        assertThat(problems(files))
                .containsExactly("b.yaml:2:10: p@2 is also in a.yaml:2:10: give one of them another version");
    }

    @Test
    void aLaterVersionFromAnEarlierTime() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("new.yaml", file("p", 3, "2025-12-31T23:59:59.999Z"));
        files.put("old.yaml", file("p", 2, "2026-01-01T00:00:00Z"));
        files.put("other.yaml", file("q", 1, "2027-01-01T00:00:00Z"));
        assertThat(problems(files))
                .containsExactly("new.yaml:3:13: version 3 of p is valid from an earlier time than version 2"
                        + " (old.yaml:3:13): a later version begins at the same time or later");
    }

    private static List<String> problems(Map<String, String> files) {
        return catchThrowableOfType(ProgramFileException.class, () -> ProgramFiles.parse(files))
                .problems();
    }
}
