package dev.milepost.fraud.model.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.fraud.model.identifier.Identifier;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.identifier.Link;
import dev.milepost.fraud.model.ring.RingEvent.Label;
import dev.milepost.fraud.model.ring.RingEvent.Labelled;
import dev.milepost.fraud.model.ring.RingEvent.Linked;
import dev.milepost.fraud.model.ring.RingEvent.NotLinked;
import dev.milepost.fraud.model.ring.RingEvent.Referred;
import java.util.List;
import org.junit.jupiter.api.Test;

class RingBookTest {

    private static final long DAY = RingBook.DAY_MILLIS;

    private RingBook book = new RingBook();
    private long sequence;

    static Linked link(long time, long sequence, IdentifierKind kind, String hash, String account, int degree) {
        return new Linked(new Link(new Identifier(kind, hash), account, degree, true, time, sequence));
    }

    static Linked leave(long time, long sequence, IdentifierKind kind, String hash, String account, int degree) {
        return new Linked(new Link(new Identifier(kind, hash), account, degree, false, time, sequence));
    }

    private void joins(long time, IdentifierKind kind, String hash, int degree, String... accounts) {
        for (String each : accounts) {
            book.apply(time, List.of(link(time, ++sequence, kind, hash, each, degree)));
        }
    }

    private void leaves(long time, IdentifierKind kind, String hash, int degree, String... accounts) {
        for (String each : accounts) {
            book.apply(time, List.of(leave(time, ++sequence, kind, hash, each, degree)));
        }
    }

    private void refers(long time, String advocate, String referee, boolean bound) {
        book.apply(time, List.of(new Referred(advocate, referee, bound, time)));
    }

    private RingAnswer of(String account) {
        return book.answer(account, book.asOfMillis);
    }

    @Test
    void whoSharesAnIdentifierBelongsTogetherUnderTheSmallestId() {
        joins(1, IdentifierKind.DEVICE, "d", 2, "cat", "bob");
        joins(2, IdentifierKind.PAYMENT, "p", 2, "cat", "dan");
        joins(3, IdentifierKind.EMAIL, "e", 2, "dan", "ann");
        assertThat(of("dan").ringId()).isEqualTo("ann");
        assertThat(of("bob").size()).isEqualTo(4);
        assertThat(of("eve")).isEqualTo(new RingAnswer("eve", 1, 0, 0, 0, 0, 0, 0, false));
        assertThat(book.rings(2, 3))
                .singleElement()
                .satisfies(ring -> assertThat(ring.accounts()).containsExactly("ann", "bob", "cat", "dan"));
        assertThat(book.rings(5, 3)).isEmpty();
    }

    /** Pairs: of the device 3 at ω(3) = .5, of the payment instrument 1 at ω(2), of the address 1 of 3, for bob and cat alone. */
    @Test
    void addressesLinkNobodyAndCountWhereAPairIsLinkedOtherwise() {
        joins(1, IdentifierKind.IP, "ip", 15, "bob", "cat", "zoe");
        assertThat(of("bob").size()).isEqualTo(1);
        assertThat(of("bob").meanOmega()).isZero();
        joins(2, IdentifierKind.DEVICE, "d", 3, "ann", "bob", "cat");
        joins(3, IdentifierKind.PAYMENT, "p", 2, "ann", "cat");
        assertThat(of("bob").size()).isEqualTo(3);
        double two = Math.log(2) / Math.log(3);
        assertThat(of("ann").meanOmega()).isCloseTo((3 * 0.5 + two + 0.25) / 5, within(1e-12));
        assertThat(of("zoe").size()).isEqualTo(1);
    }

    @Test
    void referralsCountByTheirReferee() {
        joins(1, IdentifierKind.DEVICE, "d", 3, "ann", "bob", "cat");
        refers(2, "ann", "bob", true);
        refers(2, "out", "cat", true);
        refers(2, "ann", "far", true);
        RingAnswer answer = of("ann");
        assertThat(answer.referrals()).isEqualTo(2);
        assertThat(answer.internalReferrals()).isEqualTo(1);
        assertThat(answer.internalReferralShare()).isEqualTo(0.5);
        refers(3, "bob", "cat", true);
        assertThat(of("ann").internalReferrals()).isEqualTo(2);
        assertThat(of("ann").referrals()).isEqualTo(2);
    }

    @Test
    void cyclesOfTwoAndThreeAreCountedOnceRefusedOnesToo() {
        joins(1, IdentifierKind.DEVICE, "d", 2, "ann", "bob");
        refers(2, "ann", "bob", true);
        assertThat(of("ann").cycles()).isZero();
        refers(3, "bob", "ann", false);
        refers(3, "bob", "ann", false);
        assertThat(of("ann").cycles()).isEqualTo(1);
        refers(4, "bob", "cat", true);
        refers(5, "cat", "ann", false);
        assertThat(of("bob").cycles()).isEqualTo(2);
        refers(6, "cat", "dan", true);
        refers(6, "dan", "eve", true);
        refers(6, "eve", "ann", false);
        refers(6, "ann", "ann", false);
        assertThat(of("bob").cycles()).isEqualTo(2);
        assertThat(of("cat").cycles()).isEqualTo(1);
    }

    /** cat was referred by ann, and refers bob: no link of cat was seen. */
    @Test
    void whoIsReferredByALargeComponentAndRefersItClosesACycle() {
        joins(1, IdentifierKind.DEVICE, "d", 4, "ann", "bob", "eve", "fay");
        refers(2, "ann", "cat", true);
        refers(3, "cat", "bob", true);
        refers(3, "cat", "eve", true);
        assertThat(List.of(of("ann").cycles(), of("cat").cycles()))
                .as("of a household")
                .containsExactly(0, 0);
        joins(4, IdentifierKind.PAYMENT, "p", 2, "fay", "gus");
        assertThat(List.of(of("ann").cycles(), of("cat").cycles())).containsExactly(1, 1);
        // dan is linked with cat, and kim refers the five and is referred by nobody.
        joins(5, IdentifierKind.DEVICE, "e", 2, "cat", "dan");
        refers(6, "kim", "gus", true);
        assertThat(List.of(of("gus").cycles(), of("dan").cycles(), of("kim").cycles()))
                .containsExactly(1, 1, 0);
        assertThat(book.rings(2, book.asOfMillis))
                .as("among accounts there is none")
                .hasSize(2)
                .allMatch(ring -> ring.answer().cycles() == 0);
    }

    @Test
    void whoseLinksReviewersEndedIsDeclaredUnlinked() {
        joins(1, IdentifierKind.DEVICE, "d", 2, "ann", "bob");
        assertThat(book.isDeclaredUnlinked("bob")).isFalse();
        book.apply(2, List.of(new NotLinked("bob", 2)));
        book.advanceTo(DAY);
        assertThat(List.of(
                        book.isDeclaredUnlinked("ann"), book.isDeclaredUnlinked("bob"), book.isDeclaredUnlinked("cat")))
                .containsExactly(false, true, false);
    }

    @Test
    void labelsOfOthersCountAndHalve() {
        joins(0, IdentifierKind.DEVICE, "d", 3, "ann", "bob", "cat");
        book.apply(0, List.of(new Labelled("ann", Label.FRAUD, 0), new Labelled("bob", Label.FRAUD, 0)));
        book.apply(0, List.of(new Labelled("cat", Label.BENIGN, 0)));
        assertThat(of("cat").fraud()).isEqualTo(2);
        assertThatThrownBy(() -> book.answer("ann", DAY)).isInstanceOf(IllegalStateException.class);
        book.advanceTo(90 * DAY);
        assertThat(book.answer("ann", 90 * DAY).fraud()).isEqualTo(0.5);
        assertThat(book.answer("cat", 90 * DAY).fraud()).isEqualTo(1);
        assertThat(book.answer("cat", 90 * DAY).benign()).isZero();
        book.apply(90 * DAY, List.of(new Labelled("ann", Label.NONE, 90 * DAY)));
        assertThat(of("cat").fraud()).isEqualTo(0.5);
    }

    @Test
    void whatEndsCountsUntilMidnight() {
        joins(5, IdentifierKind.DEVICE, "d", 3, "ann", "bob", "cat");
        leaves(6, IdentifierKind.DEVICE, "d", 21, "ann", "bob", "cat");
        assertThat(of("ann").size()).isEqualTo(3);
        assertThat(book.nextTimer()).isEqualTo(DAY);
        assertThat(book.advanceTo(DAY - 1)).isFalse();
        assertThat(of("ann").size()).isEqualTo(3);
        assertThat(book.advanceTo(DAY)).isTrue();
        assertThat(of("ann").size()).isEqualTo(1);
        assertThat(book.accounts()).isZero();
    }

    @Test
    void whoIsNotLinkedLeavesAtMidnightAndOnlyAnotherIdentifierBringsItBack() {
        joins(5, IdentifierKind.DEVICE, "d", 3, "ann", "bob", "cat");
        book.apply(6, List.of(new NotLinked("bob", 6)));
        book.advanceTo(DAY);
        assertThat(of("bob").size()).isEqualTo(1);
        assertThat(of("ann").size()).isEqualTo(2);
        leaves(DAY + 1, IdentifierKind.DEVICE, "d", 3, "bob");
        joins(DAY + 2, IdentifierKind.DEVICE, "d", 3, "bob");
        book = Bytes.restored(new RingBookCodec(), book);
        joins(2 * DAY, IdentifierKind.DEVICE, "d", 3, "bob");
        assertThat(of("bob").size()).isEqualTo(1);
        joins(2 * DAY, IdentifierKind.EMAIL, "e", 2, "bob", "cat");
        assertThat(of("bob").size()).isEqualTo(3);
        leaves(3 * DAY, IdentifierKind.EMAIL, "e", 1, "bob", "cat");
        joins(407 * DAY, IdentifierKind.DEVICE, "d", 3, "bob");
        assertThat(of("bob").size()).isEqualTo(3);
    }

    @Test
    void referralsAndLabelsAgeAndAccountsAreForgotten() {
        refers(5, "ann", "bob", true);
        book.apply(5, List.of(new Labelled("bob", Label.FRAUD, 5)));
        book.advanceTo(90 * DAY);
        assertThat(book.accounts()).isEqualTo(2);
        assertThat(of("bob").referrals()).isEqualTo(1);
        book.advanceTo(91 * DAY);
        assertThat(of("bob").referrals()).isZero();
        assertThat(book.accounts()).isEqualTo(1);
        book.advanceTo(401 * DAY);
        assertThat(book.accounts()).isZero();
    }

    /** Two households of devices, with a limit of 4, that e-mail addresses chain together. */
    @Test
    void aComponentAboveTheLimitIsToldByDevicesAndPaymentsAlone() {
        book = new RingBook(4);
        joins(1, IdentifierKind.DEVICE, "d1", 3, "a1", "a2", "a3");
        joins(1, IdentifierKind.PAYMENT, "p2", 2, "b1", "b2");
        joins(2, IdentifierKind.EMAIL, "e", 2, "a3", "b1");
        assertThat(of("b2").ringId()).isEqualTo("b1");
        assertThat(of("b2").isPart()).isTrue();
        assertThat(of("a1").size()).isEqualTo(3);
        joins(3, IdentifierKind.PAYMENT, "p3", 2, "a1", "a4");
        assertThat(of("a4").size()).isEqualTo(4);
        joins(4, IdentifierKind.DEVICE, "d4", 2, "a4", "b1");
        assertThat(of("a4").size()).isEqualTo(4);
        assertThat(of("b2").size()).isEqualTo(2);
        assertThat(book.rings(2, 4)).hasSize(2);
    }

    @Test
    void anEventOfAnotherTimeIsRefusedAndSoIsAnEarlierOne() {
        joins(5, IdentifierKind.DEVICE, "d", 2, "ann", "bob");
        assertThatThrownBy(() -> book.apply(6, List.of(new NotLinked("bob", 5))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> book.advanceTo(4)).isInstanceOf(IllegalArgumentException.class);
    }
}
