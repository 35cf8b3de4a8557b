package dev.milepost.fraud.model.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentitySignalsTest {

    private static final double TINY = 1e-12;
    private static final SegmentBaseline SEGMENT = new SegmentBaseline();
    private static final List<Long> SLOTS = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);

    private static Reading read(Signal signal, Given given) {
        return Signals.read(given.now(), SEGMENT, Double.NaN).of(signal);
    }

    @Test
    void sharedDevicesAddUpByHowFewShareThem() {
        // deg 3: 1/log2 4 = 0.5; deg 7: 1/log2 8 = 1/3; the third is the referee's alone.
        Reading read = read(
                Signal.SELF_DEVICE,
                Given.nothing()
                        .seen(IdentifierKind.DEVICE, "d1", 3, true)
                        .seen(IdentifierKind.DEVICE, "d2", 7, true)
                        .seen(IdentifierKind.DEVICE, "d3", 1, false));
        assertThat(read.value()).isEqualTo(0.5 + 1 / 3.0, within(TINY));
        assertThat(read.evidence()).containsExactly("DEVICE:d1", "DEVICE:d2");
    }

    @Test
    void devicesThatTheyDoNotShareAreZeroAndNoDeviceIsMissing() {
        assertThat(read(Signal.SELF_DEVICE, Given.nothing().seen(IdentifierKind.DEVICE, "d", 9, false))
                        .value())
                .isZero();
        assertThat(read(Signal.SELF_DEVICE, Given.nothing().seen(IdentifierKind.PAYMENT, "p", 2, true))
                        .missing())
                .isEqualTo(Missing.NO_IDENTIFIER);
        assertThat(read(
                                Signal.SELF_DEVICE,
                                Given.nothing()
                                        .seen(IdentifierKind.DEVICE, "d", 1, false)
                                        .advocateHas(IdentifierKind.PAYMENT))
                        .missing())
                .isEqualTo(Missing.ADVOCATE_WITHOUT);
    }

    @Test
    void aSharedPaymentInstrumentIsItsOwnSignal() {
        Reading read = read(Signal.SELF_PAYMENT, Given.nothing().seen(IdentifierKind.PAYMENT, "p", 3, true));
        assertThat(read.value()).isEqualTo(0.5, within(TINY));
        assertThat(read.evidence()).containsExactly("PAYMENT:p");
    }

    @Test
    void oneAddressIsOneAndSixOfEightSlotsAreThreeQuarters() {
        List<Long> six = List.of(1L, 2L, 3L, 4L, 5L, 6L, 70L, 80L);
        List<Long> five = List.of(1L, 2L, 3L, 4L, 5L, 60L, 70L, 80L);
        assertThat(email("h", "h", List.of(), List.of()).value()).isEqualTo(1);
        assertThat(email("h", "i", SLOTS, six).value()).isEqualTo(0.75);
        assertThat(email("h", "i", SLOTS, five).value()).isZero();
        assertThat(email(null, null, SLOTS, SLOTS).value()).isEqualTo(1);
        assertThat(email("h", null, SLOTS, List.of()).missing()).isEqualTo(Missing.NO_EMAIL);
    }

    private static Reading email(String referee, String advocate, List<Long> slots, List<Long> others) {
        return read(Signal.SELF_EMAIL, Given.nothing().email(new EmailPair(referee, advocate, slots, others, null)));
    }

    @Test
    void oneNetworkCountsOnlyWithAnotherSignOfIdentityAndWithinADay() {
        IdentifierEvidence close = network(true, Given.DAY - 1);
        IdentifierEvidence far = network(true, Given.DAY);
        assertThat(read(Signal.SELF_IP24, Given.nothing().seen(close)).value()).isZero();
        Reading both = read(Signal.SELF_IP24, Given.nothing().seen(close).seen(IdentifierKind.DEVICE, "d", 2, true));
        assertThat(both.value()).isEqualTo(0.5, within(TINY));
        assertThat(both.evidence()).containsExactly("IP24:n");
        assertThat(read(Signal.SELF_IP24, Given.nothing().seen(far).seen(IdentifierKind.DEVICE, "d", 2, true))
                        .value())
                .isZero();
        assertThat(read(Signal.SELF_IP24, Given.nothing()).missing()).isEqualTo(Missing.NO_IDENTIFIER);
    }

    private static IdentifierEvidence network(boolean advocate, long gapMillis) {
        return new IdentifierEvidence(IdentifierKind.IP24, "n", 3, advocate, gapMillis, 0, 0);
    }

    @Test
    void aDisposableDomainIsOneAndAnUnknownOneIsMissing() {
        assertThat(domain(EmailPair.DomainClass.DISPOSABLE).value()).isEqualTo(1);
        assertThat(domain(EmailPair.DomainClass.FREE).value()).isZero();
        assertThat(domain(null).missing()).isEqualTo(Missing.NO_DOMAIN);
    }

    private static Reading domain(EmailPair.DomainClass domain) {
        return read(Signal.DISPOSABLE, Given.nothing().email(new EmailPair(null, null, List.of(), List.of(), domain)));
    }
}
