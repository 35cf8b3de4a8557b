package dev.milepost.fraud.model.signal;

import java.util.List;

/**
 * The e-mail addresses of both, as hashes; each may be absent.
 *
 * @param refereeHash canonical address; {@code null} where unknown
 * @param advocateHash the advocate's; {@code null} where unknown
 * @param refereeSlots eight keyed longs over the local part's 3-grams; empty where unknown
 * @param advocateSlots the advocate's; empty where unknown
 * @param domain class of the referee's domain; {@code null} where unknown
 */
public record EmailPair(
        String refereeHash,
        String advocateHash,
        List<Long> refereeSlots,
        List<Long> advocateSlots,
        DomainClass domain) {

    public static final EmailPair UNKNOWN = new EmailPair(null, null, List.of(), List.of(), null);

    /** What kind of domain an address is of. */
    public enum DomainClass implements Coded {
        COMPANY(0),
        FREE(1),
        DISPOSABLE(2);

        private final int code;

        DomainClass(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    public EmailPair {
        refereeSlots = List.copyOf(refereeSlots);
        advocateSlots = List.copyOf(advocateSlots);
    }
}
