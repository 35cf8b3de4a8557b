package dev.milepost.milestones.model.ledger;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.programs.model.Effect;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The fields of awards and what they gave, as {@link LedgerStateCodec} writes them. */
final class AwardCodec {

    private AwardCodec() {}

    static void write(Award award, DataOutput out) throws IOException {
        writeInt(award.occurrence, out);
        writeInt(award.version, out);
        writeInt(award.place.rung(), out);
        writeLong(award.place.ordinal(), out);
        LedgerFactCodec.writeReach(award.cause, out);
        writeList(award.referrals, Fields::writeText, out);
        writeLong(award.decidedMillis, out);
        writeList(award.given, AwardCodec::writeGiven, out);
    }

    static Award read(int version, DataInput in) throws IOException {
        Award award = new Award(
                readInt(in),
                readInt(in),
                new Place(readInt(in), readLong(in)),
                LedgerFactCodec.readReach(version, in),
                readList(Fields::readText, in),
                readLong(in));
        award.given.addAll(readList(each -> readGiven(version, award.referrals, each), in));
        return award;
    }

    private static void writeGiven(Given given, DataOutput out) throws IOException {
        RewardChain chain = given.chain;
        writeText(chain.rewardId, out);
        writeText(chain.currency, out);
        out.writeByte(code(chain.state()));
        writeLong(chain.due(), out);
        writeLong(chain.paid(), out);
        writeInt(chain.payouts(), out);
        writeInt(chain.reversals(), out);
        writeLong(chain.effectiveAtMillis(), out);
        writeLong(chain.knownAtMillis(), out);
        out.writeBoolean(chain.lateCorrection());
        writeInt(given.effect, out);
        writeInt(given.recurrence, out);
        writeInt(given.life, out);
        writeText(given.occurrence, out);
        writeText(given.beneficiary, out);
        out.writeBoolean(given.side == Effect.Side.ADVOCATE);
        out.writeByte(code(given.kind));
        writeLong(given.earned, out);
        writeLong(given.earnedAtMillis, out);
        writeLong(given.holdEndsMillis, out);
        writeInt(given.amountVersion, out);
        writeLong(given.conditionAtMillis, out);
        writeLong(given.expiresMillis, out);
        writeText(given.reason, out);
        out.writeBoolean(given.revivable);
        writeInt(given.repeated, out);
        writeLong(given.repeatsMillis, out);
        writeLong(given.deniedDue, out);
        writeLong(given.stays, out);
        writeLong(given.take.most(), out);
        writeLong(given.take.now(), out);
        out.writeBoolean(given.take.money());
        writeInt(given.reviewByMillis.size(), out);
        for (Map.Entry<String, Long> by : given.reviewByMillis.entrySet()) {
            writeText(by.getKey(), out);
            writeLong(by.getValue(), out);
        }
    }

    private static Given readGiven(int version, List<String> referrals, DataInput in) throws IOException {
        RewardChain chain = new RewardChain(
                readText(in),
                readName(in),
                step(in.readByte()),
                readLong(in),
                readLong(in),
                readInt(in),
                readInt(in),
                readLong(in),
                readLong(in),
                in.readBoolean());
        Given given = new Given(
                chain,
                readInt(in),
                readInt(in),
                readInt(in),
                readName(in),
                readName(in),
                in.readBoolean() ? Effect.Side.ADVOCATE : Effect.Side.REFEREE,
                kind(in.readByte()),
                readLong(in),
                readLong(in),
                readLong(in));
        // One time for all of them, until 5.
        long reviewBy = version < 5 ? readLong(in) : Long.MAX_VALUE;
        given.amountVersion = readInt(in);
        given.conditionAtMillis = readLong(in);
        given.expiresMillis = readLong(in);
        given.reason = readName(in);
        given.revivable = in.readBoolean();
        given.repeated = readInt(in);
        given.repeatsMillis = readLong(in);
        given.deniedDue = readLong(in);
        given.stays = readLong(in);
        given.take = new Limits.Take(readLong(in), readLong(in), in.readBoolean());
        if (version >= 5) {
            for (int n = readInt(in); n > 0; n--) {
                given.reviewByMillis.put(readText(in), readLong(in));
            }
        } else if (given.isHeld() && reviewBy != Long.MAX_VALUE) {
            referrals.forEach(referral -> given.reviewByMillis.put(referral, reviewBy));
        }
        return given;
    }

    private static int code(Step step) {
        return switch (step) {
            case EARNED -> 1;
            case HELD -> 2;
            case RELEASED -> 3;
            case PAID -> 4;
            case EXPIRED -> 5;
            case VOIDED -> 6;
            case REVERSED -> 7;
        };
    }

    private static Step step(byte code) throws IOException {
        for (Step step : Step.values()) {
            if (code(step) == code) {
                return step;
            }
        }
        throw new IOException("No step of a reward has code " + code);
    }

    private static int code(Effect.Kind kind) {
        return switch (kind) {
            case CASH -> 1;
            case CREDIT -> 2;
            case DISCOUNT -> 3;
            case ENTITLEMENT -> 4;
            case UNITS -> 5;
            case GIFT -> 6;
            case MANUAL -> 7;
        };
    }

    private static Effect.Kind kind(byte code) throws IOException {
        for (Effect.Kind kind : Effect.Kind.values()) {
            if (code(kind) == code) {
                return kind;
            }
        }
        throw new IOException("No kind of a reward has code " + code);
    }
}
