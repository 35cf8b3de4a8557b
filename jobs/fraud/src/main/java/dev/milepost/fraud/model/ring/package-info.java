/**
 * Rings: accounts that belong together because they share devices, payment instruments or e-mail addresses, and what they do to
 * each other.
 *
 * <pre>
 *   links of identifiers ─┐
 *   referrals, refused   ─┼─► RingBook ── generation (accounts, groups) ── forests ──► answers, the list of rings
 *   labels, not linked   ─┘   one time after the other
 * </pre>
 *
 * <p>One {@link dev.milepost.fraud.model.ring.RingBook} holds all: the operator has one key and belongs on the heap. In the order
 * of time, once the watermark has passed it: all events of one time in one {@code apply}, in any order; then {@code answer} for
 * each lookup of that time. At midnight (UTC) a generation ends, by whatever comes first after it, {@code apply},
 * {@code advanceTo} or a timer.
 *
 * <p>Accounts that share an identifier of a kind that {@linkplain dev.milepost.fraud.model.identifier.IdentifierKind#links links}
 * are linked. Nothing else links them: no referral, and no address, which only adds its ω to pairs that are linked otherwise.
 * A component of more than 500 accounts is not believed: it is told by devices and payment instruments alone, and where that is
 * still above 500, only by those of their links that keep each part at 500, in the order of (degree, kind, hash) at midnight and
 * in that of arrival after it.
 *
 * <p>Union-find cannot take a link back, so whatever ends counts until the generation does: links of identifiers that have
 * become super-nodes, or whose account left the 90 d; those that reviewers declared void; referrals after 90 d. At midnight the
 * forests are made anew of what is left. Reviewers' NOT_LINKED of an account ends its links with all identifiers that it is on at that
 * time, and bars them for 400 d; an identifier that it is seen on for the first time later links it again.
 */
package dev.milepost.fraud.model.ring;
