package dev.milepost.attribution.model;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.attribution.model.VisitorEvent.Click;
import dev.milepost.attribution.model.VisitorEvent.Link;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes clicks and links, on the stream and in the tail. */
public final class VisitorEventCodec implements Codec<VisitorEvent> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 4;
    }

    /** Version 3 did not know a click's device. Version 2 knew which programs a click qualifies for, and not why. Those before named events by their id alone. */
    @Override
    public int oldest() {
        return 2;
    }

    @Override
    public void write(VisitorEvent event, DataOutput out) throws IOException {
        out.writeBoolean(event instanceof Click);
        writeText(event.anonymousId(), out);
        writeText(event.id(), out);
        writeLong(event.timeMillis(), out);
        if (event instanceof Link link) {
            writeText(link.userId(), out);
            return;
        }
        Click click = (Click) event;
        writeText(click.userId(), out);
        writeText(click.sessionId(), out);
        out.writeByte(ClickFields.code(click.role()));
        writeText(click.name(), out);
        writeText(click.channel(), out);
        writeText(click.campaign(), out);
        writeText(click.referralCode(), out);
        writeText(click.detail(), out);
        ClickFields.writeFacts(click.facts(), out);
        writeLong(click.receivedAtMillis() - click.timeMillis(), out);
        out.writeLong(click.contentHash());
        ClickFields.writeOrigin(click.origin(), out);
        ClickFields.writeDevice(click.device(), out);
    }

    @Override
    public VisitorEvent read(int version, DataInput in) throws IOException {
        boolean isClick = in.readBoolean();
        String anonymousId = readName(in);
        String eventId = readText(in);
        long timeMillis = readLong(in);
        String userId = readName(in);
        if (!isClick) {
            return new Link(anonymousId, userId, eventId, timeMillis);
        }
        return new Click(
                anonymousId,
                eventId,
                timeMillis,
                userId,
                readName(in),
                ClickFields.role(in.readByte()),
                readName(in),
                readName(in),
                readName(in),
                readText(in),
                readName(in),
                version < 3 ? ClickFacts.answered(ClickFields.readTexts(in)) : ClickFields.readFacts(in),
                timeMillis + readLong(in),
                in.readLong(),
                ClickFields.readOrigin(in),
                version < 4 ? null : ClickFields.readDevice(in));
    }
}
