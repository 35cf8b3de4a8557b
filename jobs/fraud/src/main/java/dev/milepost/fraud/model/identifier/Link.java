package dev.milepost.fraud.model.identifier;

/**
 * That an account joins those whom an identifier links, or leaves them: a guarded edge, between account and identifier. Two
 * accounts are linked where both are joined to one identifier; said so, it is one edge for each of them and not for each pair.
 *
 * @param degree how many accounts were seen on the identifier in the 90 d before
 * @param sequence numbers what one identifier says, from 1: of one time the greatest holds
 */
public record Link(Identifier identifier, String account, int degree, boolean joined, long timeMillis, long sequence) {}
