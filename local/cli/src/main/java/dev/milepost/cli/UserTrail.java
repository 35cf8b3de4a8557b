package dev.milepost.cli;

import dev.milepost.runtime.erasure.Pseudonyms;
import dev.milepost.runtime.erasure.Pseudonyms.Kind;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Signup;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Everything that names a user in the events there are: the devices that are theirs, the codes that they own, their mailboxes, and
 * hashes, accounts and domains that nobody else has shown. A device or code that is another's by the rules of attribution, whose
 * link or creation comes first, is not theirs.
 *
 * <p>Found in four passes over the events, in any order. Memory is the user's own, and the codes of all.
 */
final class UserTrail {

    private static final Set<String> TRACES =
            Set.of("device_hash", "ip_hash", "ip_prefix_hash", "payment_hash", "account_id", "email_domain");
    private static final Set<String> OWN_IDS = Set.of("event_id", "order_id", "refund_id");
    private static final Set<String> PERSONAL =
            Set.of(Streams.CLICKSTREAM, Streams.SIGNUPS, Streams.PURCHASES, Streams.USER_ATTRIBUTES);
    private static final String CODE_CREATED = "referral_code_created";

    private final String user;
    private final Map<String, Claim> visitors = new HashMap<>();
    private final Map<String, Claim> codes = new HashMap<>();
    private final Set<String> mailboxes = new TreeSet<>();
    private final Set<Long> minhashes = new TreeSet<>();
    private final Set<String> traces = new HashSet<>();
    private final Set<String> ownIds = new TreeSet<>();
    private long events;

    /** Whose a thing is: who comes first. */
    private record Claim(long timeMillis, String eventId, boolean own) {

        private static final Comparator<Claim> ORDER =
                Comparator.comparingLong(Claim::timeMillis).thenComparing(Claim::eventId);

        static Claim first(Claim one, Claim other) {
            return ORDER.compare(one, other) <= 0 ? one : other;
        }
    }

    /** Gives every event to whoever asks, as often as it is asked. */
    interface Events {
        void each(Consumer<SpecificRecord> taker) throws Exception;
    }

    private UserTrail(String user) {
        this.user = user;
    }

    static UserTrail of(String user, Events events) throws Exception {
        UserTrail trail = new UserTrail(user);
        events.each(trail::readOwn);
        events.each(trail::claimDevices);
        trail.visitors.values().removeIf(claim -> !claim.own());
        events.each(trail::readDevices);
        trail.codes.values().removeIf(claim -> !claim.own());
        events.each(trail::leaveToOthers);
        return trail;
    }

    private static String text(SpecificRecord record, String field) {
        Schema.Field found = record.getSchema().getField(field);
        return found == null ? null : (String) record.get(found.pos());
    }

    private static boolean isPersonal(SpecificRecord record) {
        return PERSONAL.contains(Streams.of(record).stream());
    }

    private Claim claim(SpecificRecord record, boolean own) {
        StreamContract contract = Streams.of(record);
        return new Claim(contract.eventTimeMillis(record), contract.eventId(record), own);
    }

    private void readOwn(SpecificRecord record) {
        if (isPersonal(record) && user.equals(text(record, "user_id"))) {
            String visitor = text(record, "anonymous_id");
            if (visitor != null && !visitor.isBlank()) {
                visitors.merge(visitor, claim(record, true), Claim::first);
            }
        }
    }

    private void claimDevices(SpecificRecord record) {
        String visitor = isPersonal(record) ? text(record, "anonymous_id") : null;
        String other = visitor == null ? null : text(record, "user_id");
        if (other != null && !other.equals(user) && visitors.containsKey(visitor)) {
            visitors.merge(visitor, claim(record, false), Claim::first);
        }
    }

    private boolean isOwn(SpecificRecord record) {
        String owner = text(record, "user_id");
        return isPersonal(record)
                && (owner != null ? owner.equals(user) : visitors.containsKey(text(record, "anonymous_id")));
    }

    private void readDevices(SpecificRecord record) {
        if (record instanceof Click click && CODE_CREATED.equals(click.getName()) && click.getReferralCode() != null) {
            codes.merge(click.getReferralCode(), claim(record, isOwn(record)), Claim::first);
        }
        if (!isOwn(record)) {
            return;
        }
        events++;
        OWN_IDS.forEach(field -> add(ownIds, text(record, field)));
        TRACES.forEach(field -> add(traces, text(record, field)));
        if (record instanceof Signup signup) {
            add(mailboxes, signup.getEmailHash());
            if (signup.getEmailMinhash() != null) {
                minhashes.addAll(signup.getEmailMinhash());
            }
        }
    }

    private static void add(Set<String> set, String text) {
        if (text != null && !text.isBlank()) {
            set.add(text);
        }
    }

    private void leaveToOthers(SpecificRecord record) {
        if (isPersonal(record) && !isOwn(record)) {
            TRACES.forEach(field -> traces.remove(text(record, field)));
        }
    }

    /** How many events are theirs. */
    long events() {
        return events;
    }

    /** What names them to others, and must be found nowhere: without what is too short to be told from chance. */
    Set<String> ids() {
        Set<String> ids = new TreeSet<>(List.of(user));
        ids.addAll(visitors.keySet());
        ids.addAll(codes.keySet());
        ids.addAll(mailboxes);
        ids.addAll(ownIds);
        return ids;
    }

    /** What others may name them by. */
    Set<String> namedByOthers() {
        Set<String> ids = entities();
        ids.addAll(codes.keySet());
        ids.addAll(mailboxes);
        return ids;
    }

    /** Their devices, and themselves: the keys of their events. */
    Set<String> entities() {
        Set<String> entities = new TreeSet<>(List.of(user));
        entities.addAll(visitors.keySet());
        return entities;
    }

    /** Whether an account, as a reward's subject, is theirs alone. */
    boolean hasAlone(String account) {
        return traces.contains(account);
    }

    /** The pseudonyms of all that names them. */
    Set<String> names(Pseudonyms pseudonyms) {
        Set<String> names = new TreeSet<>();
        names.add(pseudonyms.of(Kind.USER, user));
        visitors.keySet().forEach(visitor -> names.add(pseudonyms.of(Kind.VISITOR, visitor)));
        codes.keySet().forEach(code -> names.add(pseudonyms.of(Kind.CODE, code)));
        mailboxes.forEach(mailbox -> names.add(pseudonyms.of(Kind.MAILBOX, mailbox)));
        traces.forEach(trace -> names.add(pseudonyms.of(Kind.TRACE, trace)));
        minhashes.forEach(minhash -> names.add(pseudonyms.nameOf(minhash)));
        return names;
    }
}
