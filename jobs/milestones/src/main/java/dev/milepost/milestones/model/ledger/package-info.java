/**
 * The ledger of rewards of one program, in plain Java.
 *
 * <pre>
 *   completions ─┐                      ┌── Revising: void, reverse, raise
 *   conditions  ─┤                      │
 *   orders      ─┼─► LedgerState ─ Pass ┼── Granting: fire, caps, budget; both sides or none     ──► Told: entries, rows,
 *   verdicts    ─┤   (ProgramLedger)    │                                                            refused payouts
 *   reviews     ─┤    one moment after  ├── Releasing: hold, condition, verdicts, timeout, expiry
 *   payouts     ─┘    the other         ├── payouts
 *                                       └── Forgetting
 * </pre>
 *
 * <h2>For the operator</h2>
 *
 * <p>Keyed by program. Per element: load the state, {@code new ProgramLedger(program, settings, state)}, {@code accept} or
 * {@code retract}, register an event-time timer for {@code nextTimer(terms)}, store the state. Per timer:
 * {@code advanceTo(timestamp, terms, watermark)}, emit what it told, register {@code nextTimer(terms)} again. Facts decide nothing when they
 * are accepted; a timer at t may fire once no fact of a time up to t comes any more but late. How often it is asked, and by
 * which timestamps up to the watermark, changes no entry. {@code terms} are all versions of the program that have arrived,
 * none ever taken away; where a new one arrives, {@code nextTimer} is asked again (a retroactive one asks for its
 * {@code valid_from}). A timestamp in the past is asked for where something came late: it fires with the next watermark.
 *
 * <p>What goes in. Each fact is absolute: told again with the same identity it replaces what was told, so a changelog's PUT is
 * {@code accept}, and its REMOVE is {@code retract}.
 *
 * <table>
 *   <caption>Facts</caption>
 *   <tr><th>fact</th><th>identity</th><th>from</th><th>retracted means</th></tr>
 *   <tr><td>Completion</td><td>rule, rung, subject, ordinal</td><td>the milestones' fold, by subject</td>
 *       <td>it never was: everything is taken back, paid or not</td></tr>
 *   <tr><td>Condition</td><td>rule, number, subject, time, cause</td><td>the same, for patterns of
 *       {@code release_when}</td><td>a held reward waits again; what was released stays</td></tr>
 *   <tr><td>OrderMoney</td><td>order (of its user: order_ids are their user's own), time, cause</td><td>the order's owner, at each refund, chargeback, and the
 *       cancellation of one of them; of the order by which the owner's referral qualified once more, under the
 *       referral</td><td>that event never was</td></tr>
 *   <tr><td>Verdict</td><td>referral, time, id</td><td>verdicts, those of referrals of this program</td><td>never was</td></tr>
 *   <tr><td>Review</td><td>referral, time, id</td><td>reviews that the case operator accepted, one for each referral in
 *       them; APPROVE and REJECT alone</td><td>never was</td></tr>
 *   <tr><td>Payout</td><td>time, id, reward; a copy of one that was decided says nothing</td><td>payouts</td><td>it is not
 *       booked; where it is, that stays, and what took its place is refused ({@code booked_otherwise})</td></tr>
 * </table>
 *
 * <p>A Completion carries its whole course: what stands as the subject's nth completion, since when, and since when not. A refund
 * that un-reaches one is a turn at the refund's time, in that ordinal and, as later ones move up, in those after it; it is no
 * retraction. So is a review that rejects a referral, or approves it after all, of a pattern that counts it; the turn says so, for
 * what a rejection ends is taken back also where it is released. Only so is it the same whether a refund was seen before or after the decision: at a time, the ledger decides by
 * the turns up to it. It has to be whole for as long as a refund may come (retention): of a completion that ended, and is
 * retracted or told without its past, the ledger takes it that it never was, and takes it back from who was paid for it. A
 * MilestoneFact says since when its present turn holds, and neither what was before nor that it ended: not enough yet.
 *
 * <p>Of an account each turn says whose it is then, and by which of its referrals: that one has to stand and to be cleared like those
 * that are counted, but counts for nothing else. Where a decision about it makes it another's, that is a turn by review.
 *
 * <p>What comes out, in {@code Told}: {@code entries}, to the table and topic of the ledger, each once and for ever;
 * {@code rows}, the last state of each reward that changed, to the table of rewards (also of what was not granted, with the
 * reason and without a state); {@code refused} payouts, to the dead letters. Entries of one call are in the order in which they
 * took effect; a caller that stops between two calls loses nothing.
 *
 * <h2>What is decided when</h2>
 *
 * <ul>
 *   <li>At a completion's turn, or what else changes whether an occurrence stands (a review): EARNED and HELD, by the version in
 *       force at the time since when it stands; or a row with the reason {@code cap}, {@code budget}, {@code no_beneficiary},
 *       {@code no_amount} (a percentage of nothing too), {@code currency_differs}, and it is never tried again. Where the whole order
 *       was refunded before, nothing is decided until that is cancelled. Of a moment all are granted in the order of the smallest
 *       reward_id of each. An occurrence is the completion's own (its number, unless others have moved; of every kth, k over 1,
 *       the position among those that stand), 0 of {@code once}, or the rung's number ({@link dev.milepost.programs.Lineage}); it is decided once, by
 *       whichever version.
 *   <li>Of {@code first: n} and {@code every: 1} a completion keeps what was given for it, whatever number it has: where a review
 *       or a refund ends one, and those behind it move up, they are neither given again nor taken back. What counts a referral
 *       of one that has ended is what that has become, and takes its place; any other takes nobody's.
 *   <li>At the latest of the hold's end, the first condition since it was earned (in its first life; of the nth event, and of a count or sum of a lifetime, one of
 *       before that stands will do, for each repetition too), and the verdict or approval that clears the
 *       last of its referrals: RELEASED, and a REVERSED of the difference where less, or more, is due by then.
 *   <li>Where its condition is not listened to any more ({@link dev.milepost.programs.Awaited}), and has not come: VOIDED.
 *   <li>At {@code review.after} from EARNED, of each referral that is not cleared: what {@code on_timeout} says; of one that was
 *       cleared and turns risky, or that the reward came to rest on later, from then on.
 *   <li>At {@code expire} from RELEASED, where nothing was paid: EXPIRED.
 *   <li>A reward hangs on the order that completed it. Where none did, on those that its pattern was led there by (of a
 *       {@code sequence} the orders of all ways to have done its parts in time, of an {@code all} those of its parts; of more
 *       than eight the latest): which of them it was of nobody says, so the one of which most is left decides, and it stands
 *       while one of them does. Of a pattern that names no order it hangs on the order by which the referral whose event
 *       completed it qualified, before that or after it; else on none, and no refund takes it back.
 *   <li>At the moment of a refund, a chargeback, their cancellation, a review, a turn: VOIDED where nothing is due
 *       of what is held, REVERSED by the difference where it is released; {@code Revising} has the table. A reward that was
 *       voided by what may be undone is granted again when it is, as another life under another id ({@code occurrence~2}).
 *   <li>At {@code recur.every} and its multiples from the first EARNED: the repetitions, as rewards of their own.
 *   <li>At {@code valid_from} of a retroactive version: REVERSED, upwards or downwards, to what it gives. What is granted later,
 *       by whichever version, a repetition or another life too, gives that at once, whether the first was paid or not; where caps
 *       and budget have no room for that, as before.
 *   <li>At a payout's time, once it is released: PAID by what was paid; where that is not what was owed, the rest stays owed
 *       ({@code paid_in_part}), or is owed back ({@code overpaid}). What fits no reward that was released, or its currency,
 *       is refused.
 *   <li>Of a moment that has been told: at the next watermark, by all that is known by now; {@code late_correction}. A late
 *       change of the advocate takes the reward back and grants it to the right one.
 * </ul>
 *
 * <h2>What it remembers</h2>
 *
 * <p>One {@link dev.milepost.milestones.model.ledger.LedgerState} holds all of a program. As bytes, with ids as long as
 * {@code user-123}: a referral whose reward gives to both sides takes about 650, of which the two rewards take 150 each, their
 * completion and the decision that rests on it 200, and the verdict 40. {@code ForgettingTest} measures it.
 *
 * <p>What an event or a timer needs is found by keys: subject of a reward, referral, order, beneficiary of a cap, reward, moment.
 * Only a retroactive version, the daily sweep, and making agenda and indices anew after a restore go through all; so the same
 * could be kept in maps by those keys. As it is, a backend that writes the whole object at each event (RocksDB) would write
 * all of a program each time: it belongs on the heap.
 *
 * <table>
 *   <caption>Until when</caption>
 *   <tr><td>a reward that is held, owed, or to be repeated</td><td>for ever; held by a condition whose versions ended, until
 *       that is not listened to any more (400 d)</td></tr>
 *   <tr><td>one that was paid, reversed to nothing, or voided by what may be undone</td>
 *       <td>retention (400 d) after its last entry: an order may be refunded as long</td></tr>
 *   <tr><td>one that expired or was voided for good, or was not granted; its completions</td><td>lateness (24 h)</td></tr>
 *   <tr><td>that one was completed behind another of the same referrals, where only the first counts, in two numbers</td><td>as
 *       long as that one (6 bytes)</td></tr>
 *   <tr><td>that it was decided, in four numbers of its subject</td><td>retention; for ever where a forgotten completion did
 *       not stand</td></tr>
 *   <tr><td>that a number of a lifetime was reached, which a {@code release_when} waits for, while it stands</td><td>for ever
 *       (100 bytes each)</td></tr>
 *   <tr><td>of each referral one verdict, one review</td><td>for ever (40 bytes each)</td></tr>
 *   <tr><td>of each payout what became of it</td><td>twice the lateness, as long as a copy may come (90 bytes)</td></tr>
 *   <tr><td>what became of an order</td><td>retention, and as long as a reward rests on it</td></tr>
 *   <tr><td>grants with their time, for caps and budget</td><td>retention, then their sum (10 bytes a grant)</td></tr>
 *   <tr><td>of a ladder the first completion of each rung, and that it was decided</td><td>for ever</td></tr>
 *   <tr><td>completions of {@code first: n} behind the nth, until the n are forgotten; of an order refunded before it earned
 *       anything</td><td>without a bound of time</td></tr>
 * </table>
 *
 * <h2>Where things are</h2>
 *
 * <p>{@link dev.milepost.milestones.model.ledger.ProgramLedger} is the door. {@code RewardChain} is the chain of states of one
 * reward, and makes every entry. {@code Firing} says which occurrences stand, {@code Dues} what they are worth, {@code Limits}
 * and {@code Usage} what is left of caps and budget. Amounts are minor units, or millionths of a unit.
 */
package dev.milepost.milestones.model.ledger;
