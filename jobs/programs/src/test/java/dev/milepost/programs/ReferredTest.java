package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reward per: advocate takes a referral, however it is reached: else every customer had it, and no verdict held it up. */
class ReferredTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{event: order}",
                "{event: [order, referral.order]}",
                "{nth: {event: order, n: 3}}",
                "{count: {event: activated, at_least: 2, within: 30d}}",
                "{sum: {event: [order, referral.order], field: amount, at_least: 50.00}}",
                "{level: {field: mrr, at_least: 50.00}}",
                "{level: {field: referral.score, at_least: 5}}",
                "{all: [{event: signup}, {event: order}]}",
                "{any: [{event: referral.qualified}, {event: order}]}",
                "{sequence: [{event: signup}, {any: [{event: referral.bound}, {event: order}]}], within: 30d}",
                "{timer: {anchor: {event: signup}, after: 30d}}",
                "{absence: {event: referral.refund, during: 3d, after: {event: order}}}",
            })
    void whatTheAdvocateReachesAloneIsRefused(String on) {
        assertThatThrownBy(() -> parse("advocate", on))
                .isInstanceOf(ProgramFileException.class)
                .hasMessage(
                        "p.yaml:6:32: per: advocate, the advocate's own events alone reach this, so every customer would"
                                + " have it, whoever they refer: put a referral. event in, as in {all: [{event: order}, {event:"
                                + " referral.qualified}]}, or count per: referral");
        if (!on.contains("referral.")) {
            assertThat(parse("referral", on).versions()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{event: [referral.order, referral.renewal]}",
                "{nth: {event: referral.bound, n: 3}}",
                "{count: {event: referral.qualified, at_least: 2}}",
                "{sum: {event: referral.order, field: amount, at_least: 50.00}}",
                "{all: [{event: order}, {event: referral.qualified}]}",
                "{all: [{level: {field: mrr, at_least: 50.00}}, {event: milestone.friend}]}",
                "{any: [{event: referral.qualified}, {event: milestone.friend}]}",
                "{sequence: [{event: referral.bound}, {event: order}], within: 30d}",
                "{timer: {anchor: {event: referral.bound}, after: 30d}}",
                "{absence: {event: refund, during: 3d, after: {event: referral.order}}}",
            })
    void whatTakesAReferralIsRead(String on) {
        assertThat(parse("advocate", on).versions()).hasSize(1);
    }

    private static ProgramCatalog parse(String per, String on) {
        return ProgramFiles.parse(Map.of("p.yaml", """
                program: p
                version: 1
                valid_from: 2026-01-01T00:00:00Z
                currency: USD
                rewards:
                  - {id: r, per: %s, on: %s, fire: once, effects: [{to: advocate, kind: cash, amount: 30.00}]}
                  - {id: friend, per: advocate, on: {event: referral.bound}, effects: [{to: advocate, kind: cash, amount: 1.00}]}
                review: {risk_over: 0.3, block_over: 0.9, on_timeout: void, after: 7d}
                """.formatted(per, on)));
    }
}
