package dev.milepost.runtime.erasure;

import dev.milepost.runtime.erasure.Pseudonyms.Kind;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * What is left of a record once the users of a list are erased. A function of the record, of when it was received, and of the
 * list; what it has left it leaves as it is. Not safe for use by several threads at once.
 *
 * <p>Of a record of an erased user's own (what they clicked, their signup, purchases, attributes) nothing is left, unless money
 * rests on it; then what the binding, the programs and the verdicts go by, under pseudonyms. Words of others about rewards and
 * referrals (payouts, reviews, verdicts) keep their say, about the pseudonym. In any other record, what names an erased user is
 * replaced: a code that somebody came by still is the same code.
 */
public final class Eraser {

    /** Erases nobody. */
    public static final Eraser NONE = new Eraser(null);

    /** Clicks that a binding goes by, whatever programs say. */
    private static final Set<String> BINDING = Set.of("referral_code_created", "invite_sent", "identified");

    /** Properties that these have. */
    private static final Set<String> BINDING_PROPERTIES = Set.of("program", "invitee_email_hash");

    private static final Set<String> TOLD_OF_A_VISIT = Set.of("session_id", "url", "referrer_url", "campaign");
    private static final String CHANNEL = "channel";
    private static final String REFERRAL_CODE = "referral_code";
    private static final String CONSENT = "marketing_consent";
    private static final Set<String> OWN =
            Set.of(Streams.CLICKSTREAM, Streams.SIGNUPS, Streams.PURCHASES, Streams.USER_ATTRIBUTES);

    /** Null where nobody is erased. */
    private final Pseudonyms pseudonyms;

    private final Map<String, ErasedUser> users = new HashMap<>();
    private final Map<String, String> renames = new HashMap<>();
    private final ErasedNames names;

    private Eraser(ErasureList list) {
        this.pseudonyms = list == null ? null : list.pseudonyms();
        if (list == null) {
            names = null;
            return;
        }
        Set<String> known = new HashSet<>();
        Prints prints = pseudonyms.prints();
        for (ErasedUser user : list.users()) {
            user.names().forEach(name -> users.put(name, user));
            known.addAll(user.names());
            renames.putAll(user.renames());
            prints.add(user.prints());
        }
        names = new ErasedNames(pseudonyms, known, renames, prints);
    }

    /** By a list. */
    public static Eraser of(ErasureList list) {
        return new Eraser(list);
    }

    /**
     * By the list of a file, as it is now.
     *
     * @param file empty: nobody is erased
     */
    public static Eraser of(String file) {
        Optional<ErasureList> list = file.isEmpty() ? Optional.empty() : ErasureList.in(Path.of(file));
        return list.map(Eraser::of).orElse(NONE);
    }

    /** Whether nobody is erased. */
    public boolean isIdle() {
        return pseudonyms == null || users.isEmpty();
    }

    /**
     * What is left of a record.
     *
     * @param receivedAtMillis when the log took it
     * @return the very record where nothing names an erased user; another one; or null where nothing is left
     */
    public SpecificRecord of(StreamContract contract, SpecificRecord record, long receivedAtMillis) {
        if (isIdle()
                || contract.stream().equals(Streams.ERASURES)
                || contract.stream().equals(Streams.CLOCK)) {
            return record;
        }
        ErasedUser owner = OWN.contains(contract.stream()) ? owner(record) : null;
        if (owner != null && (!owner.keepsMoney() || receivedAtMillis > owner.requestedAtMillis())) {
            return null;
        }
        if (owner != null && contract.stream().equals(Streams.CLICKSTREAM) && !decides(record, owner)) {
            return null;
        }
        SpecificRecord renamed = renamed(contract, record, owner != null);
        if (owner != null) {
            strip(renamed, owner);
        }
        return renamed;
    }

    /** Whether a text names an erased user somewhere. */
    public boolean isNamedIn(String text) {
        return !isIdle() && !names.in(text).equals(text);
    }

    /** Whether bytes, of whatever they may be, name an erased user somewhere. */
    public boolean isNamedIn(byte[] bytes) {
        return !isIdle() && bytes != null && names.areIn(bytes);
    }

    /**
     * Whether an event as the table {@code events} knows it is one of which a record of another name, or nothing, is left.
     *
     * @param entityId the key of its stream
     * @param userId the user that it names; may be empty
     */
    public boolean isOfErased(String stream, String entityId, String userId) {
        if (isIdle()) {
            return false;
        }
        String key = Streams.named(stream).keyField();
        return !names.of(key, entityId).equals(entityId)
                || (!userId.isEmpty() && !names.of("user_id", userId).equals(userId));
    }

    /** The erased user whose record it is; a click with a user is that user's, whatever its device. */
    private ErasedUser owner(SpecificRecord record) {
        Object user = value(record, "user_id");
        if (user != null) {
            return users.get(pseudonyms.of(Kind.USER, user.toString()));
        }
        Object visitor = value(record, "anonymous_id");
        return visitor == null ? null : users.get(pseudonyms.of(Kind.VISITOR, visitor.toString()));
    }

    private static boolean decides(SpecificRecord click, ErasedUser owner) {
        String name = String.valueOf(value(click, "name"));
        return BINDING.contains(name) || owner.words().contains(name) || value(click, REFERRAL_CODE) != null;
    }

    private static Object value(SpecificRecord record, String field) {
        Schema.Field found = record.getSchema().getField(field);
        return found == null ? null : record.get(found.pos());
    }

    private SpecificRecord renamed(StreamContract contract, SpecificRecord record, boolean own) {
        SpecificRecord copy = null;
        for (Schema.Field field : record.getSchema().getFields()) {
            Object before = record.get(field.pos());
            Object after = renamed(field.name(), before, own);
            if (after != before && !after.equals(before)) {
                copy = copy == null ? copy(contract, record) : copy;
                copy.put(field.pos(), after);
            }
        }
        if (copy == null) {
            return own ? copy(contract, record) : record;
        }
        if (!own) {
            // What somebody wrote about a person in their own words.
            clear(copy, "note");
        }
        return copy;
    }

    private Object renamed(String field, Object value, boolean own) {
        if (value instanceof String text) {
            return own ? names.own(field, text) : names.of(field, text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> all = new TreeMap<>();
            map.forEach((name, text) -> all.put(name.toString(), names.of(name.toString(), text.toString())));
            return all;
        }
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(element ->
                    all.add(element instanceof Long number ? names.of(number) : names.of(field, element.toString())));
            return all;
        }
        return value;
    }

    private static SpecificRecord copy(StreamContract contract, SpecificRecord record) {
        SpecificRecord copy = contract.newRecord();
        for (Schema.Field field : record.getSchema().getFields()) {
            copy.put(field.pos(), record.get(field.pos()));
        }
        return copy;
    }

    /** Leaves what decides about money. */
    private static void strip(SpecificRecord record, ErasedUser owner) {
        TOLD_OF_A_VISIT.forEach(field -> clear(record, field));
        if (value(record, REFERRAL_CODE) == null) {
            clear(record, CHANNEL);
        }
        Schema.Field consent = record.getSchema().getField(CONSENT);
        if (consent != null) {
            record.put(consent.pos(), false);
        }
        keepOnly(record, "properties", owner.words());
        keepOnly(record, "attributes", owner.words());
    }

    private static void keepOnly(SpecificRecord record, String field, Set<String> words) {
        if (value(record, field) instanceof Map<?, ?> map) {
            Map<String, String> kept = new TreeMap<>();
            map.forEach((name, text) -> {
                if (words.contains(name.toString()) || BINDING_PROPERTIES.contains(name.toString())) {
                    kept.put(name.toString(), text.toString());
                }
            });
            record.put(record.getSchema().getField(field).pos(), kept);
        }
    }

    private static void clear(SpecificRecord record, String field) {
        Schema.Field found = record.getSchema().getField(field);
        if (found != null && found.schema().isNullable()) {
            record.put(found.pos(), null);
        }
    }
}
