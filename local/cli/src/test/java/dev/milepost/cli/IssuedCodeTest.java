package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.event.Click;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IssuedCodeTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void aCodeHasNothingThatLooksLikeSomethingElseAndUsesAllOfTheRest() {
        Random random = new Random(7);
        Set<String> codes = new HashSet<>();
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String code = IssuedCode.next(random).text();
            assertThat(code).matches("[2-9A-HJKMNP-Z]{10}");
            codes.add(code);
            code.chars().forEach(used::add);
        }
        assertThat(codes).hasSize(1_000);
        assertThat(used).hasSize(31);
    }

    @Test
    void itsClickSaysWhoseItIsAndInWhichProgram() {
        IssuedCode code = new IssuedCode("ABCDEFGHJK");

        Click click = code.createdBy("ada", "spring", NOON);

        assertThat(click.getName()).isEqualTo("referral_code_created");
        assertThat(click.getUserId()).isEqualTo("ada");
        assertThat(click.getReferralCode()).isEqualTo("ABCDEFGHJK");
        assertThat(click.getEventTime()).isEqualTo(NOON);
        assertThat(click.getProperties()).isEqualTo(Map.of("program", "spring"));
        assertThat(click.getAnonymousId()).as("no browser of anybody else's").contains("ada");
        assertThat(code.createdBy("ada", "default", NOON).getProperties()).isEmpty();
        assertThat(click.getEventId()).isEqualTo("code-create/spring/" + code.text());
    }
}
