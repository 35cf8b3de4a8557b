package dev.milepost.runtime.erasure;

import dev.milepost.runtime.erasure.Pseudonyms.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts pseudonyms into the place of what names erased users, field by field. */
final class ErasedNames {

    private static final List<Kind> IN_TEXT = List.of(Kind.USER, Kind.VISITOR, Kind.CODE, Kind.MAILBOX);

    private final Pseudonyms pseudonyms;
    private final Set<String> known;
    private final Map<String, String> renames;
    private final Prints prints;

    ErasedNames(Pseudonyms pseudonyms, Set<String> known, Map<String, String> renames, Prints prints) {
        this.prints = prints;
        this.pseudonyms = pseudonyms;
        this.known = known;
        this.renames = renames;
    }

    /** A field of a record of the erased user's own: what is theirs alone by its nature, whatever is known of it, too. */
    String own(String field, String value) {
        return switch (field) {
            case "event_id" -> pseudonym(Kind.EVENT, value);
            case "order_id" -> pseudonym(Kind.ORDER, value);
            case "refund_id" -> pseudonym(Kind.REFUND, value);
            default -> of(field, value);
        };
    }

    private String pseudonym(Kind kind, String value) {
        return value.startsWith(Pseudonyms.PREFIX) ? value : pseudonyms.of(kind, value);
    }

    /** A field, a property or an attribute of any record. */
    String of(String field, String value) {
        return switch (field) {
            case "user_id", "advocate_id", "referee_id" -> of(Kind.USER, value);
            case "anonymous_id" -> of(Kind.VISITOR, value);
            case "referral_code" -> of(Kind.CODE, value);
            case "email_hash", "invitee_email_hash" -> of(Kind.MAILBOX, value);
            case "referral_id", "referral_ids" -> ofReferral(value);
            case "reward_id" -> renames.getOrDefault(pseudonyms.of(Kind.REWARD, value), value);
            case "case_id" -> renames.getOrDefault(pseudonyms.of(Kind.CASE, value), in(value));
            case "device_hash", "ip_hash", "ip_prefix_hash", "payment_hash", "account_id", "email_domain" ->
                of(Kind.TRACE, value);
            case "name", "country", "plan", "segment", "currency", "program_id", "program_version", "text" -> value;
            default -> in(value);
        };
    }

    /** A number of a minhash. */
    long of(long minhash) {
        return known.contains(pseudonyms.nameOf(minhash)) ? pseudonyms.of(minhash) : minhash;
    }

    private String of(Kind kind, String value) {
        String pseudonym = pseudonyms.of(kind, value);
        return known.contains(pseudonym) ? pseudonym : value;
    }

    /** A referral is its referee's id, a slash, and the id of the signup; either may hold slashes. */
    private String ofReferral(String value) {
        for (int slash = value.indexOf('/'); slash >= 0; slash = value.indexOf('/', slash + 1)) {
            String referee = value.substring(0, slash);
            String pseudonym = of(Kind.USER, referee);
            if (!pseudonym.equals(referee)) {
                return pseudonym + "/" + pseudonym(Kind.EVENT, value.substring(slash + 1));
            }
        }
        return value;
    }

    /** A text in which ids may stand anywhere. */
    String in(String text) {
        return prints.replace(text, this::inText);
    }

    /** Whether an id is somewhere in the bytes of a record that cannot be read. */
    boolean areIn(byte[] bytes) {
        return prints.isAnyIn(bytes, id -> !inText(id).equals(id));
    }

    private String inText(String id) {
        for (Kind kind : IN_TEXT) {
            String pseudonym = pseudonyms.of(kind, id);
            if (known.contains(pseudonym)) {
                return pseudonym;
            }
        }
        return renames.getOrDefault(pseudonyms.of(Kind.REWARD, id), id);
    }
}
