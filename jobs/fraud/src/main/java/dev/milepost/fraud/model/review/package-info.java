/**
 * Cases: what reviewers see, claim and decide.
 *
 * <pre>
 *                  ┌────────── APPEAL ◄──────────┐
 *                  ▼                             │
 *   alert ──► OPEN ⇄ PENDING (second person) ──► DECIDED        blocked alert ──► BLOCKED ── APPEAL ──► OPEN
 *              │                                                 time-out of the program ──► TIMED_OUT
 *              └── a case of the same ring ──► MERGED
 * </pre>
 *
 * <p>{@link dev.milepost.fraud.model.review.CaseBook} is the door. In (time, id) order, once the watermark has passed a time:
 * {@code advanceTo} that time, then its alerts and reviews; a timer for {@code nextTimer}. {@code CaseDesk} of the room {@code desk} does so for each program. What comes out: cases as they are now,
 * events for the audit log, and of a review a decision, or a refusal with its reason.
 *
 * <h2>Who does what</h2>
 *
 * <p>The ledger of rewards moves money, cases only say who decided what. A decision that is accepted names its referrals and
 * whether each is approved or rejected; the ledger takes these, and no other word of a case. It reads verdicts itself: what is
 * held, blocked or let go by {@code risk_over} and {@code block_over} is its own doing, and so is {@code on_timeout}: it counts
 * {@code after} for each reward from when that was earned, and releases or voids it. A case times out by the same policy, from
 * the latest alert that brought something new; that ends the work on it, moves nothing and is no label, so the two clocks
 * need not agree. With {@code void}, and of what is blocked with {@code release} too, an approval or an appeal comes too late then for
 * what nobody has decided, until another alert of that referral; so it is refused ({@code timed_out}). A rejection still counts, for
 * what the ledger still holds and for what counts the referral. With {@code escalate} both wait for people.
 *
 * <p>What is paid stays paid: the ledger sees to it. A rejection of a referral whose reward is paid is accepted: its rewards that
 * are not paid yet are voided or reversed, nothing counts it any more, and weights are learnt from it. Cases hear nothing of the ledger,
 * which hears of them, so they cannot say which of the two it was; the ledger and the table of rewards do.
 *
 * <p>Labels are made of raw reviews, not of what is accepted here.
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li>A case is of one program and one advocate, and begins with the first alert; the id is made of that. An alert of a referral that
 *       a case has goes to that case; of a new one to the advocate's case that is not finished, or to a new case.
 *   <li>The version counts alerts and accepted actions. A review of another version than the present one is refused.
 *   <li>A review of a time before the present version's is refused ({@code backdated}): the ledger takes the latest decision by its
 *       time, so an earlier one would count here and not there, and would be judged by the policy of a time that is over. An alert
 *       that comes late is told when it comes: times of the audit log never go back.
 *   <li>Neither an advocate of the case, be it of a part that was a case of its own, nor one whom they referred in it may do more
 *       than appeal.
 *   <li>A refused review changes nothing. One that was accepted before, by its event_id, changes nothing and is not refused.
 *   <li>Over the program's {@code second_person_over} one decision pends until another reviewer decides just the same. The amount is
 *       what is at risk in the referrals decided now, and in those of the case that the same reviewer decided alone before; of an
 *       approval also what they approved alone in the advocate's other cases of the program that something happened to within 90 d: so
 *       no large sum goes in small parts. Another decision by another reviewer takes the place of the pending one.
 *   <li>Undo is another decision: of rejected referrals an APPROVE, and the other way round.
 *   <li>PARTIAL rejects the referrals it names, and approves the undecided rest.
 *   <li>An advocate may APPEAL against a rejection, and against a block that nobody decided. The rejection holds until the next
 *       decision; one that answers an appeal is final for the advocate, not for reviewers.
 *   <li>A breach of the SLA, 4 h from opening at high risk (score at {@code block_over} or above) and else 24 h, escalates. It
 *       raises no version, so a reviewer at work is not interrupted.
 * </ul>
 */
package dev.milepost.fraud.model.review;
