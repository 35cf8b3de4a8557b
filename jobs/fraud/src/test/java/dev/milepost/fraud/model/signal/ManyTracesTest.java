package dev.milepost.fraud.model.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Numbers by hand; a young segment has its priors: 2 % disposable, 5 % devices and cards, 1 % e-mail addresses, 20 % networks and
 * orphans.
 */
class ManyTracesTest {

    private static final SegmentBaseline YOUNG = new SegmentBaseline();

    private static Reading read(Traces traces, Counted orphans) {
        WindowSummary window = new WindowSummary(
                0, 0, 0, true, 1, List.of(), -1, List.of(), orphans, Counted.NONE, Counted.NONE, Counted.NONE, traces);
        return new ManyTraces().read(Given.nothing().window(window).now(), YOUNG);
    }

    @Test
    void eachKindCountsByHowUnusualItIsAndAtMostOne() {
        Traces devices = new Traces(10, 0, 3, 3, 0, 0, 0, 0, 0, List.of(), 0);
        // Of 10, none is disposable where P(N ≥ 1) = 1 − .98^10 = .182927: −log10 of (1 + .182927)/2 is .228072. So
        // none alike: .261371,
        // none behind a network: .023965. Three on shared devices where .5 are usual: P(N ≥ 3) = .011504, P(N ≥ 4) =
        // .001028, 2.2: 1.
        // Three orphans: P(N ≥ 3) = .322200, P(N ≥ 4) = .120874: .654553. Six: 2.4, so 1.
        double none = .228072 + .261371 + .023965;
        assertThat(read(devices, new Counted(3, 10, List.of())).value()).isEqualTo(none + 1 + .654553, within(2e-6));
        assertThat(read(devices, new Counted(6, 10, List.of())).value()).isEqualTo(none + 2, within(2e-6));
    }

    @Test
    void onePlainTraitAloneSaysLittle() {
        assertThat(read(new Traces(12, 0, 12, 12, 0, 0, 0, 0, 0, List.of(), 0), Counted.NONE)
                        .value())
                .isEqualTo(1.485832, within(1e-6));
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
        assertThat(window.summary("a").traces())
                .isEqualTo(new Traces(2, 1, 1, 0, 0, 0, 1, 1, 0, List.of(5L), Traces.CARD | Traces.DEVICE));
        window.marked("b", -1, 0);
        assertThat(window.summary("b").traces()).isEqualTo(new Traces(2, 0, 1, 0, 0, 0, 1, 0, 0, List.of(5L), 0));
    }

    @Test
    void behindAnEarlierRefereesNetworkIsATrace() {
        AdvocateWindow window = new AdvocateWindow();
        window.bound("a", 1, "n", null);
        window.bound("b", 2, "n", null);
        window.bound("c", 3, "other", null);
        for (String each : List.of("a", "b", "c")) {
            window.marked(each, -1, 0);
        }
        assertThat(window.summary("b").traces().own()).isEqualTo(Traces.NETWORK);
        assertThat(window.summary("a").traces().own()).isZero();
        assertThat(window.summary("a").traces().networks()).isEqualTo(1);
    }

    @Test
    void marksAreWhatIsSharedDisposableOrAlike() {
        Evidence shares = Given.nothing()
                .seen(IdentifierKind.DEVICE, "d", 2, true)
                .seen(IdentifierKind.PAYMENT, "p", 1, false)
                .seen(IdentifierKind.IP24, "n", 9, false)
                .now();
        assertThat(Traces.marks(shares.identifiers(), EmailPair.UNKNOWN)).isEqualTo(Traces.DEVICE);
        Evidence others = Given.nothing()
                .seen(IdentifierKind.DEVICE, "d", 2, true)
                .seen(IdentifierKind.DEVICE, "e", 2, false)
                .seen(IdentifierKind.PAYMENT, "p", 3, false)
                .seen(IdentifierKind.IP24, "n", 2, true)
                .now();
        assertThat(Traces.marks(others.identifiers(), EmailPair.UNKNOWN))
                .isEqualTo(Traces.DEVICE | Traces.STRANGE_DEVICE | Traces.CARD | Traces.STRANGE_CARD | Traces.NETWORK);
        EmailPair own = new EmailPair("e", "e", List.of(), List.of(), EmailPair.DomainClass.DISPOSABLE);
        assertThat(Traces.marks(List.of(), own)).isEqualTo(Traces.EMAIL | Traces.DISPOSABLE);
    }
}
