package dev.milepost.attribution.model;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.attribution.model.VisitorEvent.Click;
import dev.milepost.attribution.model.VisitorEvent.Link;
import dev.milepost.attribution.model.VisitorEvent.Role;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.fold.Model;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Identity, touches and sessions of one anonymous_id. */
public final class VisitorModel implements Model<VisitorState, VisitorEvent, VisitorModel.Key, VisitorFact> {

    private static final long serialVersionUID = 1L;

    private static final Key IDENTITY = new Key(Key.Kind.IDENTITY, "", 0);
    private static final String DIRECT = "direct";
    private static final long DAY_MILLIS = 86_400_000L;

    private final AttributionRules rules;

    public VisitorModel(AttributionRules rules) {
        this.rules = rules;
    }

    /**
     * A fact's key.
     *
     * @param id event_id of a CLICK, a NAMED and a TRACED; else empty
     * @param number event time of a CLICK, a NAMED and a TRACED; the UTC day, counted from 1970, of an EXCESS; else 0
     */
    public record Key(Kind kind, String id, long number) {

        /** What the fact is about. */
        public enum Kind {
            IDENTITY,
            CLICK,
            NAMED,
            TRACED,
            EXCESS
        }

        static Key click(KeptClick click) {
            return new Key(Kind.CLICK, click.eventId(), click.timeMillis());
        }

        static Key named(NamedClick click) {
            return new Key(Kind.NAMED, click.eventId(), click.timeMillis());
        }

        static Key traced(TracedClick click) {
            return new Key(Kind.TRACED, click.eventId(), click.timeMillis());
        }

        static Key excess(long day) {
            return new Key(Kind.EXCESS, "", day);
        }
    }

    @Override
    public VisitorState empty() {
        return new VisitorState();
    }

    @Override
    public VisitorState copy(VisitorState state) {
        return state.copy();
    }

    @Override
    public void apply(VisitorState state, VisitorEvent event, Consumer<Key> changed) {
        if (event instanceof Link link) {
            learn(state, link.userId(), link.timeMillis(), link.eventId(), changed);
            return;
        }
        Click click = (Click) event;
        boolean touch = click.role() == Role.VISIT && isTouch(state, click);
        if (click.userId() != null) {
            learn(state, click.userId(), click.timeMillis(), click.eventId(), changed);
        }
        ProgramCatalog programs = rules.programs().current();
        List<String> qualifies = click.facts().qualifying(programs, click.name(), click.timeMillis());
        boolean kept =
                touch || click.role() == Role.CODE_CREATED || click.role() == Role.INVITE_SENT || !qualifies.isEmpty();
        boolean named = click.facts().answers() == null && programs.isNamed(click.name(), click.timeMillis());
        boolean counts = (kept || named) && isWithinTheDaysLimit(state, click, changed);
        if (counts) {
            if (kept) {
                state.clicks.add(KeptClick.of(click, touch, qualifies));
                changed.accept(new Key(Key.Kind.CLICK, click.eventId(), click.timeMillis()));
            }
            if (named) {
                state.named.add(NamedClick.of(click));
                changed.accept(new Key(Key.Kind.NAMED, click.eventId(), click.timeMillis()));
            }
        }
        trace(state, click, counts && touch && isReferral(click), changed);
    }

    private static boolean isReferral(Click click) {
        return click.channel().equals(ChannelRules.REFERRAL)
                && !click.referralCode().isEmpty();
    }

    /** A referral, or the first click of a UTC day whose owner is known by then; a robot's is nobody's activity. */
    private static void trace(VisitorState state, Click click, boolean referral, Consumer<Key> changed) {
        long day = Math.floorDiv(click.timeMillis(), DAY_MILLIS);
        boolean owned = state.link != null && click.role() != Role.BOT;
        boolean activity = owned && day > state.lastActiveDay;
        if (activity) {
            state.lastActiveDay = day;
        }
        if (activity || referral) {
            TracedClick traced = TracedClick.of(click, referral);
            state.traced.add(traced);
            changed.accept(Key.traced(traced));
        }
    }

    /** Counts the click among those of its UTC day. */
    private boolean isWithinTheDaysLimit(VisitorState state, Click click, Consumer<Key> changed) {
        long day = Math.floorDiv(click.timeMillis(), DAY_MILLIS);
        int last = state.days.size() - 1;
        VisitorState.Day before =
                last >= 0 && state.days.get(last).day() == day ? state.days.remove(last) : VisitorState.Day.of(day);
        VisitorState.Day after = before.with(click, rules.maxClicksPerDay());
        state.days.add(after);
        if (after.firstExcess() == null) {
            return true;
        }
        changed.accept(Key.excess(day));
        return false;
    }

    /** The first link in the fold's order is the earliest, and stays. */
    private static void learn(
            VisitorState state, String userId, long timeMillis, String eventId, Consumer<Key> changed) {
        if (state.link != null) {
            return;
        }
        state.link = new VisitorFact.Identity(userId, timeMillis, eventId);
        changed.accept(IDENTITY);
        clickKeys(state, changed);
    }

    private static void clickKeys(VisitorState state, Consumer<Key> keys) {
        for (KeptClick click : state.clicks) {
            keys.accept(Key.click(click));
        }
        for (NamedClick click : state.named) {
            keys.accept(Key.named(click));
        }
        for (TracedClick click : state.traced) {
            keys.accept(Key.traced(click));
        }
    }

    private boolean isTouch(VisitorState state, Click click) {
        boolean opens = opensSession(state, click);
        state.lastVisitMillis = click.timeMillis();
        if (click.sessionId() != null) {
            state.sessions.put(click.sessionId(), click.timeMillis());
        }
        return !click.channel().equals(DIRECT) || opens;
    }

    private boolean opensSession(VisitorState state, Click click) {
        if (click.sessionId() != null) {
            Long last = state.sessions.get(click.sessionId());
            return last == null || click.timeMillis() - last >= rules.sessionMemoryMillis();
        }
        return state.lastVisitMillis == Long.MIN_VALUE
                || click.timeMillis() - state.lastVisitMillis >= rules.sessionGapMillis();
    }

    @Override
    public void keys(VisitorState state, Consumer<Key> keys) {
        keys.accept(IDENTITY);
        clickKeys(state, keys);
        for (VisitorState.Day day : state.days) {
            keys.accept(Key.excess(day.day()));
        }
    }

    @Override
    public VisitorFact fact(VisitorState state, Key key) {
        return switch (key.kind()) {
            case IDENTITY -> state.link;
            case CLICK -> owned(state, key);
            case NAMED -> named(state, key);
            case TRACED -> traced(state, key);
            case EXCESS -> excess(state, key.number());
        };
    }

    private VisitorFact owned(VisitorState state, Key key) {
        for (int i = state.clicks.size() - 1; i >= 0; i--) {
            KeptClick click = state.clicks.get(i);
            if (click.timeMillis() == key.number() && click.eventId().equals(key.id())) {
                return owned(state, click);
            }
        }
        return null;
    }

    private static VisitorFact excess(VisitorState state, long number) {
        for (VisitorState.Day day : state.days) {
            if (day.firstExcess() != null && day.day() == number) {
                return new VisitorFact.Excess(
                        day.day(),
                        day.excess(),
                        day.firstExcess().eventId(),
                        day.firstExcess().timeMillis());
            }
        }
        return null;
    }

    private VisitorFact named(VisitorState state, Key key) {
        for (int i = state.named.size() - 1; i >= 0; i--) {
            NamedClick click = state.named.get(i);
            if (click.timeMillis() == key.number() && click.eventId().equals(key.id())) {
                String owner = owner(state, click.userId(), click.timeMillis());
                return new VisitorFact.Named(click, owner, known(state, owner, click.userId(), click.timeMillis()));
            }
        }
        return null;
    }

    private VisitorFact traced(VisitorState state, Key key) {
        for (int i = state.traced.size() - 1; i >= 0; i--) {
            TracedClick click = state.traced.get(i);
            if (click.timeMillis() == key.number() && click.eventId().equals(key.id())) {
                String owner = owner(state, click.userId(), click.timeMillis());
                return new VisitorFact.Traced(click, owner, known(state, owner, click.userId(), click.timeMillis()));
            }
        }
        return null;
    }

    private VisitorFact.Owned owned(VisitorState state, KeptClick click) {
        String owner = owner(state, click.userId(), click.timeMillis());
        return new VisitorFact.Owned(click, owner, known(state, owner, click.userId(), click.timeMillis()));
    }

    /** Whose a click is that names that user, or null; null where it is nobody's. */
    private String owner(VisitorState state, String userId, long timeMillis) {
        if (userId != null) {
            return userId;
        }
        boolean linked = state.link != null && state.link.timeMillis() - timeMillis <= rules.lookBackMillis();
        return linked ? state.link.userId() : null;
    }

    private static long known(VisitorState state, String owner, String userId, long timeMillis) {
        return owner == null || userId != null ? timeMillis : Math.max(timeMillis, state.link.timeMillis());
    }

    @Override
    public void expire(VisitorState state, long beforeMillis) {
        state.clicks.removeIf(click -> clickExpiry(state, click.userId(), click.timeMillis()) <= beforeMillis);
        state.named.removeIf(click -> clickExpiry(state, click.userId(), click.timeMillis()) <= beforeMillis);
        state.traced.removeIf(click -> clickExpiry(state, click.userId(), click.timeMillis()) <= beforeMillis);
        state.sessions.values().removeIf(last -> beforeMillis - last >= rules.sessionMemoryMillis());
        if (state.lastVisitMillis != Long.MIN_VALUE
                && beforeMillis - state.lastVisitMillis >= rules.sessionGapMillis()) {
            state.lastVisitMillis = Long.MIN_VALUE;
        }
        state.days.removeIf(day -> (day.day() + 1) * DAY_MILLIS <= beforeMillis);
    }

    @Override
    public long nextExpiry(VisitorState state) {
        long next = Long.MAX_VALUE;
        for (KeptClick click : state.clicks) {
            next = Math.min(next, clickExpiry(state, click.userId(), click.timeMillis()));
        }
        for (NamedClick click : state.named) {
            next = Math.min(next, clickExpiry(state, click.userId(), click.timeMillis()));
        }
        for (TracedClick click : state.traced) {
            next = Math.min(next, clickExpiry(state, click.userId(), click.timeMillis()));
        }
        for (Map.Entry<String, Long> session : state.sessions.entrySet()) {
            next = Math.min(next, session.getValue() + rules.sessionMemoryMillis());
        }
        if (state.lastVisitMillis != Long.MIN_VALUE) {
            next = Math.min(next, state.lastVisitMillis + rules.sessionGapMillis());
        }
        for (VisitorState.Day day : state.days) {
            next = Math.min(next, (day.day() + 1) * DAY_MILLIS);
        }
        return next;
    }

    /** When the click's owner is final: at once where it names its user, else with the link, or after the look-back. */
    private long clickExpiry(VisitorState state, String userId, long timeMillis) {
        if (userId != null) {
            return timeMillis;
        }
        long lookBackEnds = timeMillis + rules.lookBackMillis();
        return state.link == null
                ? lookBackEnds
                : Math.min(lookBackEnds, Math.max(timeMillis, state.link.timeMillis()));
    }

    @Override
    public boolean isEmpty(VisitorState state) {
        return state.link == null
                && state.clicks.isEmpty()
                && state.named.isEmpty()
                && state.traced.isEmpty()
                && state.sessions.isEmpty()
                && state.lastVisitMillis == Long.MIN_VALUE
                && state.days.isEmpty();
    }
}
