package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@code reverse_on} has an order that may set it off, or is refused. */
class ReversalTest {

    private static final String BY_ORDER = "order";
    private static final String BY_ACTIVATION = "activated";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "per: referral, on: {event: activated}",
                "per: referral, on: {event: referral.qualified}",
                "per: account, on: {timer: {anchor: {event: signup}, after: 30d}}",
                "per: advocate, on: {count: {event: referral.qualified, at_least: 3}}",
                "per: advocate, on: {event: referral.activated}",
            })
    void itHangsOnTheOrderThatQualifiesWhereNoneCompletes(String reward) {
        accepts(BY_ORDER, reward);
        if (!reward.contains("advocate")) {
            refuses(BY_ACTIVATION, reward, "is one: let qualifies name the order that pays for it");
        } else {
            refuses(BY_ACTIVATION, reward, "nor what qualifies (activated) is one");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "per: referral, on: {event: [order, activated]}",
                "per: referral, on: {nth: {event: renewal, n: 2}}",
                "per: referral, on: {sequence: [{event: signup}, {event: order}], within: 30d}",
                "per: account, on: {level: {field: mrr, at_least: 50.00, for: 30d}}",
                "per: referral, on: {absence: {event: support_ticket_opened, during: 3d, after: {event: order}}}",
                "per: advocate, on: {sum: {event: referral.order, field: amount, at_least: 50.00}}",
                "per: referral, on: {event: milestone.buys}",
                "per: referral, on: {all: [{event: signup}, {event: milestone.lasts}], within: 30d}",
            })
    void orOnTheOrderThatCompletesWhateverQualifies(String reward) {
        accepts(BY_ORDER, reward);
        accepts(BY_ACTIVATION, reward);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "per: referral, on: {sequence: [{event: order}, {event: stay_completed}], within: 30d}",
                "per: referral, on: {all: [{event: activated}, {event: order}, {event: signup}], within: 30d}",
                "per: advocate, on: {sequence: [{event: referral.order}, {event: referral.bound}], within: 30d}",
                "per: advocate, on: {sequence: [{event: referral.order}, {event: activated}], within: 30d}",
            })
    void orOnTheOrderThatLedToIt(String reward) {
        accepts(BY_ORDER, reward);
        accepts(BY_ACTIVATION, reward);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "per: referral, on: {event: milestone.joins}",
                "per: referral, on: {level: {field: score, at_least: 5}}",
            })
    void andIsRefusedWhereNoneEver(String reward) {
        accepts(BY_ORDER, reward);
        refuses(BY_ACTIVATION, reward, "reverse_on takes back by an order");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "per: advocate, on: {sequence: [{event: referral.bound}, {event: activated}], within: 30d}",
                "per: advocate, on: {sequence: [{event: referral.bound}, {event: order}], within: 30d}",
                "per: advocate, on: {sequence: [{event: referral.bound}, {timer: {anchor: {event: order}, after: 3d}}], within: 30d}",
            })
    void whatAnAdvocateDoesThemselvesIsNoReferralsOrder(String reward) {
        refuses(BY_ORDER, reward, "is the advocate's own: let on end with a referral. event, or remove reverse_on");
        refuses(BY_ACTIVATION, reward, "reverse_on takes back by an order");
    }

    private static void accepts(String qualifies, String reward) {
        assertThat(ProgramFiles.parse(Map.of("p.yaml", file(qualifies, reward))).versions())
                .hasSize(1);
    }

    private static void refuses(String qualifies, String reward, String says) {
        assertThatThrownBy(() -> ProgramFiles.parse(Map.of("p.yaml", file(qualifies, reward))))
                .isInstanceOf(ProgramFileException.class)
                .hasMessageStartingWith("p.yaml:21:69: reverse_on ")
                .hasMessageContaining(says);
    }

    private static String file(String qualifies, String reward) {
        return """
                program: p
                version: 1
                valid_from: 2026-01-01T00:00:00Z
                currency: USD
                qualifies: {on: {event: %s}, within: 60d}
                rewards:
                  - id: joins
                    on: {event: signup}
                    per: referral
                    effects: [{to: advocate, kind: cash, amount: 1.00}]
                  - id: buys
                    on: {event: order}
                    per: referral
                    effects: [{to: advocate, kind: cash, amount: 1.00}]
                  - id: lasts
                    on: {event: milestone.buys}
                    per: referral
                    effects: [{to: advocate, kind: cash, amount: 1.00}]
                  - {id: taken, %s, effects: [
                    # What is refused stands in line 21.
                    {to: advocate, kind: cash, amount: 1.00, hold: 30d, reverse_on: [refund, chargeback]}]}
                review: {risk_over: 0.3, block_over: 0.9, second_person_over: 500.00, on_timeout: void, after: 7d}
                """.formatted(qualifies, reward);
    }
}
