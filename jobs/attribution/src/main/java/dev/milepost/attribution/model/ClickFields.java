package dev.milepost.attribution.model;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.attribution.model.VisitorEvent.Role;
import dev.milepost.runtime.ingest.Origin;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** The fields that several codecs of this package share. */
final class ClickFields {

    private static final int TOUCH = 0x10;

    private ClickFields() {}

    static void writeTexts(List<String> texts, DataOutput out) throws IOException {
        writeList(texts, (text, o) -> writeText(text, o), out);
    }

    static List<String> readTexts(DataInput in) throws IOException {
        return List.copyOf(readList(i -> readName(i), in));
    }

    static int code(Role role) {
        return switch (role) {
            case VISIT -> 0;
            case BOT -> 1;
            case CODE_CREATED -> 2;
            case INVITE_SENT -> 3;
        };
    }

    static Role role(int code) throws IOException {
        return switch (code) {
            case 0 -> Role.VISIT;
            case 1 -> Role.BOT;
            case 2 -> Role.CODE_CREATED;
            case 3 -> Role.INVITE_SENT;
            default -> throw new IOException("No role of a click has code " + code);
        };
    }

    static void writeKept(KeptClick click, DataOutput out) throws IOException {
        out.writeByte(code(click.role()) | (click.touch() ? TOUCH : 0));
        writeText(click.eventId(), out);
        writeLong(click.timeMillis(), out);
        writeText(click.userId(), out);
        writeText(click.channel(), out);
        writeText(click.campaign(), out);
        writeText(click.referralCode(), out);
        writeText(click.detail(), out);
        writeTexts(click.qualifies(), out);
    }

    static KeptClick readKept(DataInput in) throws IOException {
        int flags = in.readByte();
        String eventId = readText(in);
        long timeMillis = readLong(in);
        String userId = readName(in);
        return new KeptClick(
                eventId,
                timeMillis,
                userId,
                role(flags & ~TOUCH),
                (flags & TOUCH) != 0,
                readName(in),
                readName(in),
                readText(in),
                readName(in),
                readTexts(in));
    }

    static void writeOrigin(Origin origin, DataOutput out) throws IOException {
        writeText(origin.name(), out);
        writeLong(origin.partition(), out);
        writeLong(origin.position(), out);
    }

    static Origin readOrigin(DataInput in) throws IOException {
        return new Origin(readName(in), Math.toIntExact(readLong(in)), readLong(in));
    }

    static void writeMoment(Moment moment, DataOutput out) throws IOException {
        out.writeBoolean(moment != null);
        if (moment != null) {
            writeLong(moment.timeMillis(), out);
            writeText(moment.eventId(), out);
        }
    }

    static Moment readMoment(DataInput in) throws IOException {
        return in.readBoolean() ? new Moment(readLong(in), readText(in)) : null;
    }
}
