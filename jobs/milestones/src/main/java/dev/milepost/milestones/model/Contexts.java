package dev.milepost.milestones.model;

import dev.milepost.milestones.model.Course.Place;
import dev.milepost.milestones.model.pattern.Rule;
import dev.milepost.milestones.model.pattern.Watch;
import dev.milepost.milestones.model.profile.Profile;
import java.util.List;
import java.util.Map;
import org.pcollections.PMap;

/** The users of asks when their milestones were first reached, and when they are due. */
final class Contexts {

    private Contexts() {}

    /** Of those occurrences: those stay that were first reached when they were. */
    static Course of(Profile profile, Course former, Course course, List<Rule> rules, long first, long last) {
        PMap<Long, AskContext> contexts = course.contexts();
        for (long occurrence = first; occurrence <= last; occurrence++) {
            List<Place> now = course.places(occurrence, rules);
            List<Place> before = former.places(occurrence, rules);
            if (now.isEmpty()) {
                contexts = contexts.minus(occurrence);
            } else if (before.isEmpty()
                    || before.get(0).sinceMillis() != now.get(0).sinceMillis()) {
                contexts = contexts.plus(occurrence, at(now.get(0), profile));
            }
        }
        return course.asking(contexts);
    }

    /** Those of that time and later anew. */
    static Course of(Profile profile, Course course, List<Rule> rules, long sinceMillis) {
        PMap<Long, AskContext> contexts = course.contexts();
        for (Map.Entry<Long, AskContext> entry : course.contexts().entrySet()) {
            List<Place> places = course.places(entry.getKey(), rules);
            if (!places.isEmpty() && places.get(0).sinceMillis() >= sinceMillis) {
                contexts = contexts.plus(entry.getKey(), at(places.get(0), profile));
            }
        }
        return course.asking(contexts);
    }

    /** Without those of what is forgotten. */
    static Course stillTold(Course course, List<Rule> rules) {
        if (course.contexts().isEmpty()) {
            return course;
        }
        PMap<Long, AskContext> contexts = course.contexts();
        for (long occurrence : course.contexts().keySet()) {
            if (course.places(occurrence, rules).isEmpty()) {
                contexts = contexts.minus(occurrence);
            }
        }
        return course.asking(contexts);
    }

    /** Of an ask that is due, by the version in force then. */
    static AskContext due(Profile profile, List<Rule> rules, long dueMillis) {
        List<Watch> suppressors = rules.stream()
                .filter(rule -> rule.isInForce(dueMillis))
                .findFirst()
                .map(rule -> rule.suppressorsAt(dueMillis))
                .orElse(List.of());
        return of(profile.at(dueMillis, suppressors), null);
    }

    private static AskContext of(Profile.Moment moment, String code) {
        return new AskContext(
                moment.signupMillis(),
                moment.optedOut(),
                moment.consent(),
                moment.segment(),
                moment.suppressedBy(),
                code);
    }

    private static AskContext at(Place first, Profile profile) {
        Profile.Moment moment = profile.at(first.sinceMillis(), first.rule().suppressorsAt(first.sinceMillis()));
        return of(moment, profile.code(first.rule().id().program(), first.sinceMillis()));
    }
}
