package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.model.EventFacts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a later version says has no part in what happened before it. */
final class ProgramsOverTimeTest {

    private static final long DAY = 86_400_000L;
    private static final long T0 = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final Map<String, String> TEXTS = texts();

    private final ProgramCatalog catalog = ProgramFiles.parse(TEXTS);

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("b", text("p", 2, T0 + DAY, "attribution: {window: 60d}\nqualifies: {on: {event: activated}}"));
        texts.put("a", text("p", 1, T0, "attribution: {window: 10d}\nqualifies: {on: {event: activated}}"));
        texts.put("c", text("q", 1, T0 + 2 * DAY, "attribution: {window: 45d}"));
        texts.put("d", text("q", 2, T0 + 3 * DAY, "attribution: {window: 80d}"));
        return texts;
    }

    private static String text(String program, int version, long from, String rest) {
        return "program: " + program + "\nversion: " + version + "\nvalid_from: " + Instant.ofEpochMilli(from) + "\n"
                + rest + "\n";
    }

    @Test
    void theLongestWindowGrowsWithTheVersionsThatAreValid() {
        assertThat(catalog.maxWindowMillis(Long.MIN_VALUE)).isEqualTo(30 * DAY);
        assertThat(catalog.maxWindowMillis(T0 + DAY - 1)).isEqualTo(30 * DAY);
        assertThat(catalog.maxWindowMillis(T0 + DAY)).isEqualTo(60 * DAY);
        assertThat(catalog.maxWindowMillis(T0 + 3 * DAY - 1)).isEqualTo(60 * DAY);
        assertThat(catalog.maxWindowMillis(T0 + 3 * DAY)).isEqualTo(80 * DAY);
        assertThat(catalog.maxWindowMillis(Long.MAX_VALUE)).isEqualTo(80 * DAY);
    }

    @Test
    void anEventQualifiesByTheVersionsThatAreValidFromItsTimeOrEarlier() {
        EventFacts activated = EventFacts.click("activated", null, null, Map.of());
        assertThat(catalog.qualifying(activated, T0 - 1)).isEmpty();
        assertThat(catalog.qualifying(activated, T0)).containsExactly("p@1");
        assertThat(catalog.qualifying(activated, T0 + DAY)).containsExactly("p@1", "p@2");
    }

    @Test
    void anEventIsNamedWhileAVersionThatDecidesByItIsInForce() {
        ProgramCatalog named = ProgramFiles.parse(
                Map.of(
                        "1",
                        text(
                                "p",
                                1,
                                T0,
                                "asks: [{id: a, on: {event: opened}, channel: in_app, template: t, guards: "
                                        + "{suppress_if: [{event: complained, within: 1d, unless: consoled}]}}]"),
                        "2",
                        text(
                                "p",
                                2,
                                T0 + DAY,
                                "valid_to: " + Instant.ofEpochMilli(T0 + 2 * DAY) + "\ncurrency: USD\n"
                                        + "review: {risk_over: 0.3, block_over: 0.9, on_timeout: void, after: 7d}\n"
                                        + "rewards: [{id: r, on: {all: [{event: [closed, referral.bound]}, "
                                        + "{count: {event: referral.paid, at_least: 2}}], within: 1d}, per: advocate, fire: once, "
                                        + "effects: [{to: advocate, kind: cash, amount: 1.00, release_when: {event: shipped}}]}]")));
        for (String name : new String[] {"consent_changed", "opted_out"}) {
            assertThat(named.isNamed(name, T0 - 1)).as(name).isTrue();
            assertThat(named.isNamed(name, T0 + 2 * DAY)).as(name).isTrue();
        }
        for (String name : new String[] {"opened", "complained", "consoled"}) {
            assertThat(named.isNamed(name, T0 - 1)).as(name).isFalse();
            assertThat(named.isNamed(name, T0)).as(name).isTrue();
            assertThat(named.isNamed(name, T0 + DAY - 1)).as(name).isTrue();
            assertThat(named.isNamed(name, T0 + DAY)).as(name).isFalse();
        }
        assertThat(named.isNamed("shipped", T0 + DAY - 1)).isFalse();
        assertThat(named.isNamed("shipped", T0 + 402 * DAY - 1))
                .as("for what was earned by then")
                .isTrue();
        assertThat(named.isNamed("shipped", T0 + 402 * DAY)).isFalse();
        for (String name : new String[] {"closed", "paid"}) {
            assertThat(named.isNamed(name, T0 + DAY - 1)).as(name).isFalse();
            assertThat(named.isNamed(name, T0 + DAY)).as(name).isTrue();
            assertThat(named.isNamed(name, T0 + 2 * DAY - 1)).as(name).isTrue();
            assertThat(named.isNamed(name, T0 + 2 * DAY)).as(name).isFalse();
        }
        assertThat(named.isNamed("other", T0)).isFalse();
    }

    @Test
    void whatItWasReadFromMakesItAgain() {
        assertThat(catalog.texts()).extracting(ProgramText::label).containsExactly("p@1", "p@2", "q@1", "q@2");
        assertThat(catalog.texts().get(0)).isEqualTo(new ProgramText("p@1", T0, TEXTS.get("a")));
    }
}
