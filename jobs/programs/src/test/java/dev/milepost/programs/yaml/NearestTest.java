package dev.milepost.programs.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final Set<String> KNOWN = Set.of("count", "sum", "all", "any", "sequence");

    @ParameterizedTest(name = "{0} was meant to be {1}")
    @CsvSource({
        "cuont,count",
        "coun,count",
        "counts,count",
        "sun,sum",
        "sequnece,sequence",
        "alll,all",
        "total,",
        "x,",
    })
    void aSlipIsKnownAndAnotherWordIsNot(String word, String meant) {
        assertThat(Nearest.to(word, KNOWN).orElse(null)).isEqualTo(meant);
    }
}
