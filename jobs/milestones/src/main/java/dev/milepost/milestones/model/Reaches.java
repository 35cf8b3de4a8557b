package dev.milepost.milestones.model;

import dev.milepost.milestones.model.Course.Place;
import dev.milepost.milestones.model.pattern.Cause;
import dev.milepost.milestones.model.pattern.Completion;
import dev.milepost.milestones.model.pattern.Gates;
import dev.milepost.milestones.model.pattern.Rule;
import dev.milepost.milestones.model.pattern.RuleId;
import dev.milepost.milestones.model.pattern.Slot;
import dev.milepost.milestones.model.pattern.Standing;
import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.pattern.SubjectKind;
import dev.milepost.programs.model.Names;
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
     * @param binding who referred the subject, or null
     */
    private static MilestoneFact.Reach of(Place place, SubjectKind kind, SubjectEvent binding) {
        if (place.completion() == null) {
            return null;
        }
        Cause cause = place.completion().cause();
        List<String> counted = place.completion().referrals();
        boolean own = kind == SubjectKind.REFERRAL || (kind == SubjectKind.ACCOUNT && counted.isEmpty());
        return new MilestoneFact.Reach(
                place.rule().versionAt(place.completion().timeMillis()),
                place.completion().timeMillis(),
                cause.id(),
                binding == null ? null : binding.text(SubjectEvent.ADVOCATE_ID),
                kind == SubjectKind.REFERRAL ? null : cause.referee(),
                own && binding != null ? binding.referrals() : counted,
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
    static MilestoneFact milestone(Gates gates, MilestoneKey key, Course course, List<Rule> rules) {
        List<Place> places = course.places(key.occurrence(), rules);
        if (places.isEmpty()) {
            return null;
        }
        SubjectKind kind = places.get(0).rule().kind();
        SubjectEvent binding = gates.binding(kind, key.rule().program());
        return new MilestoneFact(
                key,
                kind,
                places.stream()
                        .map(each -> new MilestoneFact.Turn(
                                each.sinceMillis(),
                                each.causeId(),
                                each.knownMillis(),
                                each.byReview(),
                                of(each, kind, binding)))
                        .toList(),
                course.leftOutMillis(key.occurrence()),
                course.contexts().get(key.occurrence()));
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
