package dev.milepost.programs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "US,NOT_EQUAL,DE,true",
        "US,NOT_EQUAL,US,false",
        "US,EQUAL,US,true",
        "US,EQUAL,us,false",
        ",NOT_EQUAL,US,false",
        "US,NOT_EQUAL,,false",
        "10,AT_LEAST,9.5,true",
        "10,AT_LEAST,10.0,true",
        "10,MORE_THAN,10.0,false",
        "9,AT_LEAST,10,false",
        "ten,AT_MOST,10,false",
    })
    void twoFieldsOfOneEventAreCompared(String referrer, Operator operator, String referee, boolean expected) {
        Map<String, String> fields = new HashMap<>();
        fields.put("referrer.f", referrer);
        fields.put("referee.f", referee);
        assertThat(new Condition.Fields("referrer.f", operator, "referee.f")
                        .holds(EventFacts.click("order", null, null, fields)))
                .isEqualTo(expected);
    }

    @Test
    void aYearlyFigureIsTwelveTimesTheMonthly() {
        Condition arr = new Condition.Exact(Measure.ARR, "USD", Operator.AT_LEAST, List.of(1_200L));
        assertThat(arr.holds(EventFacts.purchase("order", "USD", 1, 100L, Map.of())))
                .isTrue();
        assertThat(arr.holds(EventFacts.purchase("order", "USD", 1, 99L, Map.of())))
                .isFalse();
        assertThat(arr.holds(EventFacts.purchase("order", "USD", 1, null, Map.of())))
                .isFalse();
        assertThat(Measure.annualised(Long.MAX_VALUE / 12)).isEqualTo(Long.MAX_VALUE / 12 * 12);
        assertThat(Measure.annualised(Long.MAX_VALUE / 12 + 1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aPatternOfSeveralEventsMatchesEachOfThem() {
        Pattern.Event event = new Pattern.Event(List.of("renewal", "order", "renewal"), List.of());
        assertThat(event.names()).containsExactly("order", "renewal");
        assertThat(event.matches(EventFacts.purchase("order", "USD", 1, null, Map.of())))
                .isTrue();
        assertThat(event.matches(EventFacts.purchase("refund", "USD", 1, null, Map.of())))
                .isFalse();
    }
}
