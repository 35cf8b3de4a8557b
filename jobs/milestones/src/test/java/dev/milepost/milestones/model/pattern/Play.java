package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.FactKey;
import dev.milepost.milestones.model.MilestoneFact;
import dev.milepost.milestones.model.MilestoneKey;
import dev.milepost.milestones.model.MilestoneModel;
import dev.milepost.milestones.model.MilestoneState;
import dev.milepost.milestones.model.SubjectFact;
import dev.milepost.programs.model.Pattern;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldDriver;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One pattern and the events of one subject, told one after the other, by a person. */
final class Play {

    private final RuleId id = new RuleId("p", "m", 0);
    private final SubjectKind kind;
    private final FoldDriver<MilestoneState, SubjectEvent, FactKey, SubjectFact> fold;

    private Play(Pattern pattern, ZoneId zone, SubjectKind kind) {
        this(pattern, zone, kind, Long.MIN_VALUE);
    }

    private Play(Pattern pattern, ZoneId zone, SubjectKind kind, long from) {
        this.kind = kind;
        RuleBook book = new RuleBook(
                List.of(new Rule(
                        id,
                        kind,
                        from,
                        Long.MAX_VALUE,
                        PatternCompiler.compile(pattern, zone, "USD"),
                        List.of(new Rule.InForce(0, 1, List.of())),
                        Set.of("color"),
                        Horizons.DEFAULT)),
                Horizons.DEFAULT);
        fold = new FoldDriver<>(new MilestoneModel(() -> book), new MilestoneState.MemoryCodec());
    }

    static Play of(Pattern pattern) {
        return new Play(pattern, ZoneId.of("UTC"), SubjectKind.USER);
    }

    static Play in(String zone, Pattern pattern) {
        return new Play(pattern, ZoneId.of(zone), SubjectKind.USER);
    }

    static Play ofReferral(Pattern pattern) {
        return new Play(pattern, ZoneId.of("UTC"), SubjectKind.REFERRAL);
    }

    /** Of an advocate, whose rule begins at that time. */
    static Play ofAdvocate(Pattern pattern, String from) {
        return new Play(pattern, ZoneId.of("UTC"), SubjectKind.ADVOCATE, millis(from));
    }

    private SubjectEvent event(String name, String time, String id, Long amount, Map<String, String> texts) {
        long millis = millis(time);
        Map<String, String> fields = new HashMap<>(texts);
        Long value = fields.containsKey("value") ? (Long) Long.parseLong(fields.remove("value")) : null;
        Long mrr = fields.containsKey("mrr") ? (Long) Long.parseLong(fields.remove("mrr")) : null;
        return new SubjectEvent(
                name,
                millis,
                id,
                millis,
                id,
                true,
                true,
                kind.bit(),
                null,
                "USD",
                amount,
                mrr,
                value,
                List.of(),
                fields);
    }

    /** ISO-8601 in UTC, or milliseconds. */
    static long millis(String time) {
        return time.contains("T") ? Instant.parse(time).toEpochMilli() : Long.parseLong(time);
    }

    Play see(String name, String time) {
        return see(name, time, name + time, null, Map.of());
    }

    Play see(String name, String time, Map<String, String> texts) {
        return see(name, time, name + time, null, texts);
    }

    Play see(String name, String time, String id, Long amount, Map<String, String> texts) {
        fold.accept(Change.add(event(name, time, id, amount, texts)));
        return this;
    }

    /** A purchase, or a refund where an id of one is given. */
    Play pay(String name, String time, long amount, String orderId, String refundId) {
        Map<String, String> texts = new HashMap<>(Map.of(SubjectEvent.ORDER_ID, orderId));
        if (refundId != null) {
            texts.put(SubjectEvent.REFUND_ID, refundId);
        }
        return see(name, time, name + time, amount, texts);
    }

    /** A version of a fact. */
    Play fact(String name, String time, String identity, String program, boolean stands) {
        return fact(name, time, identity + time, identity, program, stands, null, List.of());
    }

    /** Something that a friend, whose referral is called so, did. */
    Play friend(String friend, String name, String time, Long amount) {
        return fact(name, time, friend + '@' + time, name + '/' + friend, "p", true, amount, List.of(friend));
    }

    Play rejected(String friend, String time) {
        return decided(SubjectEvent.REFERRAL_REJECTED, "no-" + friend, friend, time);
    }

    Play approved(String friend, String time) {
        return decided(SubjectEvent.REFERRAL_APPROVED, "yes-" + friend, friend, time);
    }

    private Play decided(String name, String word, String friend, String time) {
        return fact(name, time, word, word + '@' + time, "p", true, null, List.of(friend));
    }

    private Play fact(
            String name,
            String time,
            String id,
            String identity,
            String program,
            boolean stands,
            Long amount,
            List<String> referrals) {
        long millis = millis(time);
        fold.accept(Change.put(new SubjectEvent(
                name,
                millis,
                id,
                millis,
                identity,
                false,
                stands,
                kind.bit(),
                program,
                amount == null ? null : "USD",
                amount,
                null,
                null,
                referrals,
                Map.of())));
        return this;
    }

    Play until(String time) {
        fold.advance(millis(time));
        return this;
    }

    /** Moves all up to that time into the base, which no later revision can reach but by the rule's own log. */
    Play settle(String time) {
        until(time);
        fold.compact(millis(time));
        return this;
    }

    /** When the milestone stands as reached, in order: in UTC where the play is, else milliseconds. */
    List<String> reached() {
        List<String> times = new ArrayList<>();
        for (MilestoneFact fact : facts()) {
            if (fact.standing() != null) {
                times.add(text(fact.standing().reachedMillis()));
            }
        }
        return times;
    }

    private static String text(long millis) {
        return millis > 1_000_000_000L ? Instant.ofEpochMilli(millis).toString() : String.valueOf(millis);
    }

    /** The course of each ordinal: since when what stands. */
    List<List<String>> courses() {
        return facts().stream()
                .map(fact -> fact.turns().stream()
                        .map(turn -> text(turn.timeMillis()) + " by " + turn.causeEventId() + ": "
                                + (turn.reach() == null
                                        ? "nothing"
                                        : text(turn.reach().reachedMillis())))
                        .toList())
                .toList();
    }

    /** Also of what has ended. */
    List<MilestoneFact> facts() {
        List<MilestoneFact> facts = new ArrayList<>();
        for (long k = 1; fold.told().containsKey(new MilestoneKey(id, k)); k++) {
            facts.add((MilestoneFact) fold.told().get(new MilestoneKey(id, k)));
        }
        if (facts.size() != fold.told().size()) {
            throw new AssertionError("There are gaps: " + fold.told());
        }
        return facts;
    }

    boolean remembersNothing() {
        return fold.hasForgottenAll();
    }
}
