package dev.milepost.fraud.model.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers by hand; a young segment has its priors: 2 % disposable, 5 % devices and cards, 1 % e-mail addresses, 20 % orphans. */
class ManyTracesTest {

    private static final SegmentBaseline YOUNG = new SegmentBaseline();

    private static Reading read(Traces traces, Counted orphans) {
        WindowSummary window = new WindowSummary(
                0, 0, 0, true, 1, List.of(), -1, List.of(), orphans, Counted.NONE, Counted.NONE, Counted.NONE, traces);
        return new ManyTraces().read(Given.nothing().window(window).now(), YOUNG);
    }

    @Test
    void whatMostRefereesShowIsLeftToItsOwnSignal() {
        Traces devices = new Traces(10, 0, 3, 0, 0, 0, List.of());
        // Six of ten are orphans, which is left out. Three traces where 10 · (.02 + .05 + .01) = .8 are usual: of a
        // negative
        // binomial with size 6, 1 − .8824^6 · (1 + 6 · .1176 + 21 · .1176²) = .0578.
        assertThat(read(devices, new Counted(6, 10, List.of())).value()).isEqualTo(1.237891, within(1e-6));
        // Five of ten are not most: eight traces where 2.8 are usual.
        assertThat(read(devices, new Counted(5, 10, List.of())).value()).isEqualTo(1.581978, within(1e-6));
    }

    @Test
    void onePlainTraitAloneSaysNothing() {
        assertThat(read(new Traces(12, 0, 12, 0, 0, 0, List.of()), Counted.NONE).value())
                .isZero();
        assertThat(read(Traces.NONE, Counted.NONE).missing()).isEqualTo(Missing.TOO_FEW);
    }

    @Test
    void cardsAreOfThoseWhoQualified() {
        AdvocateWindow window = new AdvocateWindow();
        window.bound("a", 1, null, null);
        window.bound("b", 2, null, null);
        window.marked("a", 5, Traces.CARD | Traces.DEVICE);
        window.marked("b", -1, Traces.CARD | Traces.DISPOSABLE);
        window.qualified("b", 3);
        assertThat(window.summary("a").traces()).isEqualTo(new Traces(2, 1, 1, 0, 1, 1, List.of(5L)));
        window.marked("b", -1, 0);
        assertThat(window.summary("a").traces()).isEqualTo(new Traces(2, 0, 1, 0, 1, 0, List.of(5L)));
    }

    @Test
    void marksAreWhatIsSharedDisposableOrAlike() {
        Evidence shares = Given.nothing()
                .seen(IdentifierKind.DEVICE, "d", 2, false)
                .seen(IdentifierKind.PAYMENT, "p", 1, false)
                .seen(IdentifierKind.IP24, "n", 9, true)
                .now();
        assertThat(Traces.marks(shares.identifiers(), EmailPair.UNKNOWN)).isEqualTo(Traces.DEVICE);
        EmailPair own = new EmailPair("e", "e", List.of(), List.of(), EmailPair.DomainClass.DISPOSABLE);
        assertThat(Traces.marks(List.of(), own)).isEqualTo(Traces.EMAIL | Traces.DISPOSABLE);
    }
}
