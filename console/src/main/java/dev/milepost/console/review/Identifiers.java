package dev.milepost.console.review;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.stream.Stream;

/** Identifiers among what reasons rest on: a kind, a colon and a hash. */
final class Identifiers {

    private Identifiers() {}

    static boolean isOne(String evidence) {
        return Stream.of(IdentifierKind.values()).anyMatch(kind -> evidence.startsWith(kind + ":"));
    }
}
