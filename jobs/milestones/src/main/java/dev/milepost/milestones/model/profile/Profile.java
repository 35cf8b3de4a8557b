package dev.milepost.milestones.model.profile;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.pattern.Horizons;
import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.pattern.SubjectKind;
import dev.milepost.milestones.model.pattern.Watch;
import dev.milepost.milestones.model.profile.Timeline.Entry;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.model.Names;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * One user, as guards of asks see them. Immutable. Kept for every user who signs up, because an ask may be new: about 12 bytes,
 * with a segment about 10 more; for each suppressor that happened about 25 bytes until it stops nothing; for each program in which
 * they own a code about 25.
 *
 * @param signup the first one; null: unknown
 * @param optedOut the first time; null: never
 * @param consent to marketing: "true", or what ended it
 * @param marks by {@link Watch#key}: the name of what stops asks; null from what undoes it on, but for what is of its moment
 * @param codes by program: the referral code that they created last
 */
public record Profile(
        Long signup,
        Long optedOut,
        Timeline consent,
        Timeline segment,
        Map<Long, Timeline> marks,
        Map<String, Timeline> codes) {

    public static final Profile NONE = new Profile(null, null, Timeline.NONE, Timeline.NONE, Map.of(), Map.of());

    private static final String YES = "true";
    private static final String NO = "false";

    public Profile {
        marks = Map.copyOf(marks);
        codes = Map.copyOf(codes);
    }

    /** As it is at one time. */
    public record Moment(Long signupMillis, boolean optedOut, boolean consent, String segment, String suppressedBy) {}

    /**
     * With one more event of the user, or a version of a fact; the same where it says nothing new.
     *
     * @param watches those that name it
     */
    public Profile with(SubjectEvent event, List<Watch> watches) {
        if ((event.seenBy() & SubjectKind.USER.bit()) == 0) {
            return this;
        }
        Profile next = event.isEvent() ? ofUser(event) : this;
        return watches.isEmpty() ? next : next.marked(event, watches);
    }

    private Profile ofUser(SubjectEvent event) {
        long time = event.timeMillis();
        return switch (event.name()) {
            case Names.SIGNUP ->
                new Profile(
                        signup == null ? (Long) time : signup,
                        optedOut,
                        says(consent, time, event.text(SubjectEvent.MARKETING_CONSENT)),
                        says(segment, time, event.text(Names.SEGMENT)),
                        marks,
                        codes);
            case SubjectEvent.CONSENT_CHANGED ->
                new Profile(
                        signup,
                        optedOut,
                        says(consent, time, event.text(SubjectEvent.MARKETING_CONSENT)),
                        segment,
                        marks,
                        codes);
            case SubjectEvent.OPTED_OUT ->
                new Profile(
                        signup,
                        optedOut == null ? (Long) time : optedOut,
                        says(consent, time, NO),
                        segment,
                        marks,
                        codes);
            case SubjectEvent.USER_ATTRIBUTES ->
                new Profile(signup, optedOut, consent, says(segment, time, event.text(Names.SEGMENT)), marks, codes);
            case SubjectEvent.CODE_CREATED -> owning(event);
            default -> this;
        };
    }

    private Profile owning(SubjectEvent created) {
        String code = created.text(SubjectEvent.REFERRAL_CODE);
        if (code == null || code.isEmpty()) {
            return this;
        }
        String named = created.text(SubjectEvent.PROGRAM);
        String program = named == null || named.isBlank() ? ProgramCatalog.DEFAULT_PROGRAM : named;
        Map<String, Timeline> owned = new HashMap<>(codes);
        owned.put(program, says(codes.getOrDefault(program, Timeline.NONE), created.timeMillis(), code));
        return new Profile(signup, optedOut, consent, segment, marks, owned);
    }

    private static Timeline says(Timeline timeline, long timeMillis, String value) {
        Entry before = timeline.at(timeMillis);
        boolean known = value == null || (before != null && value.equals(before.value()));
        return known ? timeline : timeline.with(new Entry(timeMillis, value, null));
    }

    private Profile marked(SubjectEvent event, List<Watch> watches) {
        Map<Long, Timeline> changed = new HashMap<>(marks);
        for (Watch watch : watches) {
            Timeline before = changed.getOrDefault(watch.key(), Timeline.NONE);
            Timeline after = event.isEvent() ? before : before.without(event.identity());
            String identity = event.isEvent() ? null : event.identity();
            if (event.stands() && watch.stops(event)) {
                after = after.with(new Entry(event.timeMillis(), event.name(), identity));
            } else if (event.stands() && watch.undoes(event)) {
                after = after.with(new Entry(event.timeMillis(), null, identity));
            }
            if (after.isEmpty()) {
                changed.remove(watch.key());
            } else {
                changed.put(watch.key(), after);
            }
        }
        return changed.equals(marks) ? this : new Profile(signup, optedOut, consent, segment, changed, codes);
    }

    /** From when on a version of a fact may change what was: where another one of it is known, from that one's time. */
    public long since(SubjectEvent event) {
        long since = event.timeMillis();
        if (!event.isEvent()) {
            for (Timeline timeline : marks.values()) {
                for (Entry entry : timeline.entries()) {
                    since = event.identity().equals(entry.identity()) ? Math.min(since, entry.timeMillis()) : since;
                }
            }
        }
        return since;
    }

    /** By all that happened up to that time and at it. */
    public Moment at(long timeMillis, List<Watch> suppressors) {
        Entry consented = consent.at(timeMillis);
        Entry inSegment = segment.at(timeMillis);
        String suppressedBy = null;
        for (Watch watch : suppressors) {
            Entry mark = marks.getOrDefault(watch.key(), Timeline.NONE).at(timeMillis);
            boolean holds = mark != null && mark.value() != null && watch.holds(mark.timeMillis(), timeMillis);
            suppressedBy = suppressedBy == null && holds ? mark.value() : suppressedBy;
        }
        return new Moment(
                signup != null && signup <= timeMillis ? signup : null,
                optedOut != null && optedOut <= timeMillis,
                consented != null && YES.equals(consented.value()),
                inSegment == null ? null : inSegment.value(),
                suppressedBy);
    }

    /** The code that the user owned last in a program, at that time; null where none is known. */
    public String code(String program, long timeMillis) {
        Entry owned = codes.getOrDefault(program, Timeline.NONE).at(timeMillis);
        return owned == null ? null : owned.value();
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /**
     * When {@link #expire} forgets something; Long.MAX_VALUE for never.
     *
     * @param watches by key the one that holds longest; null where no program has it any more
     */
    public long nextExpiry(Horizons horizons, LongFunction<Watch> watches) {
        long history = horizons.factMillis();
        long next = Math.min(consent.nextExpiry(history), segment.nextExpiry(history));
        for (Timeline owned : codes.values()) {
            next = Math.min(next, owned.nextExpiry(history));
        }
        for (Map.Entry<Long, Timeline> mark : marks.entrySet()) {
            Timeline timeline = mark.getValue();
            next = Math.min(next, timeline.nextExpiry(history));
            if (timeline.entries().size() == 1) {
                next = Math.min(next, over(timeline.entries().get(0), watches.apply(mark.getKey())) + history);
            }
        }
        return next;
    }

    private static long over(Entry last, Watch watch) {
        return last.value() == null || watch == null ? last.timeMillis() : watch.over(last.timeMillis());
    }

    /** Forgets what nobody can ask for any more. */
    public Profile expire(long beforeMillis, Horizons horizons, LongFunction<Watch> watches) {
        if (nextExpiry(horizons, watches) > beforeMillis) {
            return this;
        }
        long history = horizons.factMillis();
        Map<Long, Timeline> left = new HashMap<>();
        marks.forEach((key, timeline) -> {
            Timeline rest = timeline.expire(beforeMillis, history);
            if (rest.entries().size() > 1 || over(rest.entries().get(0), watches.apply(key)) + history > beforeMillis) {
                left.put(key, rest);
            }
        });
        Map<String, Timeline> owned = new HashMap<>(codes);
        owned.replaceAll((program, timeline) -> timeline.expire(beforeMillis, history));
        return new Profile(
                signup,
                optedOut,
                consent.expire(beforeMillis, history),
                segment.expire(beforeMillis, history),
                left,
                owned);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte((signup == null ? 0 : 1) | (optedOut == null ? 0 : 2));
        if (signup != null) {
            writeLong(signup, out);
        }
        if (optedOut != null) {
            writeLong(optedOut, out);
        }
        consent.write(out);
        segment.write(out);
        writeInt(marks.size(), out);
        // Sorted: equal states have equal bytes.
        for (Map.Entry<Long, Timeline> mark : new TreeMap<>(marks).entrySet()) {
            out.writeLong(mark.getKey());
            mark.getValue().write(out);
        }
        writeInt(codes.size(), out);
        for (Map.Entry<String, Timeline> owned : new TreeMap<>(codes).entrySet()) {
            writeText(owned.getKey(), out);
            owned.getValue().write(out);
        }
    }

    public static Profile read(DataInput in) throws IOException {
        int has = in.readByte();
        Long signup = (has & 1) == 0 ? null : (Long) readLong(in);
        Long optedOut = (has & 2) == 0 ? null : (Long) readLong(in);
        Timeline consent = Timeline.read(in);
        Timeline segment = Timeline.read(in);
        Map<Long, Timeline> marks = new HashMap<>();
        for (int i = readInt(in); i > 0; i--) {
            long key = in.readLong();
            marks.put(key, Timeline.read(in));
        }
        Map<String, Timeline> codes = new HashMap<>();
        for (int i = readInt(in); i > 0; i--) {
            codes.put(readName(in), Timeline.read(in));
        }
        return new Profile(signup, optedOut, consent, segment, marks, codes);
    }
}
