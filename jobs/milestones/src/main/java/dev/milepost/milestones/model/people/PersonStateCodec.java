package dev.milepost.milestones.model.people;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.pattern.SubjectEventCodec;
import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.milestones.model.people.PersonEvent.Qualified;
import dev.milepost.milestones.model.people.PersonEvent.Reviewed;
import dev.milepost.milestones.model.people.PersonState.Known;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import dev.milepost.runtime.fold.FoldMemoryCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the state of a user. */
public final class PersonStateCodec implements Codec<PersonState> {

    private static final long serialVersionUID = 1L;

    private final SubjectEventCodec events = new SubjectEventCodec();

    /** Writes a memory of this state. */
    public static final class MemoryCodec extends FoldMemoryCodec<PersonState> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new PersonStateCodec());
        }
    }

    @Override
    public int version() {
        return 3;
    }

    /** No release has written those before. */
    @Override
    public int oldest() {
        return 3;
    }

    @Override
    public void write(PersonState state, DataOutput out) throws IOException {
        writeText(state.userId, out);
        out.writeLong(state.signupMillis);
        writeText(state.account, out);
        Texts.write(state.attributes, out);
        writeList(
                state.bound == null ? List.of() : List.of(state.bound),
                (bound, o) -> writeKnown(bound, PersonEventCodec::writeBound, o),
                out);
        writeList(
                state.qualified == null ? List.of() : List.of(state.qualified),
                (qualified, o) -> writeKnown(qualified, PersonEventCodec::writeQualified, o),
                out);
        writeList(
                new ArrayList<>(state.formerly.values()),
                (bound, o) -> writeKnown(bound, PersonEventCodec::writeBound, o),
                out);
        writeList(
                new ArrayList<>(state.formerlyQualified.values()),
                (qualified, o) -> writeKnown(qualified, PersonEventCodec::writeQualified, o),
                out);
        writeList(new ArrayList<>(state.reviews.values()), PersonEventCodec::writeReviewed, out);
        writeAll(state.referrers, out);
        writeList(List.copyOf(state.recent.all()), (recent, o) -> writeKnown(recent, events::write, o), out);
    }

    @Override
    public PersonState read(int version, DataInput in) throws IOException {
        PersonState state = new PersonState();
        state.userId = readName(in);
        state.signupMillis = in.readLong();
        state.account = readName(in);
        state.attributes = new TreeMap<>(Texts.read(in));
        for (Known<Bound> bound : readBounds(in)) {
            state.bound = bound;
        }
        for (Known<Qualified> qualified : readQualifieds(in)) {
            state.qualified = qualified;
        }
        for (Known<Bound> bound : readBounds(in)) {
            state.formerly.put(bound.what().advocateId() + '/' + bound.what().program(), bound);
        }
        for (Known<Qualified> qualified : readQualifieds(in)) {
            state.formerlyQualified.put(
                    qualified.what().advocateId() + '/' + qualified.what().program(), qualified);
        }
        for (Reviewed review : readList(PersonEventCodec::readReviewed, in)) {
            state.reviews.put(review.identity(), review);
        }
        state.referrers.putAll(readAll(in));
        for (Known<SubjectEvent> recent :
                readList(i -> readKnown(each -> events.read(events.version(), each), i), in)) {
            state.recent = state.recent.with(recent);
        }
        return state;
    }

    @Override
    public PersonState copy(PersonState state) {
        return state.copy();
    }

    private static List<Known<Bound>> readBounds(DataInput in) throws IOException {
        return readList(each -> readKnown(PersonEventCodec::readBound, each), in);
    }

    private static List<Known<Qualified>> readQualifieds(DataInput in) throws IOException {
        return readList(each -> readKnown(PersonEventCodec::readQualified, each), in);
    }

    private static <T> void writeKnown(Known<T> known, Fields.Writer<? super T> writer, DataOutput out)
            throws IOException {
        writer.write(known.what(), out);
        Texts.write(known.referee(), out);
        writeAll(known.referrers(), out);
    }

    private static <T> Known<T> readKnown(Fields.Reader<? extends T> reader, DataInput in) throws IOException {
        return new Known<>(reader.read(in), Texts.read(in), readAll(in));
    }

    private static void writeAll(Map<String, Map<String, String>> all, DataOutput out) throws IOException {
        writeInt(all.size(), out);
        for (Map.Entry<String, Map<String, String>> each : new TreeMap<>(all).entrySet()) {
            writeText(each.getKey(), out);
            Texts.write(each.getValue(), out);
        }
    }

    private static Map<String, Map<String, String>> readAll(DataInput in) throws IOException {
        int size = readInt(in);
        Map<String, Map<String, String>> all = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            all.put(readName(in), Texts.read(in));
        }
        return all;
    }
}
