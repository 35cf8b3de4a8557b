package dev.milepost.fraud.model.signal;

/** What accounts may share. */
public enum IdentifierKind implements Coded {
    DEVICE(0),
    PAYMENT(1),
    IP(2),
    /** The network of an address: {@code ip_prefix_hash}. */
    IP24(3),
    /** The canonical address: {@code email_hash}. */
    EMAIL(4);

    private final int code;

    IdentifierKind(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
