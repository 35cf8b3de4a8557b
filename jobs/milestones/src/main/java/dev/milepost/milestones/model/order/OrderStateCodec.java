package dev.milepost.milestones.model.order;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.order.Purchase.Kind;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.fold.FoldMemoryCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;

/** Writes the state of a user's orders. */
public final class OrderStateCodec implements Codec<OrderState> {

    private static final long serialVersionUID = 1L;

    private static final int SALE = 0;
    private static final int REFUND = 1;
    private static final int CHARGEBACK = 2;
    private static final int CANCELLATION = 3;

    /** Writes a memory of this state. */
    public static final class MemoryCodec extends FoldMemoryCodec<OrderState> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new OrderStateCodec());
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
    public void write(OrderState state, DataOutput out) throws IOException {
        out.writeBoolean(state.referral != null);
        if (state.referral != null) {
            writeText(state.referral.program(), out);
            writeLong(state.referral.signupMillis(), out);
            write(state.referral.known(), out);
        }
        out.writeBoolean(state.qualified != null);
        if (state.qualified != null) {
            writeText(state.qualified.program(), out);
            write(state.qualified.known(), out);
        }
        writeList(new ArrayList<>(state.orders.values()), OrderStateCodec::write, out);
    }

    @Override
    public OrderState read(int version, DataInput in) throws IOException {
        OrderState state = new OrderState();
        if (in.readBoolean()) {
            state.referral = new Referral(readName(in), readLong(in), readMoment(in));
        }
        if (in.readBoolean()) {
            state.qualified = new Qualified(readName(in), readMoment(in));
        }
        for (Order order : readList(OrderStateCodec::readOrder, in)) {
            state.orders.put(order.orderId(), order);
        }
        return state;
    }

    @Override
    public OrderState copy(OrderState state) {
        return state.copy();
    }

    private static void write(Order order, DataOutput out) throws IOException {
        writeText(order.orderId(), out);
        writeList(order.purchases(), OrderStateCodec::write, out);
    }

    private static Order readOrder(DataInput in) throws IOException {
        return new Order(readText(in), readList(OrderStateCodec::readPurchase, in));
    }

    private static void write(Purchase purchase, DataOutput out) throws IOException {
        out.writeByte(code(purchase.kind()));
        write(purchase.moment(), out);
        writeText(purchase.identity(), out);
        writeText(purchase.refundId(), out);
        writeText(purchase.currency(), out);
        writeLong(purchase.amountMinor(), out);
        writeLong(purchase.knownMillis() - purchase.moment().timeMillis(), out);
    }

    private static Purchase readPurchase(DataInput in) throws IOException {
        Kind kind = kind(in.readByte());
        Moment moment = readMoment(in);
        return new Purchase(
                kind,
                moment,
                readText(in),
                readText(in),
                readName(in),
                readLong(in),
                moment.timeMillis() + readLong(in));
    }

    private static void write(Moment moment, DataOutput out) throws IOException {
        writeLong(moment.timeMillis(), out);
        writeText(moment.id(), out);
    }

    private static Moment readMoment(DataInput in) throws IOException {
        return new Moment(readLong(in), readText(in));
    }

    private static int code(Kind kind) {
        return switch (kind) {
            case SALE -> SALE;
            case REFUND -> REFUND;
            case CHARGEBACK -> CHARGEBACK;
            case CANCELLATION -> CANCELLATION;
        };
    }

    private static Kind kind(int code) throws IOException {
        return switch (code) {
            case SALE -> Kind.SALE;
            case REFUND -> Kind.REFUND;
            case CHARGEBACK -> Kind.CHARGEBACK;
            case CANCELLATION -> Kind.CANCELLATION;
            default -> throw new IOException("No kind of purchase has code " + code);
        };
    }
}
