package dev.milepost.milestones.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.pattern.Horizons;
import dev.milepost.milestones.model.pattern.RuleBook;
import dev.milepost.milestones.model.pattern.RuleId;
import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.pattern.SubjectKind;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldDriver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Versions, withdrawal, milestones that rest on milestones, and what many programs cost. */
class MilestoneModelTest {

    private static final Pattern.Event A = new Pattern.Event(List.of("a"), List.of());

    private static Pattern count(long atLeast) {
        return new Pattern.Count(A, atLeast, Window.LIFETIME, null);
    }

    private static Ask ask(String id, Pattern on) {
        return new Ask(id, null, on, "in_app", "t", new Ask.Guards(List.of()), null);
    }

    private static ProgramVersion version(String program, int version, long from, long to, Ask... asks) {
        return Versions.version(program, version, from, to, List.of(asks), List.of());
    }

    private static SubjectEvent event(String name, long time, int seenBy) {
        String id = name + time;
        return new SubjectEvent(
                name, time, id, time, id, true, true, seenBy, null, null, null, null, null, List.of(), Map.of());
    }

    /** A subject to whom events happen in order. */
    private static final class Subject {

        private final FoldDriver<MilestoneState, SubjectEvent, FactKey, SubjectFact> fold;
        private int seen;

        Subject(ProgramVersion... versions) {
            RuleBook book = RuleBook.of(List.of(versions), Horizons.DEFAULT);
            fold = new FoldDriver<>(new MilestoneModel(() -> book), new MilestoneState.MemoryCodec());
        }

        Subject see(String name, long... times) {
            for (long time : times) {
                fold.accept(Change.add(event(name, time, SubjectKind.USER.bit())));
            }
            return this;
        }

        /** As {@code version:time}, in order. */
        List<String> reached(String program, String milestone, int rung) {
            List<String> reached = new ArrayList<>();
            for (long k = 1; k <= fold.told().size(); k++) {
                MilestoneFact fact =
                        (MilestoneFact) fold.told().get(new MilestoneKey(new RuleId(program, milestone, rung), k));
                if (fact != null && fact.standing() != null) {
                    reached.add(
                            fact.standing().version() + ":" + fact.standing().reachedMillis());
                }
            }
            return reached;
        }
    }

    @Test
    void aNewVersionGoesOnWithTheCountsOfUnchangedPatterns() {
        Subject subject = new Subject(
                version("p", 1, 10, Long.MAX_VALUE, ask("same", count(3)), ask("other", count(3))),
                version("p", 2, 20, Long.MAX_VALUE, ask("other", count(2)), ask("same", count(3))));
        subject.see("a", 5, 11, 12, 20, 21);
        assertThat(subject.reached("p", "same", 0)).containsExactly("2:20");
        // It has changed, and counts from 20 on.
        assertThat(subject.reached("p", "other", 0)).containsExactly("2:21");
    }

    @Test
    void occurrencesOfAChangedPatternCountOn() {
        Subject subject = new Subject(
                version("p", 1, 10, Long.MAX_VALUE, ask("m", A)),
                version("p", 2, 20, Long.MAX_VALUE, ask("m", count(1))));
        subject.see("a", 10, 11, 20, 21);
        assertThat(subject.reached("p", "m", 0)).containsExactly("1:10", "1:11", "2:20");
        subject.fold.advance(30);
        subject.fold.compact(30);
        assertThat(subject.reached("p", "m", 0)).containsExactly("1:10", "1:11", "2:20");
    }

    private static Change<SubjectEvent> purchase(String name, long time, Map<String, String> fields) {
        String id = name + time;
        return Change.add(new SubjectEvent(
                name,
                time,
                id,
                time,
                id,
                true,
                true,
                SubjectKind.USER.bit(),
                null,
                "USD",
                100L,
                null,
                null,
                List.of(),
                fields));
    }

    @Test
    void whatWasReachedAgainStaysSoWhereAnotherPatternFollows() {
        Pattern.Event order = new Pattern.Event(List.of("order"), List.of());
        Subject subject = new Subject(
                version("p", 1, 10, Long.MAX_VALUE, ask("m", new Pattern.Sum(order, "amount", 100, Window.LIFETIME))),
                version("p", 2, 20, Long.MAX_VALUE, ask("m", new Pattern.Sum(order, "amount", 50, Window.LIFETIME))));
        Map<String, String> first = Map.of(SubjectEvent.ORDER_ID, "o1", SubjectEvent.REFUND_ID, "r1");
        subject.fold.accept(purchase("order", 11, Map.of(SubjectEvent.ORDER_ID, "o1")));
        subject.fold.accept(purchase("refund", 12, first));
        subject.fold.accept(purchase("refund_cancelled", 13, first));
        MilestoneKey key = new MilestoneKey(new RuleId("p", "m", 0), 1);
        assertThat(turns(subject, key)).containsExactly(11L, 12L, 13L);
        // What was between the first and the last is left out now, and nothing else has changed.
        long later = 14 + Horizons.DEFAULT.factMillis();
        subject.fold.advance(later);
        subject.fold.compact(later);
        subject.fold.accept(purchase("order", later + 1, Map.of(SubjectEvent.ORDER_ID, "o2")));
        assertThat(turns(subject, key)).containsExactly(11L, 12L, 13L);
    }

    @Test
    void completionsOfALaterPatternTakeThePlacesOfThoseThatEndLongAfter() {
        Pattern.Event order = new Pattern.Event(List.of("order"), List.of());
        Subject subject = new Subject(
                version("p", 1, 10, Long.MAX_VALUE, ask("m", new Pattern.Sum(order, "amount", 100, Window.LIFETIME))),
                version("p", 2, 20, Long.MAX_VALUE, ask("m", A)));
        subject.fold.accept(purchase("order", 11, Map.of(SubjectEvent.ORDER_ID, "o1")));
        subject.see("a", 21, 22);
        long later = 30 * Horizons.DEFAULT.factMillis();
        subject.fold.advance(later);
        subject.fold.compact(later);
        assertThat(subject.reached("p", "m", 0)).containsExactly("1:11", "2:21", "2:22");
        subject.fold.accept(
                purchase("refund", later + 1, Map.of(SubjectEvent.ORDER_ID, "o1", SubjectEvent.REFUND_ID, "r1")));
        assertThat(subject.reached("p", "m", 0)).containsExactly("2:21", "2:22");
        // No refund comes any more: the driver looks whether what may be forgotten is.
        subject.fold.advance(later + 2 * Horizons.DEFAULT.refundMillis());
        subject.fold.compact(later + 2 * Horizons.DEFAULT.refundMillis());
    }

    @Test
    void completionsOfOneMomentKeepTheirCausesWhereAnotherPatternFollows() {
        Pattern either = new Pattern.Event(List.of("a", "b"), List.of());
        Subject subject = new Subject(
                version("p", 1, 10, Long.MAX_VALUE, ask("m", either)), version("p", 2, 20, 90, ask("m", A)));
        subject.see("a", 11).see("b", 11);
        assertThat(causes(subject)).containsExactly("a11", "b11");
        subject.see("a", 21);
        assertThat(causes(subject)).containsExactly("a11", "b11", "a21");
    }

    /** By which event each came to stand. */
    private static List<String> causes(Subject subject) {
        List<String> causes = new ArrayList<>();
        for (long k = 1; k <= subject.fold.told().size(); k++) {
            MilestoneFact fact = (MilestoneFact) subject.fold.told().get(new MilestoneKey(new RuleId("p", "m", 0), k));
            fact.turns().forEach(turn -> causes.add(turn.causeEventId()));
        }
        return causes;
    }

    private static List<Long> turns(Subject subject, MilestoneKey key) {
        return ((MilestoneFact) subject.fold.told().get(key))
                .turns().stream().map(MilestoneFact.Turn::timeMillis).toList();
    }

    @Test
    void aWithdrawnProgramCompletesNoMoreNorDoItsTimers() {
        Pattern timer = new Pattern.Timer(A, Span.ofMillis(8), Span.ofMillis(8));
        Subject subject = new Subject(
                version("p", 1, 10, Long.MAX_VALUE, ask("m", A), ask("t", timer)),
                version("p", 2, 20, 30, ask("m", A), ask("t", timer)));
        subject.see("a", 9, 10, 29, 30, 31);
        subject.fold.advance(100);
        assertThat(subject.reached("p", "m", 0)).containsExactly("1:10", "2:29");
        assertThat(subject.reached("p", "t", 0)).containsExactly("1:18", "2:26");
        subject.fold.compact(100);
        // How often each has completed is all that is left.
        assertThat(subject.fold.told()).hasSize(4);
    }

    @Test
    void aRuleThatComesBackBeginsAnew() {
        Subject subject = new Subject(
                version("p", 1, 10, Long.MAX_VALUE, ask("m", count(2))),
                version("p", 2, 20, Long.MAX_VALUE),
                version("p", 3, 30, Long.MAX_VALUE, ask("m", count(2))));
        subject.see("a", 11, 25, 31);
        assertThat(subject.reached("p", "m", 0)).isEmpty();
        subject.see("a", 32);
        assertThat(subject.reached("p", "m", 0)).containsExactly("3:32");
    }

    @Test
    void aMilestoneMayRestOnAnother() {
        Pattern twice =
                new Pattern.Count(new Pattern.Event(List.of("milestone.first"), List.of()), 2, Window.LIFETIME, null);
        Subject subject = new Subject(
                version("p", 1, 10, Long.MAX_VALUE, ask("second", twice), ask("first", A)),
                version("q", 1, 10, Long.MAX_VALUE, ask("second", twice)));
        subject.see("a", 11, 15);
        assertThat(subject.reached("p", "second", 0)).containsExactly("1:15");
        // Of another program it is no milestone.
        assertThat(subject.reached("q", "second", 0)).isEmpty();
    }

    @Test
    void aLaddersRungsAreMilestonesOfTheirOwn() {
        Reward ladder = new Reward(
                "l",
                null,
                Reward.Subject.ADVOCATE,
                new Reward.Fire.Ladder(
                        true, List.of(new Reward.Step(count(1), List.of()), new Reward.Step(count(2), List.of()))));
        Subject subject = new Subject(Versions.version("p", 1, 0, Long.MAX_VALUE, List.of(), List.of(ladder)));
        subject.fold.accept(Change.add(event("a", 1, SubjectKind.ADVOCATE.bit())));
        // Not the advocate's.
        subject.fold.accept(Change.add(event("a", 2, SubjectKind.USER.bit())));
        subject.fold.accept(Change.add(event("a", 3, SubjectKind.ADVOCATE.bit())));
        assertThat(subject.reached("p", "l", 1)).containsExactly("1:1");
        assertThat(subject.reached("p", "l", 2)).containsExactly("1:3");
    }

    @Test
    void anEventIsToldToTheRulesThatNameItAndToNoOther() {
        List<ProgramVersion> fifty = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Pattern on = new Pattern.Count(new Pattern.Event(List.of("e" + i), List.of()), 5, Window.LIFETIME, null);
            fifty.add(version("p" + i, 1, 0, Long.MAX_VALUE, ask("m", on)));
        }
        RuleBook book = RuleBook.of(fifty, Horizons.DEFAULT);
        assertThat(book.naming("e7")).hasSize(1);
        assertThat(book.naming("none")).isEmpty();
        // And what guards of asks ask of a user.
        assertThat(book.names()).hasSize(54).contains("e49", "signup", "opted_out");
    }

    @Test
    void aRuleTakesAFewBytesOfAUser() throws IOException {
        List<ProgramVersion> fifty = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            fifty.add(version("p" + i, 1, 0, Long.MAX_VALUE, ask("m", count(1000))));
        }
        Subject one = new Subject(fifty.get(0)).see("a", 1, 2, 3);
        Subject all = new Subject(fifty.toArray(ProgramVersion[]::new)).see("a", 1, 2, 3);
        one.fold.advance(10);
        one.fold.compact(10);
        all.fold.advance(10);
        all.fold.compact(10);
        int first = one.fold.passThroughBytes();
        int more = (all.fold.passThroughBytes() - first) / 49;
        assertThat(first).isLessThan(50);
        assertThat(more).isEqualTo(26);
    }

    private static ProgramVersion referring(String program, long atLeast) {
        Reward reward = new Reward("m", count(atLeast), Reward.Subject.REFERRAL, new Reward.Fire.Once(List.of()));
        return Versions.version(program, 1, 0, Long.MAX_VALUE, List.of(), List.of(reward));
    }

    private static ProgramVersion[] fiftyReferring() {
        return IntStream.range(0, 50).mapToObj(i -> referring("p" + i, 3)).toArray(ProgramVersion[]::new);
    }

    /** A version of the subject's referral in a program. */
    private static Change<SubjectEvent> bound(String program, long time, boolean stands) {
        String identity = "referral.bound/" + program;
        return Change.put(new SubjectEvent(
                "referral.bound",
                time,
                identity + time,
                time,
                identity,
                false,
                stands,
                SubjectKind.REFERRAL.bit(),
                program,
                null,
                null,
                null,
                null,
                List.of("r"),
                Map.of(SubjectEvent.ADVOCATE_ID, "ann")));
    }

    private static Subject signedUp(ProgramVersion... versions) {
        Subject subject = new Subject(versions);
        for (String name : List.of("signup", "a", "a")) {
            int time = 10 + subject.seen++;
            subject.fold.accept(Change.add(event(name, time, SubjectKind.REFERRAL.bit())));
        }
        return subject;
    }

    @Test
    void whatAReferralDidBeforeItWasKnownInWhichProgramIsKeptOnceForAll() throws IOException {
        Subject one = signedUp(referring("p7", 3));
        Subject all = signedUp(fiftyReferring());
        for (Subject subject : List.of(one, all)) {
            subject.fold.advance(20);
            subject.fold.compact(20);
        }
        assertThat(all.fold.passThroughBytes()).isEqualTo(one.fold.passThroughBytes());
    }

    @Test
    void aBindingShowsItToTheRulesOfItsProgramAlone() {
        Subject subject = signedUp(fiftyReferring());
        subject.fold.accept(bound("p7", 20, true));
        subject.fold.accept(Change.add(event("a", 21, SubjectKind.REFERRAL.bit())));
        assertThat(subject.reached("p7", "m", 0)).containsExactly("1:21");
        assertThat(subject.fold.told()).hasSize(1);
    }

    @Test
    void aReferralThatMovesTakesAlongWhatItDid() {
        Subject subject = signedUp(fiftyReferring());
        subject.fold.accept(bound("p7", 20, true));
        subject.fold.accept(Change.add(event("a", 21, SubjectKind.REFERRAL.bit())));
        subject.fold.accept(bound("p7", 22, false));
        subject.fold.accept(bound("p8", 22, true));
        assertThat(subject.reached("p7", "m", 0)).isEmpty();
        assertThat(subject.reached("p8", "m", 0)).containsExactly("1:21");
        // And back.
        subject.fold.accept(bound("p8", 23, false));
        subject.fold.accept(bound("p7", 23, true));
        assertThat(subject.reached("p7", "m", 0)).containsExactly("1:21");
        assertThat(subject.reached("p8", "m", 0)).isEmpty();
    }

    /** Of each milestone of the ask {@code m}, when it may be due and whether the user is opted out then. */
    private static List<String> dues(Subject subject) {
        return subject.fold.told().values().stream()
                .filter(DueFact.class::isInstance)
                .map(DueFact.class::cast)
                .map(due -> due.key().occurrence() + "@" + due.key().dueMillis()
                        + (due.context().optedOut() ? " opted out" : ""))
                .toList();
    }

    @Test
    void whatGuardsAskIsToldAgainWhenAnAskThatWaitsIsDue() throws IOException {
        long hour = 3_600_000L;
        long day = 24 * hour;
        Ask.Experiment experiment = new Ask.Experiment(
                "e",
                "s",
                day,
                0,
                List.of(
                        new Ask.Arm("now", 300_000, Span.ZERO, null, null),
                        new Ask.Arm("soon", 300_000, Span.ofMillis(hour), null, null),
                        new Ask.Arm("later", 400_000, Span.ofMillis(10 * hour), null, null)));
        Subject subject = new Subject(version(
                "p",
                1,
                0,
                Long.MAX_VALUE,
                new Ask("m", null, A, "in_app", "t", new Ask.Guards(List.of()), experiment)));
        subject.see("a", 2 * hour);
        subject.fold.advance(4 * hour);
        assertThat(dues(subject)).as("the other is not due yet").containsExactlyInAnyOrder("1@" + 3 * hour);
        subject.see(SubjectEvent.OPTED_OUT, 5 * hour);
        subject.fold.passThroughBytes();
        subject.fold.advance(12 * hour);
        assertThat(dues(subject)).containsExactlyInAnyOrder("1@" + 12 * hour + " opted out", "1@" + 3 * hour);
        // Late: she had opted out before the milestone, and there was one before that.
        subject.see(SubjectEvent.OPTED_OUT, hour);
        assertThat(dues(subject))
                .containsExactlyInAnyOrder("1@" + 12 * hour + " opted out", "1@" + 3 * hour + " opted out");
        subject.see("a", hour / 2);
        assertThat(dues(subject))
                .containsExactlyInAnyOrder(
                        "1@" + 21 * hour / 2 + " opted out",
                        "1@" + 3 * hour / 2 + " opted out",
                        "2@" + 12 * hour + " opted out",
                        "2@" + 3 * hour + " opted out");
        subject.fold.advance(40 * hour);
        subject.fold.compact(40 * hour);
        subject.see("a", 41 * hour);
        assertThat(dues(subject)).as("what was told stays told").hasSize(4);
    }

    /** Printed, per fact, for a tenth and for all of them; the two should be about the same. */
    @Test
    void aFactThatComesInOrderCostsNoCopyOfTheDay() {
        Pattern qualified = new Pattern.Event(List.of(Names.REFERRAL_QUALIFIED), List.of());
        for (int n : List.of(1_000, 10_000)) {
            Subject subject = new Subject(version("p", 1, 0, Long.MAX_VALUE, ask("m", qualified)));
            long start = System.nanoTime();
            for (int i = 1; i <= n; i++) {
                subject.fold.accept(Change.put(qualified("q" + i, i, true)));
            }
            System.out.printf(
                    "Facts of one subject in a day, %,d: %.1f µs each%n", n, (System.nanoTime() - start) / 1_000.0 / n);
            assertThat(subject.reached("p", "m", 0)).hasSize(n);
            // A version of one of them, told later, still takes its place.
            subject.fold.accept(Change.put(qualified("q" + n / 2, n + 1, false)));
            assertThat(subject.reached("p", "m", 0)).hasSize(n - 1);
        }
    }

    private static SubjectEvent qualified(String identity, long time, boolean stands) {
        return new SubjectEvent(
                Names.REFERRAL_QUALIFIED,
                time,
                identity + '@' + time,
                time,
                identity,
                false,
                stands,
                SubjectKind.USER.bit(),
                "p",
                null,
                null,
                null,
                null,
                List.of(),
                Map.of());
    }
}
