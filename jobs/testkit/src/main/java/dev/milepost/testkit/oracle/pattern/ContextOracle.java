package dev.milepost.testkit.oracle.pattern;

import java.time.ZoneId;
import java.util.List;

/** What guards of an ask find of a user, by all that happened up to a time. */
public final class ContextOracle {

    /** Such an event stops asks for so long, unless (or null) the other has come after it. */
    public record Suppressor(Spec.Event event, Spec.Length within, String unless) {}

    /** What is found. */
    public record Context(Long signup, boolean optedOut, boolean consent, String segment, String suppressedBy) {}

    private final List<Happening> past;
    private final Readings readings;
    private final Clock clock;
    private final long time;

    /** At a time. */
    public ContextOracle(List<Happening> history, long time, ZoneId zone, String currency) {
        past = history.stream()
                .filter(event -> event.time() <= time)
                .sorted(Happening.ORDER)
                .toList();
        readings = new Readings(past, currency, 0, Long.MAX_VALUE);
        clock = new Clock(zone);
        this.time = time;
    }

    public Context find(List<Suppressor> suppressors) {
        String consent = "";
        String segment = null;
        Long signup = null;
        boolean optedOut = false;
        for (Happening event : past) {
            String name = event.name();
            boolean out = name.equals("opted_out");
            optedOut |= out;
            signup = signup == null && name.equals("signup") ? (Long) event.time() : signup;
            String says = name.equals("signup") || name.equals("consent_changed")
                    ? event.texts().get("marketing_consent")
                    : out ? "false" : null;
            consent = says == null ? consent : says;
            String puts = name.equals("signup") || name.equals("user_attributes")
                    ? event.texts().get("segment")
                    : null;
            segment = puts == null ? segment : puts;
        }
        String suppressedBy = suppressors.stream()
                .map(this::holds)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(null);
        return new Context(signup, optedOut, consent.equals("true"), segment, suppressedBy);
    }

    /** The name of what stops asks, or nothing. */
    private String holds(Suppressor suppressor) {
        List<Happening> stops = past.stream()
                .filter(event -> readings.matches(suppressor.event(), event))
                .toList();
        if (stops.isEmpty()) {
            return "";
        }
        Happening last = stops.get(stops.size() - 1);
        boolean undone = past.stream()
                .filter(event -> !readings.matches(suppressor.event(), event))
                .anyMatch(event -> event.name().equals(suppressor.unless()) && event.time() > last.time());
        return !undone && last.time() > clock.minus(time, suppressor.within()) ? last.name() : "";
    }
}
