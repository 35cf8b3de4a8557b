package dev.milepost.fraud.model.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.ring.RingChange.Kind;
import dev.milepost.fraud.model.ring.RingEvent.Referred;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RingRegisterTest {

    private static final long DAY = RingBook.DAY_MILLIS;

    private static final List<IdentifierKind> LINKING =
            List.of(IdentifierKind.DEVICE, IdentifierKind.PAYMENT, IdentifierKind.EMAIL);

    private RingBook book = new RingBook();
    private RingRegister register = new RingRegister();
    private final List<RingChange> told = new ArrayList<>();
    private long sequence;

    private void joins(long time, IdentifierKind kind, String hash, int degree, String... accounts) {
        for (String each : accounts) {
            register.apply(
                    book, time, List.of(RingBookTest.link(time, ++sequence, kind, hash, each, degree)), told::add);
        }
    }

    private void refers(long time, String advocate, String referee, boolean bound) {
        register.apply(book, time, List.of(new Referred(advocate, referee, bound, time)), told::add);
    }

    /** What was told since the last call: who, how, when, and of whom. */
    private List<String> told() {
        List<String> lines = new ArrayList<>();
        for (RingChange each : told) {
            lines.add(each.ringId() + " " + each.kind().name().toLowerCase(Locale.ROOT) + " " + each.sinceMillis()
                    + (each.ring() == null
                            ? ""
                            : " " + String.join("", each.ring().accounts())));
        }
        told.clear();
        return lines;
    }

    @Test
    void threeLinkedAccountsAreARingThatGrowsJoinsAnotherAndEnds() {
        joins(1, IdentifierKind.DEVICE, "d", 2, "b", "c");
        assertThat(told()).as("two are a household").isEmpty();
        joins(2, IdentifierKind.PAYMENT, "p", 2, "c", "d");
        assertThat(told.get(0).ring().kinds()).containsExactly(IdentifierKind.DEVICE, IdentifierKind.PAYMENT);
        assertThat(told()).containsExactly("b began 2 bcd");
        joins(3, IdentifierKind.DEVICE, "other", 3, "x", "y", "z");
        assertThat(told()).containsExactly("x began 3 xyz");
        joins(4, IdentifierKind.EMAIL, "e", 2, "d", "z");
        assertThat(told()).containsExactly("b grew 4 bcdxyz", "x ended 4");
        joins(5, IdentifierKind.EMAIL, "f", 2, "a", "d");
        assertThat(told()).as("under its smallest account").containsExactly("a began 5 abcdxyz", "b ended 5");

        register.apply(
                book, 6, List.of(RingBookTest.leave(6, ++sequence, IdentifierKind.EMAIL, "e", "z", 1)), told::add);
        assertThat(told()).as("until midnight").isEmpty();
        register.advanceTo(book, DAY, told::add);
        assertThat(told()).containsExactly("a shrank " + DAY + " abcd", "x began " + DAY + " xyz");
        register.apply(
                book,
                DAY + 1,
                List.of(RingBookTest.leave(DAY + 1, ++sequence, IdentifierKind.DEVICE, "other", "y", 2)),
                told::add);
        register.advanceTo(book, 2 * DAY, told::add);
        assertThat(told()).containsExactly("x ended " + 2 * DAY);
        register.advanceTo(book, 3 * DAY, told::add);
        assertThat(told()).as("nothing has changed").isEmpty();
    }

    /** Two of three referrals have an advocate inside: ω(3) = .5 for each of the three pairs. */
    @Test
    void figuresThatHaveChangedAloneAreToldAtMidnight() {
        refers(1, "b", "c", true);
        joins(2, IdentifierKind.DEVICE, "d", 3, "b", "c", "d");
        assertThat(told.get(0).ring().answer().internalReferralShare()).isEqualTo(1);
        assertThat(told()).containsExactly("b began 2 bcd");
        refers(3, "zoe", "b", true);
        refers(4, "c", "d", true);
        assertThat(told()).isEmpty();
        register.advanceTo(book, DAY, told::add);
        RingChange changed = told.get(0);
        assertThat(changed.kind()).isEqualTo(Kind.CHANGED);
        assertThat(changed.generationMillis()).isEqualTo(DAY);
        assertThat(changed.ring().answer().referrals()).isEqualTo(3);
        assertThat(changed.ring().answer().internalReferrals()).isEqualTo(2);
        assertThat(changed.ring().answer().meanOmega()).isEqualTo(0.5);
        assertThat(told).hasSize(1);
    }

    @Test
    void twoWhoReferredEachOtherAreARing() {
        joins(1, IdentifierKind.DEVICE, "d", 2, "ann", "bob");
        refers(2, "ann", "bob", true);
        assertThat(told()).isEmpty();
        refers(3, "bob", "ann", false);
        assertThat(told()).containsExactly("ann began 3 annbob");
    }

    /** Of 600 accounts on one mailbox 500 are believed; beyond, devices alone count: 300 pairs. */
    @Test
    void whatIsTooLargeToBeBelievedEndsAndCostsNoRowAnEvent() {
        for (int i = 0; i < 600; i++) {
            joins(1, IdentifierKind.EMAIL, "e", 20, name(i));
        }
        assertThat(told).hasSize(499);
        assertThat(told.get(497).ring().answer().size()).isEqualTo(500);
        assertThat(told.get(498).kind()).isEqualTo(Kind.ENDED);
        told.clear();
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 100; i++) {
                refers(2 + round, name(i), name(i + 100), true);
                joins(2 + round, IdentifierKind.IP, "ip", 20, name(i));
            }
        }
        assertThat(told()).isEmpty();
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "u%03d", number);
    }

    /** Rings as told, held against a look at all of them; copies and restored states go on the same. */
    @Test
    void whatWasToldAddsUpToWhatThereIs() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            book = new RingBook(seed % 2 == 0 ? RingBook.LARGEST : 6);
            register = new RingRegister();
            told.clear();
            Map<String, Ring> open = new TreeMap<>();
            long time = 1;
            for (int step = 0; step < 120; step++) {
                time += random.nextInt((int) DAY / 8);
                while (book.nextTimer() <= time) {
                    long midnight = book.nextTimer();
                    register.advanceTo(book, midnight, told::add);
                    follow(open);
                    assertThat(open.values())
                            .as("seed %s, midnight %s", seed, midnight)
                            .containsExactlyElementsOf(rings(midnight));
                }
                register.apply(book, time, List.of(event(random, time)), told::add);
                register = random.nextBoolean()
                        ? Bytes.restored(new RingRegister.RegisterCodec(), register)
                        : new RingRegister.RegisterCodec().copy(register);
            }
        }
    }

    /** No row begins what is open or ends what is not. */
    private void follow(Map<String, Ring> open) {
        for (RingChange each : told) {
            assertThat(open.containsKey(each.ringId())).as("%s", each).isEqualTo(each.kind() != Kind.BEGAN);
            if (each.ring() == null) {
                open.remove(each.ringId());
            } else {
                open.put(each.ringId(), each.ring());
            }
        }
        told.clear();
    }

    private List<Ring> rings(long time) {
        return book.rings(2, time).stream()
                .filter(ring -> ring.accounts().size() >= 3 || ring.answer().cycles() > 0)
                .toList();
    }

    private RingEvent event(Random random, long time) {
        String account = "u" + random.nextInt(12);
        if (random.nextInt(4) == 0) {
            return new Referred("u" + random.nextInt(12), account, random.nextBoolean(), time);
        }
        IdentifierKind kind = LINKING.get(random.nextInt(LINKING.size()));
        String hash = "h" + random.nextInt(3);
        return random.nextInt(3) > 0
                ? RingBookTest.link(time, ++sequence, kind, hash, account, 3)
                : RingBookTest.leave(time, ++sequence, kind, hash, account, 3);
    }
}
