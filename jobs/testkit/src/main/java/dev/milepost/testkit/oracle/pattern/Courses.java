package dev.milepost.testkit.oracle.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What stands as a pattern's first, second, third … moment in the course of time: the whole question is asked again of what has
 * happened up to each event, and up to each timer.
 */
public final class Courses {

    /**
     * From that time on.
     *
     * @param by the name of the event by which; of a timer empty
     * @param done null: nothing
     */
    public record Turn(long time, String causeId, String by, Done done) {}

    /** The pattern's moments, of a history and with the timers up to a time. */
    @FunctionalInterface
    public interface Question {
        List<Done> done(List<Happening> history, long until);
    }

    private final List<List<Turn>> places = new ArrayList<>();

    private Courses() {}

    /** By place the turns: none of them for nothing, and one at most for each moment. */
    public static List<List<Turn>> of(List<Happening> history, long until, Question question) {
        Courses courses = new Courses();
        for (int i = 0; i < history.size(); i++) {
            Happening event = history.get(i);
            boolean last = i + 1 == history.size();
            long next = last ? until : Math.min(until, history.get(i + 1).time() - 1);
            // Nothing after it is known, so what is done later is done by timers.
            List<Done> done = question.done(history.subList(0, i + 1), Math.max(next, event.time() - 1));
            courses.step(event.time(), event.id(), event.name(), upTo(event.time() - 1, done));
            done.stream()
                    .filter(each -> each.rank() == Done.TIMER && each.time() >= event.time())
                    .forEach(timer -> courses.step(timer.time(), timer.causeId(), "", upTo(timer.time(), done)));
        }
        courses.places.removeIf(List::isEmpty);
        return courses.places;
    }

    private static List<Done> upTo(long timers, List<Done> done) {
        return done.stream()
                .filter(each -> each.rank() != Done.TIMER || each.time() <= timers)
                .toList();
    }

    private void step(long time, String causeId, String by, List<Done> now) {
        while (places.size() < now.size()) {
            places.add(new ArrayList<>());
        }
        for (int i = 0; i < places.size(); i++) {
            List<Turn> turns = places.get(i);
            Done done = i < now.size() ? now.get(i) : null;
            if (Objects.equals(says(last(turns)), says(done))) {
                continue;
            }
            turns.removeIf(turn -> turn.time() == time);
            if (!Objects.equals(says(last(turns)), says(done))) {
                turns.add(new Turn(time, causeId, by, done));
            }
        }
    }

    private static Done last(List<Turn> turns) {
        return turns.isEmpty() ? null : turns.get(turns.size() - 1).done();
    }

    /** All but where it stands in the list of events, which one before it would change. */
    private static List<Object> says(Done done) {
        return done == null
                ? List.of()
                : List.of(done.time(), done.rank() == Done.TIMER, done.causeId(), done.referrals(), done.orders());
    }
}
