package dev.milepost.fraud.model.account;

import dev.milepost.fraud.model.signal.IdentifierKind;

/**
 * An identifier that somebody has shown.
 *
 * @param hash 16 hex digits
 */
public record Shown(IdentifierKind kind, String hash) {

    /** What identifiers are kept by: the only one of its name. */
    public String key() {
        return kind.name() + ":" + hash;
    }
}
