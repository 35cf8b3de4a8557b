package dev.milepost.fraud.model.identifier;

import java.io.IOException;

/** What two accounts may share. The code of each is what states and messages hold. */
public enum IdentifierKind {
    DEVICE(0),
    PAYMENT(1),
    EMAIL(2),
    IP(3),
    IP24(4);

    private final int code;

    IdentifierKind(int code) {
        this.code = code;
    }

    /** Whether to share one is enough to belong together. An address never is: carriers and campuses share them. */
    public boolean links() {
        return this != IP && this != IP24;
    }

    /** Whether it still links where all that link would chain too many. */
    public boolean isStrong() {
        return this == DEVICE || this == PAYMENT;
    }

    public int code() {
        return code;
    }

    /** The kind of a code. */
    public static IdentifierKind of(int code) throws IOException {
        for (IdentifierKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IOException("No kind of identifier has code " + code);
    }
}
