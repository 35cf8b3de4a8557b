package dev.milepost.fraud.model.advocate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.fraud.model.account.AccountNews.Assessment;
import dev.milepost.fraud.model.account.AccountNews.Profile;
import dev.milepost.fraud.model.account.AccountNews.Unreferred;
import dev.milepost.fraud.model.account.Shown;
import dev.milepost.fraud.model.advocate.AdvocateFact.Answered;
import dev.milepost.fraud.model.advocate.AdvocateFact.Asked;
import dev.milepost.fraud.model.advocate.AdvocateFact.Known;
import dev.milepost.fraud.model.advocate.AdvocateFact.Linked;
import dev.milepost.fraud.model.advocate.AdvocateFact.Lost;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.signal.Component;
import dev.milepost.fraud.model.signal.EmailPair.DomainClass;
import dev.milepost.fraud.model.signal.Evidence;
import dev.milepost.fraud.model.signal.IdentifierEvidence;
import dev.milepost.fraud.model.signal.Subject;
import dev.milepost.fraud.model.signal.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdvocateBookTest {

    private static final long T0 = 1_772_323_200_000L;
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final Domains DOMAINS = Domains.shipped(List.of());

    private final AdvocateState state = AdvocateState.empty();
    private final List<Evidence> told = new ArrayList<>();

    private void hear(AdvocateFact... facts) {
        for (AdvocateFact fact : facts) {
            new AdvocateBook(state, DOMAINS).accept(fact);
        }
    }

    private void decide(long until) {
        new AdvocateBook(state, DOMAINS).decide(until, told::add);
    }

    private static Asked asked(String referee, Trigger trigger, long time, long amount) {
        String referral = referee + "/s";
        return new Asked(new Assessment(
                new Subject(id(referee, trigger, time), referral, "friends", "ada", referee, "friends"),
                trigger,
                time,
                T0,
                List.of(new Shown(IdentifierKind.DEVICE, "phone")),
                "network",
                "mail of " + referee,
                List.of(1L),
                "mailinator.com",
                HOUR,
                false,
                List.of(5_000L),
                amount,
                trigger == Trigger.ACTIVITY));
    }

    private static String id(String referee, Trigger trigger, long time) {
        return referee + "/s@" + time + "/" + trigger;
    }

    private static Answered answered(String referee, Trigger trigger, long time, String hash) {
        return new Answered(
                "ada",
                id(referee, trigger, time),
                time,
                new IdentifierEvidence(IdentifierKind.DEVICE, hash, 2, true, 0, 0, 0));
    }

    @Test
    void theEvidenceIsAnAssessmentWithWhatWasAnsweredOfItsTime() {
        Component component = new Component("ada", 3, 2, 1, .5, 0, 0, 0);
        hear(
                asked("bob", Trigger.BOUND, T0, 0),
                new Linked("ada", id("bob", Trigger.BOUND, T0), T0, component),
                answered("bob", Trigger.BOUND, T0, "phone"),
                answered("bob", Trigger.BOUND, T0, "laptop"),
                new Known(new Profile("ada", Set.of(IdentifierKind.DEVICE), "mail", List.of(1L, 2L), T0 - DAY)));
        decide(T0);
        Evidence evidence = told.get(0);
        assertThat(evidence.identifiers()).extracting(IdentifierEvidence::hash).containsExactly("laptop", "phone");
        assertThat(evidence.component()).isEqualTo(component);
        assertThat(evidence.advocateKinds()).containsExactly(IdentifierKind.DEVICE);
        assertThat(evidence.email().advocateHash()).isEqualTo("mail");
        assertThat(evidence.email().domain()).isEqualTo(DomainClass.DISPOSABLE);
        assertThat(evidence.window().lastWeek()).isEqualTo(1);
        assertThat(evidence.hasThreshold()).isTrue();
        assertThat(evidence.nearThreshold()).isFalse();
        assertThat(state.answers).as("answers are used once").isEmpty();
        assertThat(state.components).isEmpty();
    }

    /** In whichever order it is heard. */
    @Test
    void whatHappensAtATimeIsKnownToWhatIsAskedAtThatTime() {
        hear(
                asked("bob", Trigger.BOUND, T0, 0),
                asked("cyd", Trigger.BOUND, T0 + DAY, 0),
                new Lost(new Unreferred("bob/s", "bob", "ada", T0 + DAY)),
                new Known(new Profile("ada", Set.of(IdentifierKind.IP), "mail", List.of(1L), T0 + DAY)));
        decide(T0 + DAY);
        assertThat(told.get(0).email().advocateHash()).isNull();
        assertThat(told.get(1).email().advocateHash()).isEqualTo("mail");
        assertThat(told.get(1).window().lastWeek()).as("without bob").isEqualTo(1);
    }

    @Test
    void ofAnAdvocateOfWhomNothingIsKnownEveryKindMayHaveBeenShown() {
        hear(asked("bob", Trigger.BOUND, T0, 0));
        decide(T0);
        assertThat(told.get(0).advocateKinds()).containsExactlyInAnyOrder(IdentifierKind.values());
        assertThat(told.get(0).component()).isNull();
        assertThat(told.get(0).email().advocateHash()).isNull();
    }

    @Test
    void theWindowHearsOfMoneyAndSilence() {
        hear(
                asked("bob", Trigger.BOUND, T0, 0),
                asked("cyd", Trigger.BOUND, T0 + HOUR, 0),
                asked("bob", Trigger.PURCHASE, T0 + DAY, 5_200),
                asked("bob", Trigger.QUALIFIED, T0 + DAY, 0),
                asked("bob", Trigger.REFUND, T0 + 2 * DAY, 5_200),
                asked("bob", Trigger.REFUND, T0 + 3 * DAY, 5_200),
                asked("bob", Trigger.ACTIVITY, T0 + 15 * DAY, 0));
        decide(T0 + 20 * DAY);
        assertThat(told)
                .extracting(Evidence::nearThreshold)
                .containsExactly(false, false, true, false, false, false, false);
        assertThat(told)
                .extracting(Evidence::firstRefund)
                .as("counted once")
                .containsExactly(false, false, false, false, true, false, false);
        assertThat(told.get(6).window().refunds().hits()).isEqualTo(1);
        assertThat(told.get(6).window().refunds().of()).isEqualTo(1);
        assertThat(told.get(6).window().inactive().hits()).isEqualTo(1);
        hear(
                new Lost(new Unreferred("bob/s", "bob", "ada", T0 + 21 * DAY)),
                asked("cyd", Trigger.SETTLED, T0 + 22 * DAY, 0));
        decide(T0 + 22 * DAY);
        assertThat(told.get(7).window().refunds().of()).as("what is another's").isZero();
    }

    @Test
    void nothingIsLeftOfAnAdvocateOfLongAgo() {
        hear(asked("bob", Trigger.BOUND, T0, 0), answered("eve", Trigger.BOUND, T0, "phone"));
        decide(T0);
        assertThat(new AdvocateBook(state, DOMAINS).nextMillis()).isEqualTo(T0 + 400 * DAY);
        decide(T0 + 400 * DAY);
        assertThat(state.isEmpty()).isTrue();
    }

    /** How often it is asked, whether it was written meanwhile, and what came first, changes nothing. */
    @Test
    void whatIsToldDependsOnTheFactsAlone() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<AdvocateFact> facts = facts(random);
            List<Evidence> atOnce = run(facts, random, false);
            List<AdvocateFact> shuffled = new ArrayList<>(facts);
            Collections.shuffle(shuffled, random);
            assertThat(run(shuffled, random, false))
                    .as("seed %s, shuffled", seed)
                    .isEqualTo(atOnce);
            facts.sort(Comparator.comparingLong(AdvocateFact::timeMillis));
            assertThat(run(facts, random, true))
                    .as("seed %s, step by step", seed)
                    .isEqualTo(atOnce);
        }
    }

    private static List<Evidence> run(List<AdvocateFact> facts, Random random, boolean step) {
        AdvocateState state = AdvocateState.empty();
        List<Evidence> told = new ArrayList<>();
        for (AdvocateFact fact : facts) {
            new AdvocateBook(state, DOMAINS).accept(Bytes.restored(new AdvocateFactCodec(), fact));
            if (step && random.nextBoolean()) {
                new AdvocateBook(state, DOMAINS).decide(fact.timeMillis() - 1, told::add);
                state = Bytes.restored(new AdvocateStateCodec(), state);
            }
        }
        new AdvocateBook(state, DOMAINS).decide(T0 + 60 * DAY, told::add);
        return told;
    }

    private static List<AdvocateFact> facts(Random random) {
        List<AdvocateFact> facts = new ArrayList<>();
        facts.add(new Known(new Profile("ada", Set.of(IdentifierKind.IP), null, List.of(), T0)));
        for (int i = 0; i < 20; i++) {
            long time = T0 + (long) (random.nextDouble() * 40 * DAY);
            String referee = "r" + random.nextInt(6);
            List<Trigger> triggers = List.of(Trigger.values());
            Trigger trigger = triggers.get(random.nextInt(triggers.size()));
            facts.add(asked(referee, trigger, time, 5_000));
            facts.add(answered(referee, trigger, time, "a"));
            facts.add(new Linked("ada", id(referee, trigger, time), time, new Component("ada", 2, 1, 0, .5, 0, 0, 0)));
        }
        return facts;
    }
}
