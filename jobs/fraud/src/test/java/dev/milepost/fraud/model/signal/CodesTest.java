package dev.milepost.fraud.model.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Bytes at rest hold words by their codes. */
class CodesTest {

    private static <E extends Enum<E> & Coded> String codes(E[] words) {
        return Arrays.stream(words).map(word -> word.code() + " " + word).collect(Collectors.joining(", "));
    }

    @Test
    void wordsKeepTheirCodes() {
        assertThat(codes(Missing.values()))
                .startsWith(
                        "0 NO_IDENTIFIER, 1 ADVOCATE_WITHOUT, 2 NO_EMAIL, 3 NO_CLICK, 4 TOO_FEW, 5 GONE, 6 NO_BASELINE,"
                                + " 7 NO_ANSWER, 8 NO_LABELS, 9 NO_THRESHOLD, 10 NO_DETECTOR, 11 NO_DOMAIN");
        assertThat(codes(Trigger.values()))
                .startsWith(
                        "0 BOUND, 1 SETTLED_SOON, 2 SETTLED, 3 PURCHASE, 4 REFUND, 5 CHARGEBACK, 6 QUALIFIED, 7 ACTIVITY, 8 LAST_LOOK");
        assertThat(codes(EmailPair.DomainClass.values())).startsWith("0 COMPANY, 1 FREE, 2 DISPOSABLE");
        assertThat(codes(SignalGroup.values()))
                .startsWith(
                        "0 IDENTITY, 1 VELOCITY, 2 TIMING, 3 NETWORK, 4 RING, 5 MONETISATION, 6 HISTORY, 7 ANOMALY");
    }

    @Test
    void signalsStandAtTheirCodes() {
        for (int i = 0; i < Signal.all().size(); i++) {
            assertThat(Signal.all().get(i).code()).isEqualTo(i + 1);
            assertThat(Signal.ofCode(i + 1)).isSameAs(Signal.all().get(i));
        }
    }
}
