package dev.milepost.fraud.model.advocate;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.account.AccountNews.Profile;
import dev.milepost.fraud.model.account.AccountNewsCodec;
import dev.milepost.fraud.model.signal.AdvocateWindowCodec;
import dev.milepost.fraud.model.signal.Component;
import dev.milepost.fraud.model.signal.EvidenceCodec;
import dev.milepost.fraud.model.signal.IdentifierEvidence;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes what is remembered of an advocate. */
public final class AdvocateStateCodec implements Codec<AdvocateState> {

    private static final long serialVersionUID = 1L;

    private final AdvocateFactCodec facts = new AdvocateFactCodec();
    private final AccountNewsCodec news = new AccountNewsCodec();
    private final AdvocateWindowCodec windows = new AdvocateWindowCodec();

    @Override
    public int version() {
        return 1;
    }

    @Override
    public AdvocateState copy(AdvocateState state) {
        return state.copy();
    }

    @Override
    public void write(AdvocateState state, DataOutput out) throws IOException {
        writeList(List.copyOf(state.waiting.facts()), facts::write, out);
        writeInt(state.answers.size(), out);
        for (Map.Entry<String, List<IdentifierEvidence>> each : new TreeMap<>(state.answers).entrySet()) {
            writeText(each.getKey(), out);
            writeList(each.getValue(), EvidenceCodec::write, out);
        }
        writeInt(state.components.size(), out);
        for (Map.Entry<String, Component> each : new TreeMap<>(state.components).entrySet()) {
            writeText(each.getKey(), out);
            EvidenceCodec.write(each.getValue(), out);
        }
        out.writeBoolean(state.profile != null);
        if (state.profile != null) {
            news.write(state.profile, out);
        }
        out.writeBoolean(state.window != null);
        if (state.window != null) {
            windows.write(state.window, out);
        }
        out.writeLong(state.latestMillis);
    }

    @Override
    public AdvocateState read(int version, DataInput in) throws IOException {
        AdvocateState state = AdvocateState.empty();
        AdvocateBook book = new AdvocateBook(state, null);
        readList(each -> facts.read(facts.version(), each), in).forEach(book::accept);
        for (int left = readInt(in); left > 0; left--) {
            state.answers.put(readText(in), readList(EvidenceCodec::readIdentifier, in));
        }
        for (int left = readInt(in); left > 0; left--) {
            state.components.put(readText(in), EvidenceCodec.readComponent(in));
        }
        state.profile = in.readBoolean() ? (Profile) news.read(news.version(), in) : null;
        state.window = in.readBoolean() ? windows.read(windows.version(), in) : null;
        state.latestMillis = in.readLong();
        return state;
    }
}
