package dev.milepost.milestones.model;

import dev.milepost.milestones.model.Course.Place;
import dev.milepost.milestones.model.pattern.Cause;
import dev.milepost.milestones.model.pattern.Completion;
import dev.milepost.milestones.model.pattern.Horizons;
import dev.milepost.milestones.model.pattern.Referrer;
import dev.milepost.milestones.model.pattern.Rule;
import dev.milepost.milestones.model.pattern.RuleId;
import dev.milepost.milestones.model.pattern.Slot;
import dev.milepost.milestones.model.pattern.Standing;
import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.pattern.SubjectKind;
import dev.milepost.programs.model.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Says what has been reached: as facts, and to the patterns that name it. */
final class Reaches {

    private Reaches() {}

    /**
     * A completion as it is told.
     *
     * @param referrer who referred the subject, or null
     */
    private static MilestoneFact.Reach of(Place place, SubjectKind kind, Referrer referrer) {
        if (place.completion() == null) {
            return null;
        }
        Cause cause = place.completion().cause();
        SubjectEvent binding = referrer == null ? null : referrer.binding();
        boolean own = kind == SubjectKind.REFERRAL && binding != null;
        return new MilestoneFact.Reach(
                place.rule().versionAt(place.completion().timeMillis()),
                place.completion().timeMillis(),
                cause.id(),
                binding == null ? null : binding.text(SubjectEvent.ADVOCATE_ID),
                kind == SubjectKind.ACCOUNT && binding != null
                        ? binding.referrals().get(0)
                        : null,
                kind == SubjectKind.REFERRAL ? null : cause.referee(),
                own ? binding.referrals() : place.completion().referrals(),
                cause.orderId(),
                place.completion().orders(),
                cause.currency(),
                cause.amountMinor(),
                cause.mrrMinor(),
                cause.texts(),
                place.completion().reached());
    }

    /** A version of the fact that a milestone is reached, as the patterns see it that name it. */
    static SubjectEvent event(Rule rule, MilestoneKey key, Place place) {
        RuleId id = rule.id();
        Completion completion = place.completion();
        String name = Names.MILESTONE + id.milestone();
        String identity = name + '/' + id.rung() + '/' + key.occurrence();
        int kind = rule.kind().bit();
        if (completion == null) {
            return new SubjectEvent(
                    name,
                    place.sinceMillis(),
                    place.causeId(),
                    place.knownMillis(),
                    identity,
                    false,
                    false,
                    kind,
                    id.program(),
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    Map.of());
        }
        Cause cause = completion.cause();
        Map<String, String> fields = new HashMap<>(cause.texts());
        putIfPresent(SubjectEvent.REFEREE_ID, cause.referee(), fields);
        putIfPresent(SubjectEvent.ORDER_ID, cause.orderId(), fields);
        return new SubjectEvent(
                name,
                place.sinceMillis(),
                place.causeId(),
                place.knownMillis(),
                identity,
                false,
                true,
                kind,
                id.program(),
                cause.currency(),
                cause.amountMinor(),
                cause.mrrMinor(),
                null,
                completion.referrals(),
                fields);
    }

    private static void putIfPresent(String field, String text, Map<String, String> fields) {
        if (text != null) {
            fields.put(field, text);
        }
    }

    /** Null where there is none. */
    static MilestoneFact milestone(
            MilestoneState state, MilestoneKey key, Course course, List<Rule> rules, Horizons horizons) {
        List<Place> places = course.places(key.occurrence(), rules);
        if (places.isEmpty()) {
            return null;
        }
        SubjectKind kind = places.get(0).rule().kind();
        List<Referrer> referrers = state.gates().referrers(kind, key.rule().program(), state.reviews());
        long leftOut = course.leftOutMillis(key.occurrence());
        return new MilestoneFact(
                key,
                kind,
                turns(places, kind, referrers, leftOut, horizons),
                leftOut,
                course.contexts().get(key.occurrence()));
    }

    /** What stands there; where it comes to be another's in between, by a decision about a referral, a turn more. */
    private static List<MilestoneFact.Turn> turns(
            List<Place> places, SubjectKind kind, List<Referrer> referrers, long leftOutMillis, Horizons horizons) {
        List<MilestoneFact.Turn> turns = new ArrayList<>();
        Referrer last = null;
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            Referrer now = referrer(place, place.sinceMillis(), referrers, horizons);
            boolean moved = i > 0 && now != null && last != null && !now.equals(last);
            turns.add(new MilestoneFact.Turn(
                    place.sinceMillis(),
                    place.causeId(),
                    place.knownMillis(),
                    place.byReview() || moved,
                    of(place, kind, now)));
            last = now == null ? last : now;
            // What is left out holds as it was told before.
            boolean told = i > 0 || leftOutMillis == Long.MIN_VALUE;
            long until = i + 1 < places.size() ? places.get(i + 1).sinceMillis() : Long.MAX_VALUE;
            for (Referrer next : referrers) {
                boolean between = next.sinceMillis() > place.sinceMillis() && next.sinceMillis() < until;
                if (told && between && next.equals(referrer(place, next.sinceMillis(), referrers, horizons))) {
                    turns.add(new MilestoneFact.Turn(
                            next.sinceMillis(), next.causeId(), next.knownMillis(), true, of(place, kind, next)));
                    last = next;
                }
            }
        }
        return turns;
    }

    /** Of what stands there at that time: a decision counts no later than a refund of it would. Null where nothing does. */
    private static Referrer referrer(Place place, long timeMillis, List<Referrer> referrers, Horizons horizons) {
        Completion completion = place.completion();
        return completion == null
                ? null
                : Referrer.at(Math.min(timeMillis, completion.timeMillis() + horizons.refundMillis()), referrers);
    }

    /** Null where it never stood. */
    static ConditionFact condition(ConditionKey key, Course course, List<Rule> rules) {
        List<ConditionFact.Stand> stands = course.stands(key);
        return stands.isEmpty() ? null : new ConditionFact(key, rules.get(0).kind(), stands);
    }

    /** The keys of all conditions that stand, or stood, in those slots. */
    static void conditions(RuleId id, List<Slot> slots, Consumer<FactKey> keys) {
        for (Slot slot : slots) {
            for (Standing each : slot.course()) {
                Completion completion = each.completion();
                if (completion != null) {
                    keys.accept(new ConditionKey(
                            id, completion.timeMillis(), completion.cause().id()));
                }
            }
        }
    }
}
