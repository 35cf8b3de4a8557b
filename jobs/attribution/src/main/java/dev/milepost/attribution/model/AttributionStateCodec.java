package dev.milepost.attribution.model;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.AttributionState.Action;
import dev.milepost.attribution.model.UserFact.Answer;
import dev.milepost.programs.Evidence;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Writes what is remembered of a user. */
public final class AttributionStateCodec implements Codec<AttributionState> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 7;
    }

    /**
     * Version 6 did not know when the touch was that bound a referral: what it wrote stands for the signup. Version 5 did not know what an answer said before. Version 4 did not know when signups and actions were received. Version 3 did not know since when an action is the user's,
     * nor when a candidate was answered. Those of before were written beside facts of other names, which are refused.
     */
    @Override
    public int oldest() {
        return 3;
    }

    @Override
    public void write(AttributionState state, DataOutput out) throws IOException {
        out.writeBoolean(state.first != null);
        if (state.first != null) {
            UserFactCodec.writeSignup(state.first, out);
        }
        ClickFields.writeMoment(state.firstSale, out);
        ClickFields.writeMoment(state.firstOrder, out);
        writeList(state.signups, UserFactCodec::writeSignup, out);
        boolean settling = state.settledMillis != Long.MIN_VALUE;
        out.writeBoolean(settling);
        if (settling) {
            writeLong(state.settledMillis, out);
        }
        out.writeBoolean(state.bound != null);
        if (state.bound != null) {
            writeBound(state.bound, out);
        }
        ClickFields.writeMoment(state.qualified, out);
        if (state.qualified != null) {
            writeLong(state.qualifiedKnownMillis - state.qualified.timeMillis(), out);
            writeLong(state.qualifiedReceivedMillis - state.qualified.timeMillis(), out);
        }
        boolean answered = state.answeredMillis != Long.MIN_VALUE;
        out.writeBoolean(answered);
        if (answered) {
            writeLong(state.answeredMillis, out);
        }
        writeList(List.copyOf(state.answers.values()), UserFactCodec::writeAnswer, out);
        writeList(state.touches, UserFactCodec::writeOwned, out);
        writeList(state.actions, AttributionStateCodec::writeAction, out);
        writeList(List.copyOf(state.orders.values()), AttributionStateCodec::writeOrder, out);
        long[] forgotten = state.forgotten.hashes();
        writeInt(forgotten.length, out);
        for (long hash : forgotten) {
            out.writeLong(hash);
        }
    }

    @Override
    public AttributionState read(int version, DataInput in) throws IOException {
        AttributionState state = new AttributionState();
        boolean received = version >= 5;
        state.first = in.readBoolean() ? UserFactCodec.readSignup(received, in) : null;
        state.firstSale = ClickFields.readMoment(in);
        state.firstOrder = ClickFields.readMoment(in);
        state.signups = readList(each -> UserFactCodec.readSignup(received, each), in);
        if (in.readBoolean()) {
            state.settledMillis = readLong(in);
        }
        state.bound = in.readBoolean() ? readBound(version, in) : null;
        state.qualified = ClickFields.readMoment(in);
        if (version >= 4) {
            readKnown(state, received, in);
        } else {
            state.qualifiedKnownMillis = state.qualified == null ? Long.MIN_VALUE : state.qualified.timeMillis();
            state.qualifiedReceivedMillis = state.qualifiedKnownMillis;
            state.answeredMillis = state.bound == null ? Long.MIN_VALUE : state.bound.boundMillis();
        }
        for (Answer answer : readList(each -> UserFactCodec.readAnswer(version >= 6, each), in)) {
            state.answers.put(answer.identity(), answer);
        }
        state.touches = readList(UserFactCodec::readOwned, in);
        state.actions = readList(i -> readAction(version, i), in);
        for (Order order : readList(AttributionStateCodec::readOrder, in)) {
            state.orders.put(order.orderId(), order);
        }
        long[] forgotten = new long[readInt(in)];
        for (int i = 0; i < forgotten.length; i++) {
            forgotten[i] = in.readLong();
        }
        state.forgotten = ForgottenOrders.of(forgotten);
        return state;
    }

    private static void readKnown(AttributionState state, boolean received, DataInput in) throws IOException {
        if (state.qualified != null) {
            state.qualifiedKnownMillis = state.qualified.timeMillis() + readLong(in);
            state.qualifiedReceivedMillis =
                    received ? state.qualified.timeMillis() + readLong(in) : state.qualifiedKnownMillis;
        }
        if (in.readBoolean()) {
            state.answeredMillis = readLong(in);
        }
    }

    @Override
    public AttributionState copy(AttributionState state) {
        return state.copy();
    }

    /** A bound referral has no refusal. */
    private static void writeBound(Binding binding, DataOutput out) throws IOException {
        writeText(binding.referralId(), out);
        writeText(binding.referee(), out);
        writeText(binding.advocate(), out);
        writeText(binding.code(), out);
        writeText(binding.program(), out);
        CodeFactCodec.writeEvidence(binding.evidence(), out);
        writeText(binding.touchId(), out);
        writeLong(binding.boundMillis(), out);
        writeLong(binding.boundMillis() - binding.touchMillis(), out);
    }

    private static Binding readBound(int version, DataInput in) throws IOException {
        String referralId = readText(in);
        String referee = readText(in);
        String advocate = readText(in);
        String code = readText(in);
        String program = readText(in);
        Evidence evidence = CodeFactCodec.readEvidence(in);
        String touchId = readText(in);
        long boundMillis = readLong(in);
        long touchMillis = version < 7 ? boundMillis : boundMillis - readLong(in);
        return new Binding(
                referralId, referee, advocate, code, program, evidence, touchId, touchMillis, null, boundMillis);
    }

    private static void writeAction(Action action, DataOutput out) throws IOException {
        writeText(action.eventId(), out);
        writeLong(action.timeMillis(), out);
        ClickFields.writeTexts(action.qualifies(), out);
        writeLong(action.knownMillis() - action.timeMillis(), out);
        writeLong(action.receivedAtMillis() - action.timeMillis(), out);
    }

    private static Action readAction(int version, DataInput in) throws IOException {
        String eventId = readText(in);
        long timeMillis = readLong(in);
        List<String> qualifies = ClickFields.readTexts(in);
        long known = version < 4 ? timeMillis : timeMillis + readLong(in);
        return new Action(eventId, timeMillis, qualifies, known, version < 5 ? known : timeMillis + readLong(in));
    }

    private static void writeOrder(Order order, DataOutput out) throws IOException {
        writeText(order.orderId(), out);
        out.writeBoolean(order.forgotten());
        writeList(order.purchases(), UserFactCodec::writePurchase, out);
    }

    private static Order readOrder(DataInput in) throws IOException {
        return new Order(readText(in), in.readBoolean(), List.copyOf(readList(UserFactCodec::readPurchase, in)));
    }
}
