package dev.milepost.runtime.fold;

import dev.milepost.runtime.fold.SessionState.Label;
import dev.milepost.runtime.fold.SessionState.Session;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A model made to be wrong wherever the fold is: visits in sessions that only a timer closes, their trail depends on
 * their order, records within a session depend on all visits before; labels are facts in versions that change sessions
 * long past, and that ripen by timers which may be due before the label's own time; everything expires as early as it may.
 *
 * <p>Facts, as text: {@code s/START}, {@code r/ID}, {@code l/NAME}, {@code ripe/NAME}.
 *
 * @param gap a session closes that long after its last visit
 * @param span every version of a label has a time of at most origin + span
 * @param delay a label ripens at origin + delay; at most span
 */
record SessionModel(long gap, long span, long delay) implements Model<SessionState, Item, String, String> {

    @Override
    public SessionState empty() {
        return new SessionState();
    }

    @Override
    public SessionState copy(SessionState state) {
        return state.copy();
    }

    @Override
    public void apply(SessionState state, Item item, Consumer<String> changed) {
        if (item.isLabel()) {
            state.labels.put(item.identity(), new Label(item, false));
            changed.accept("l/" + item.identity());
            changed.accept("ripe/" + item.identity());
            state.sessions.keySet().forEach(start -> changed.accept("s/" + start));
            return;
        }
        Session open = open(state);
        if (open == null) {
            open = new Session(item.timeMillis(), item.timeMillis(), 0, Integer.MIN_VALUE, false);
        }
        if (item.value() > open.max()) {
            state.records.put(item.id(), item.timeMillis());
            changed.accept("r/" + item.id());
        }
        long trail = 31 * open.trail() + item.value();
        int max = Math.max(open.max(), item.value());
        state.sessions.put(open.start(), new Session(open.start(), item.timeMillis(), trail, max, false));
        changed.accept("s/" + open.start());
    }

    private static Session open(SessionState state) {
        Map.Entry<Long, Session> last = state.sessions.lastEntry();
        return last == null || last.getValue().closed() ? null : last.getValue();
    }

    @Override
    public void keys(SessionState state, Consumer<String> keys) {
        state.sessions.keySet().forEach(start -> keys.accept("s/" + start));
        state.records.keySet().forEach(id -> keys.accept("r/" + id));
        state.labels.keySet().forEach(name -> {
            keys.accept("l/" + name);
            keys.accept("ripe/" + name);
        });
    }

    @Override
    public String fact(SessionState state, String key) {
        String name = key.substring(key.indexOf('/') + 1);
        if (key.startsWith("s/")) {
            Session session = state.sessions.get(Long.parseLong(name));
            return session == null ? null : text(session, labelSum(state, session));
        }
        if (key.startsWith("r/")) {
            Long time = state.records.get(name);
            return time == null ? null : time.toString();
        }
        Label label = state.labels.get(name);
        if (label == null || (key.startsWith("ripe/") && !label.ripe())) {
            return null;
        }
        return label.version().timeMillis() + " " + label.version().value();
    }

    private static String text(Session session, int labelSum) {
        return session.start() + ".." + session.last() + (session.closed() ? " closed" : " open") + " trail "
                + session.trail() + " max " + session.max() + " labels " + labelSum;
    }

    private static int labelSum(SessionState state, Session session) {
        int sum = 0;
        for (Label label : state.labels.values()) {
            long origin = label.version().about();
            if (session.start() <= origin && origin <= session.last()) {
                sum += label.version().value();
            }
        }
        return sum;
    }

    @Override
    public long nextTimer(SessionState state) {
        Session open = open(state);
        long next = open == null ? Long.MAX_VALUE : open.last() + gap;
        for (Label label : state.labels.values()) {
            if (!label.ripe()) {
                next = Math.min(next, label.version().about() + delay);
            }
        }
        return next;
    }

    @Override
    public void onTimer(SessionState state, long timeMillis, Consumer<String> changed) {
        Session open = open(state);
        if (open != null && open.last() + gap == timeMillis) {
            state.sessions.put(open.start(), new Session(open.start(), open.last(), open.trail(), open.max(), true));
            changed.accept("s/" + open.start());
        }
        state.labels.replaceAll((name, label) -> {
            if (label.ripe() || label.version().about() + delay != timeMillis) {
                return label;
            }
            changed.accept("ripe/" + name);
            return new Label(label.version(), true);
        });
    }

    @Override
    public void expire(SessionState state, long beforeMillis) {
        state.records.values().removeIf(time -> time <= beforeMillis);
        state.sessions.values().removeIf(session -> session.closed() && expiryOf(session) <= beforeMillis);
        state.labels.values().removeIf(label -> expiryOf(label, state) <= beforeMillis);
    }

    @Override
    public long nextExpiry(SessionState state) {
        long next = Long.MAX_VALUE;
        for (long time : state.records.values()) {
            next = Math.min(next, time);
        }
        for (Session session : state.sessions.values()) {
            next = session.closed() ? Math.min(next, expiryOf(session)) : next;
        }
        for (Label label : state.labels.values()) {
            next = Math.min(next, expiryOf(label, state));
        }
        return next;
    }

    private long expiryOf(Session session) {
        return session.last() + Math.max(gap, span);
    }

    /** A label that a session needs goes with it, an unripe one after its timer. */
    private long expiryOf(Label label, SessionState state) {
        long origin = label.version().about();
        for (Session session : state.sessions.values()) {
            if (session.start() <= origin && (origin <= session.last() || !session.closed())) {
                return Long.MAX_VALUE;
            }
        }
        return label.ripe() ? origin + span : Long.MAX_VALUE;
    }

    @Override
    public boolean isEmpty(SessionState state) {
        return state.sessions.isEmpty() && state.records.isEmpty() && state.labels.isEmpty();
    }
}
