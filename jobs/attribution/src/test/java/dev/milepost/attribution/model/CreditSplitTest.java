package dev.milepost.attribution.model;

import static dev.milepost.attribution.model.Given.DAY;
import static dev.milepost.attribution.model.Given.T0;
import static dev.milepost.attribution.model.Given.program;
import static dev.milepost.attribution.model.Given.touch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.AttributionFact.Conversion;
import dev.milepost.attribution.model.AttributionFact.Credit;
import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.programs.Evidence;
import dev.milepost.runtime.fold.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreditSplitTest {

    private static final CreditSplit SPLIT = new CreditSplit(Rules.fixed(Given.programs(
            program("p", "window: 10d, exclude_channels: [email]"),
            Given.secondVersion("p", T0, "window: 2d, exclude_channels: [social], half_life: 1d"))));
    private static final Binding BINDING =
            new Binding("ref/s", "ref", "adv", "CODE", "p", Evidence.CODE, "", T0 - 20 * DAY, null, T0 - 20 * DAY);
    private static final List<OwnedClick> TOUCHES = List.of(
            touch("old", T0 - 9 * DAY, "referral", "CODE"),
            touch("social", T0 - DAY - 1, "social", ""),
            touch("mail", T0 - DAY, "email", ""),
            touch("ad", T0 - 1, "paid_search", ""));

    @Test
    void theVersionInForceAtTheConversionDecidesWindowChannelsAndHalfLife() {
        assertThat(credits(T0 - 1)).containsExactly("old adv p 18", "social  p 39", "ad  p 43");
        assertThat(credits(T0)).containsExactly("mail  p 33", "ad  p 67");
        assertThat(credits(T0 + DAY)).containsExactly("mail  p 33", "ad  p 67");
    }

    @Test
    void withoutABindingTheProgramIsDefault() {
        assertThat(SPLIT.credits(conversion(T0), null, TOUCHES))
                .extracting(credit -> credit.advocate() + credit.program())
                .containsExactly("default", "default", "default", "default");
    }

    /** Touch, advocate, program and percent under time_decay. */
    private static List<String> credits(long at) {
        return SPLIT.credits(conversion(at), BINDING, TOUCHES).stream()
                .map(credit ->
                        credit.touch().id() + " " + credit.advocate() + " " + credit.program() + " " + percent(credit))
                .toList();
    }

    private static long percent(Credit credit) {
        return Math.round(credit.weights().timeDecay() / 1e7);
    }

    private static Conversion conversion(long at) {
        return new Conversion("order/ref/o", "order", "o", true, 100, 100, "USD", at);
    }
}
