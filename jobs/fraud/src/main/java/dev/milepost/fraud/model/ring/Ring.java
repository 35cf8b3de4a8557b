package dev.milepost.fraud.model.ring;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.List;

/**
 * A component of two accounts and more.
 *
 * @param answer what it answers to an outsider: its labels are those of all
 * @param accounts in the order of their ids
 * @param kinds of the identifiers that link them, in their order
 */
public record Ring(RingAnswer answer, List<String> accounts, List<IdentifierKind> kinds) {}
