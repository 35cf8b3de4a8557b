package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.paths.ChannelCredit;
import dev.milepost.attribution.paths.PathCounts;
import dev.milepost.attribution.paths.Tally;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Paths and credits that were read apart are of the same orders, or are read again. */
class AttributionReadingTest {

    private static final List<String> MODELS =
            List.of("first", "last", "last_non_direct", "linear", "position", "time_decay");

    private static PathCounts paths(String currency, long orders, long minor) {
        PathCounts paths = new PathCounts();
        paths.converted(List.of("email"), currency, new Tally(orders, BigInteger.valueOf(minor)));
        return paths;
    }

    private static List<ChannelCredit> credits(String currency, String orders, long minor) {
        List<ChannelCredit> credits = new ArrayList<>();
        for (String model : MODELS) {
            credits.add(
                    new ChannelCredit(model, "email", currency, new BigDecimal(orders), BigInteger.valueOf(minor - 1)));
            credits.add(new ChannelCredit(model, "social", currency, new BigDecimal("0.5"), BigInteger.ONE));
        }
        return credits;
    }

    private static boolean agree(PathCounts paths, List<ChannelCredit> credits) {
        return new AttributionReading(paths, credits, "").agrees();
    }

    @Test
    void theyAgreeWhereOrdersAndMoneyAreTheSameUnderEachModel() {
        assertThat(agree(paths("USD", 2, 900), credits("USD", "1.5", 900))).isTrue();
        assertThat(agree(new PathCounts(), List.of())).isTrue();
        assertThat(agree(paths("USD", 2, 900), credits("USD", "1.500000001", 900)))
                .isFalse();
        assertThat(agree(paths("USD", 2, 901), credits("USD", "1.5", 900))).isFalse();
        assertThat(agree(paths("USD", 2, 900), credits("EUR", "1.5", 900))).isFalse();
        List<ChannelCredit> lastIsMissing = credits("USD", "1.5", 900).subList(0, 10);
        assertThat(agree(paths("USD", 2, 900), lastIsMissing)).isFalse();
    }

    /** The first order of a currency came after the paths had been read. */
    @Test
    void aCurrencyThatOneOfThemHasNotSeenIsADifference() {
        List<ChannelCredit> more = new ArrayList<>(credits("USD", "1.5", 900));
        more.addAll(credits("EUR", "0.5", 70));

        assertThat(agree(paths("USD", 2, 900), more)).isFalse();
        assertThat(agree(new PathCounts(), more)).isFalse();
    }
}
