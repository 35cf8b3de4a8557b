package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.CodeFact;
import dev.milepost.attribution.model.CodeFactCodec;
import dev.milepost.attribution.model.InviteFact;
import dev.milepost.attribution.model.InviteFactCodec;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.attribution.model.UserFactCodec;
import dev.milepost.attribution.model.VisitorEvent;
import dev.milepost.attribution.model.VisitorEventCodec;
import dev.milepost.runtime.codec.AvroCodec;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Change.ChangeCodec;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.EventCodec;
import dev.milepost.schemas.event.CustomerFact;
import dev.milepost.schemas.event.JourneyFact;
import dev.milepost.schemas.event.Trace;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** The types of the streams between attribution's operators, and the tags of their side outputs. */
public final class Sides {

    public static final TypeInformation<Change<VisitorEvent>> VISITOR_CHANGES = changes(new VisitorEventCodec());
    public static final TypeInformation<Change<AccountEvent>> ACCOUNT_CHANGES = changes(new AccountEventCodec());
    public static final TypeInformation<Change<UserFact>> USER_CHANGES = changes(new UserFactCodec());
    public static final TypeInformation<Change<InviteFact>> INVITE_CHANGES = changes(new InviteFactCodec());
    public static final TypeInformation<Change<CodeFact>> CODE_CHANGES = changes(new CodeFactCodec());

    public static final OutputTag<Change<AccountEvent>> ACCOUNTS = new OutputTag<>("accounts", ACCOUNT_CHANGES);
    public static final OutputTag<Change<VisitorEvent>> LINKS = new OutputTag<>("links", VISITOR_CHANGES);
    public static final OutputTag<Change<InviteFact>> INVITES = new OutputTag<>("invites", INVITE_CHANGES);

    /** What bears on referrals, of what is known of a user. */
    public static final OutputTag<Change<UserFact>> EVIDENCE = new OutputTag<>("evidence", USER_CHANGES);

    /** The stream {@code journey}. */
    public static final OutputTag<Change<JourneyFact>> JOURNEY =
            new OutputTag<>("journey", changes(new AvroCodec<JourneyFact>()));

    /** The stream {@code traces}. */
    public static final OutputTag<Change<Trace>> TRACES = new OutputTag<>("traces", changes(new AvroCodec<Trace>()));

    /** The stream {@code customers}. */
    public static final OutputTag<Change<CustomerFact>> CUSTOMERS =
            new OutputTag<>("customers", changes(new AvroCodec<CustomerFact>()));

    /** Events of the outside about referrals and rewards: verdicts, reviews and payouts, each once. */
    public static final OutputTag<Change<Event>> OUTSIDE = new OutputTag<>("outside", changes(new EventCodec()));

    private Sides() {}

    private static <E> TypeInformation<Change<E>> changes(Codec<E> elements) {
        return CodecTypeInfo.of(Change.class, new ChangeCodec<>(elements));
    }
}
