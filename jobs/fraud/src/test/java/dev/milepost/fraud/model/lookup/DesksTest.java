package dev.milepost.fraud.model.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.fraud.model.account.AccountNews;
import dev.milepost.fraud.model.account.AccountNews.Labelled;
import dev.milepost.fraud.model.account.AccountNews.Lookup;
import dev.milepost.fraud.model.account.AccountNews.Sighting;
import dev.milepost.fraud.model.account.AccountNewsCodec;
import dev.milepost.fraud.model.account.Shown;
import dev.milepost.fraud.model.advocate.AdvocateFact;
import dev.milepost.fraud.model.advocate.AdvocateFact.Answered;
import dev.milepost.fraud.model.identifier.Identifier;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.identifier.Label;
import dev.milepost.fraud.model.identifier.Link;
import dev.milepost.fraud.model.lookup.RingFact.Asked;
import dev.milepost.fraud.model.lookup.RingFact.Happened;
import dev.milepost.fraud.model.ring.RingChange;
import dev.milepost.fraud.model.ring.RingEvent;
import dev.milepost.fraud.model.signal.Component;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Identifiers and rings as they are asked, from sightings to the component. */
class DesksTest {

    private static final long T0 = 1_772_323_200_000L;
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;

    /** 1 / log2 3 */
    private static final double OMEGA_OF_TWO = 0.6309297535714575;

    private static final Shown PHONE = new Shown(IdentifierKind.DEVICE, "phone");

    private static Lookup lookup(String referee, String advocate, long time) {
        return new Lookup(PHONE, referee + "@" + time, referee, advocate, null, time);
    }

    private record Told(List<Answered> answers, List<Link> links) {}

    private static Told identifier(List<AccountNews> news, Random random) {
        return identifier(news, random, T0 + 60 * DAY);
    }

    private static Told identifier(List<AccountNews> news, Random random, long until) {
        IdentifierDesk.State state = IdentifierDesk.State.empty();
        Told told = new Told(new ArrayList<>(), new ArrayList<>());
        for (AccountNews each : news) {
            new IdentifierDesk(state).accept(Bytes.restored(new AccountNewsCodec(), each));
            if (random != null && random.nextBoolean()) {
                decide(state, each.timeMillis() - 1, told);
                state = Bytes.restored(new IdentifierDesk.StateCodec(), state);
            }
        }
        decide(state, until, told);
        return told;
    }

    private static void decide(IdentifierDesk.State state, long until, Told told) {
        new IdentifierDesk(state).decide(until, told.answers::add, told.links::add);
    }

    @Test
    void aLookupHearsOfTheSightingsOfItsTimeAndOfNoneThatCameLater() {
        Told told = identifier(
                List.of(
                        lookup("bob", "ada", T0 + HOUR),
                        lookup("bob", "ada", T0 + 2 * HOUR),
                        new Sighting(PHONE, "bob", T0),
                        new Sighting(PHONE, "ada", T0 + 2 * HOUR)),
                null);
        assertThat(told.answers.get(0).evidence().degree()).isEqualTo(1);
        assertThat(told.answers.get(0).evidence().advocateOnIt()).isFalse();
        assertThat(told.answers.get(1).evidence().degree()).isEqualTo(2);
        assertThat(told.answers.get(1).evidence().advocateOnIt()).isTrue();
        assertThat(told.answers.get(1).evidence().gapMillis()).isEqualTo(2 * HOUR);
        assertThat(told.links).extracting(Link::account).containsExactlyInAnyOrder("ada", "bob");
        assertThat(told.links).allMatch(link -> link.timeMillis() == T0 + 26 * HOUR, "once both have settled");
    }

    private static Labelled label(
            String account, boolean fraud, long labelled, boolean takenBack, long time, long number) {
        return new Labelled(PHONE, account, new Label(fraud, labelled), takenBack, time, number);
    }

    /** After 90 days a label weighs a half; the referee's own, and one that was taken back, nothing. */
    @Test
    void aLookupHearsOfTheLabelsOfNeighboursUpToItsTime() {
        long later = T0 + 90 * DAY;
        Told told = identifier(
                List.of(
                        new Sighting(PHONE, "bob", T0),
                        lookup("bob", "ada", T0),
                        lookup("bob", "ada", T0 + 1),
                        label("eve", true, T0 + 1, false, T0 + 1, 1),
                        label("bob", true, T0 + 1, false, T0 + 1, 1),
                        label("gus", false, T0 + 1, false, T0 + 1, 1),
                        label("gus", false, T0 + 1, true, T0 + 2, 2),
                        new Lookup(PHONE, "own", "bob", "ada", new Label(true, T0 + 1), later + 1),
                        lookup("kim", "ada", later + 1)),
                null,
                later + 1);
        assertThat(told.answers)
                .extracting(answer ->
                        answer.evidence().fraud() + " " + answer.evidence().clean())
                .containsExactly("0.0 0.0", "2.0 1.0", "1.0 0.0", "0.5 0.0");
    }

    /** By its own age, and what was answered before stays. */
    @Test
    void aLabelThatComesLateCountsFromThenOn() {
        IdentifierDesk.State state = IdentifierDesk.State.empty();
        Told told = new Told(new ArrayList<>(), new ArrayList<>());
        IdentifierDesk desk = new IdentifierDesk(state);
        desk.accept(new Sighting(PHONE, "bob", T0));
        desk.accept(lookup("bob", "ada", T0 + 10 * DAY));
        decide(state, T0 + 10 * DAY, told);
        desk.accept(label("eve", true, T0, false, T0, 1));
        assertThat(desk.nextMillis()).isEqualTo(T0);
        decide(state, T0 + 10 * DAY, told);
        desk.accept(lookup("bob", "ada", T0 + 90 * DAY));
        decide(state, T0 + 90 * DAY, told);
        assertThat(told.answers).extracting(answer -> answer.evidence().fraud()).containsExactly(0.0, 0.5);
    }

    @Test
    void whatAnIdentifierSaysDependsOnWhatItHeardAlone() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<AccountNews> news = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                long time = T0 + (long) (random.nextDouble() * 20 * DAY);
                String account = "u" + random.nextInt(8);
                news.add(
                        switch (random.nextInt(4)) {
                            case 0 -> lookup(account, "u0", time);
                            case 1 -> label(account, random.nextBoolean(), time, false, time, i);
                            default -> new Sighting(PHONE, account, time);
                        });
            }
            Told atOnce = identifier(news, null);
            List<AccountNews> shuffled = new ArrayList<>(news);
            Collections.shuffle(shuffled, random);
            assertThat(identifier(shuffled, null)).as("seed %s, shuffled", seed).isEqualTo(atOnce);
            news.sort(Comparator.comparingLong(AccountNews::timeMillis));
            assertThat(identifier(news, random))
                    .as("seed %s, step by step", seed)
                    .isEqualTo(atOnce);
        }
    }

    @Test
    void whatRingsSayDependsOnWhatTheyHeardAlone() {
        int changes = 0;
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<RingFact> facts = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                long time = T0 + (long) (random.nextDouble() * 20 * DAY);
                facts.add(ringFact(random, time, i));
            }
            List<Object> atOnce = rings(facts, null);
            assertThat(atOnce).isNotEmpty();
            List<RingFact> shuffled = new ArrayList<>(facts);
            Collections.shuffle(shuffled, random);
            assertThat(rings(shuffled, null)).as("seed %s, shuffled", seed).containsExactlyElementsOf(atOnce);
            facts.sort(Comparator.comparingLong(RingFact::timeMillis));
            assertThat(rings(facts, random)).as("seed %s, step by step", seed).isEqualTo(atOnce);
            changes +=
                    (int) atOnce.stream().filter(RingChange.class::isInstance).count();
        }
        assertThat(changes).isGreaterThan(20);
    }

    /** The rings do not go back: it is as if it had happened at the time of the latest. */
    @Test
    void whatRingsHearLateCountsNow() {
        RingDesk.State state = RingDesk.State.empty();
        List<AdvocateFact.Linked> told = new ArrayList<>();
        RingDesk desk = new RingDesk(state);
        desk.accept(new Asked("first", "bob", "ada", T0 + 10 * DAY));
        desk.decide(T0 + 10 * DAY, told::add, change -> {});
        desk.accept(new Happened(new RingEvent.Referred("ada", "bob", true, T0 + DAY)));
        desk.accept(new Happened(link("ada", T0 + DAY, 1)));
        desk.accept(new Happened(link("bob", T0 + DAY, 2)));
        desk.accept(new Asked("late", "bob", "ada", T0 + 2 * DAY));
        desk.decide(T0 + 10 * DAY, told::add, change -> {});
        assertThat(told).extracting(AdvocateFact.Linked::assessmentId).containsExactly("first", "late");
        assertThat(told.get(1).timeMillis()).as("of the assessment").isEqualTo(T0 + 2 * DAY);
        assertThat(told.get(0).component().size()).isEqualTo(1);
        assertThat(told.get(1).component().size()).isEqualTo(2);
        assertThat(told.get(1).component().referrals()).isEqualTo(1);
    }

    /** Without its name and its labels: the referee is not in it. Not so who is linked with nobody because reviewers said so. */
    @Test
    void whoIsLinkedWithNobodyHearsOfTheAdvocatesComponent() {
        RingDesk.State state = RingDesk.State.empty();
        List<AdvocateFact.Linked> told = new ArrayList<>();
        RingDesk desk = new RingDesk(state);
        desk.accept(new Happened(link("ada", T0, 1)));
        desk.accept(new Happened(link("eve", T0, 1)));
        desk.accept(new Happened(link("gus", T0, 1)));
        desk.accept(new Happened(new RingEvent.Referred("ada", "eve", true, T0)));
        desk.accept(new Happened(new RingEvent.Labelled("eve", RingEvent.Label.FRAUD, T0, 1)));
        desk.accept(new Asked("bob", "bob", "ada", T0));
        desk.accept(new Asked("joe", "joe", "kim", T0));
        desk.accept(new Happened(new RingEvent.NotLinked("eve", T0 + 2)));
        desk.accept(new Asked("eve, cleared", "eve", "ada", T0 + 2 * DAY));
        desk.decide(T0 + 2 * DAY, told::add, change -> {});
        assertThat(told)
                .extracting(AdvocateFact.Linked::component)
                .containsExactly(
                        Component.ofTheAdvocate(3, 1, 1, OMEGA_OF_TWO, 0),
                        new Component("joe", 1, 0, 0, 0, 0, 0, 0),
                        new Component("eve", 1, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void theComponentTellsOfTheLabelsOfItsOtherAccounts() {
        RingDesk.State state = RingDesk.State.empty();
        List<AdvocateFact.Linked> told = new ArrayList<>();
        RingDesk desk = new RingDesk(state);
        for (String account : List.of("ada", "bob", "eve", "gus")) {
            desk.accept(new Happened(link(account, T0, 1)));
        }
        desk.accept(new Happened(new RingEvent.Labelled("bob", RingEvent.Label.FRAUD, T0, 1)));
        desk.accept(new Happened(new RingEvent.Labelled("eve", RingEvent.Label.BENIGN, T0, 1)));
        desk.accept(new Happened(new RingEvent.Labelled("eve", RingEvent.Label.FRAUD, T0, 2)));
        desk.accept(new Happened(new RingEvent.Labelled("gus", RingEvent.Label.BENIGN, T0, 1)));
        desk.accept(new Asked("of bob", "bob", "ada", T0));
        desk.accept(new Asked("of ada", "ada", "kim", T0));
        desk.decide(T0, told::add, change -> {});
        assertThat(told)
                .extracting(each -> each.assessmentId() + " " + each.component().fraud() + " "
                        + each.component().clean())
                .containsExactlyInAnyOrder("of bob 1.0 1.0", "of ada 2.0 1.0");
    }

    private static RingEvent link(String account, long time, int number) {
        return new RingEvent.Linked(
                new Link(new Identifier(IdentifierKind.DEVICE, "phone"), account, 2, true, time, number));
    }

    private static RingFact ringFact(Random random, long time, int number) {
        String account = "u" + random.nextInt(8);
        return switch (random.nextInt(5)) {
            case 0 -> new Asked(account + "@" + time, account, "ada", time);
            case 1 ->
                new Happened(new RingEvent.Referred("u" + random.nextInt(8), account, random.nextBoolean(), time));
            case 2 -> new Happened(new RingEvent.NotLinked(account, time));
            case 3 -> new Happened(new RingEvent.Labelled(account, RingEvent.Label.FRAUD, time));
            default ->
                new Happened(new RingEvent.Linked(new Link(
                        new Identifier(IdentifierKind.DEVICE, "d" + random.nextInt(3)),
                        account,
                        3,
                        random.nextInt(4) > 0,
                        time,
                        number)));
        };
    }

    /** What rings answer, and how they change: each in its order. */
    private static List<Object> rings(List<RingFact> facts, Random random) {
        RingDesk.State state = RingDesk.State.empty();
        List<Object> told = new ArrayList<>();
        List<RingChange> changes = new ArrayList<>();
        for (RingFact fact : facts) {
            new RingDesk(state).accept(Bytes.restored(new RingFactCodec(), fact));
            if (random != null && random.nextBoolean()) {
                new RingDesk(state).decide(fact.timeMillis() - 1, told::add, changes::add);
                state = Bytes.restored(new RingDesk.StateCodec(), state);
            }
        }
        new RingDesk(state).decide(T0 + 60 * DAY, told::add, changes::add);
        told.addAll(changes);
        return told;
    }
}
