package dev.milepost.console.review;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.stream.Stream;

/** Identifiers among what reasons rest on: a kind, a colon and a hash. */
final class Identifiers {

    private static final String RING = "RING:";

    private Identifiers() {}

    /** The id of a ring, of how cases and reasons name it. */
    static String ring(String named) {
        return named.startsWith(RING) ? named.substring(RING.length()) : named;
    }

    static boolean isOne(String evidence) {
        return Stream.of(IdentifierKind.values()).anyMatch(kind -> evidence.startsWith(kind + ":"));
    }
}
