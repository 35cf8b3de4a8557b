package dev.milepost.attribution.model;

import static dev.milepost.runtime.codec.Fields.readInt;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields that several codecs of this package share. */
final class ClickFields {

    private static final int TOUCH = 0x10;

    /** What was not received at its own time says when, at the end. */
    private static final int RECEIVED = 0x20;

    private static final int HAS_VALUE = 1;
    private static final int HAS_COUNTRY = 2;
    private static final int HAS_PROPERTIES = 4;
    private static final int HAS_ANSWERS = 8;

    private ClickFields() {}

    static void writeTexts(List<String> texts, DataOutput out) throws IOException {
        writeList(texts, (text, o) -> writeText(text, o), out);
    }

    static List<String> readTexts(DataInput in) throws IOException {
        return List.copyOf(readList(i -> readName(i), in));
    }

    static void writeFacts(ClickFacts facts, DataOutput out) throws IOException {
        out.writeByte((facts.valueMicros() == null ? 0 : HAS_VALUE)
                | (facts.country() == null ? 0 : HAS_COUNTRY)
                | (facts.properties().isEmpty() ? 0 : HAS_PROPERTIES)
                | (facts.answers() == null ? 0 : HAS_ANSWERS));
        if (facts.valueMicros() != null) {
            writeLong(facts.valueMicros(), out);
        }
        if (facts.country() != null) {
            writeText(facts.country(), out);
        }
        if (!facts.properties().isEmpty()) {
            writeLong(facts.properties().size(), out);
            for (Map.Entry<String, String> property : facts.properties().entrySet()) {
                writeText(property.getKey(), out);
                writeText(property.getValue(), out);
            }
        }
        if (facts.answers() != null) {
            writeTexts(facts.answers(), out);
        }
    }

    static ClickFacts readFacts(DataInput in) throws IOException {
        int parts = in.readByte();
        if (parts == 0) {
            return ClickFacts.NONE;
        }
        Long value = (parts & HAS_VALUE) == 0 ? null : (Long) readLong(in);
        String country = (parts & HAS_COUNTRY) == 0 ? null : readName(in);
        Map<String, String> properties = (parts & HAS_PROPERTIES) == 0 ? Map.of() : readProperties(in);
        return new ClickFacts(value, country, properties, (parts & HAS_ANSWERS) == 0 ? null : readTexts(in));
    }

    private static Map<String, String> readProperties(DataInput in) throws IOException {
        Map<String, String> properties = new HashMap<>();
        for (int n = readInt(in); n > 0; n--) {
            properties.put(readName(in), readText(in));
        }
        return properties;
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
        boolean later = click.receivedAtMillis() != click.timeMillis();
        out.writeByte(code(click.role()) | (click.touch() ? TOUCH : 0) | (later ? RECEIVED : 0));
        writeText(click.eventId(), out);
        writeLong(click.timeMillis(), out);
        writeText(click.userId(), out);
        writeText(click.channel(), out);
        writeText(click.campaign(), out);
        writeText(click.referralCode(), out);
        writeText(click.detail(), out);
        writeTexts(click.qualifies(), out);
        if (later) {
            writeLong(click.receivedAtMillis() - click.timeMillis(), out);
        }
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
                role(flags & ~(TOUCH | RECEIVED)),
                (flags & TOUCH) != 0,
                readName(in),
                readName(in),
                readText(in),
                readName(in),
                readTexts(in),
                (flags & RECEIVED) == 0 ? timeMillis : timeMillis + readLong(in));
    }

    static void writeOrigin(Origin origin, DataOutput out) throws IOException {
        writeText(origin.name(), out);
        writeLong(origin.partition(), out);
        writeLong(origin.position(), out);
    }

    static Origin readOrigin(DataInput in) throws IOException {
        return new Origin(readName(in), Math.toIntExact(readLong(in)), readLong(in));
    }

    static void writeDevice(Long device, DataOutput out) throws IOException {
        out.writeBoolean(device != null);
        if (device != null) {
            out.writeLong(device);
        }
    }

    static Long readDevice(DataInput in) throws IOException {
        return in.readBoolean() ? (Long) in.readLong() : null;
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
