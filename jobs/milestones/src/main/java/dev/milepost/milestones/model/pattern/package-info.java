/**
 * The patterns of program files, compiled to plain Java that takes one event after the other.
 *
 * <pre>
 *   Pattern (a program file) ── PatternCompiler ──► CompiledPattern: a tree of Nodes, without state
 *                                                        │ apply · onTimer · expire
 *   NodeState (immutable, of one subject) ◄──────────────┘ and a Completion, or none
 * </pre>
 *
 * <p>A node is a pure step from state to state. States are immutable and share what they can, so a copy costs nothing: the
 * fold copies them at every turn. What each kind of pattern completes at:
 *
 * <ul>
 *   <li>event: every match. nth: the nth match of a lifetime.
 *   <li>count, sum: an event by which the number in the window rises from below the threshold to at least it. Falling out of the
 *       window is no completion, but lets it cross again.
 *   <li>level: the reading by which it rises to the threshold; with {@code for}, that much later, unless a reading up to
 *       that moment (included) is below.
 *   <li>all: the completion by which each part has one in the window that ends there; the latest of each counts. any: each
 *       moment at which a part completes. sequence: parts in order, each strictly later than the one before. After an all or
 *       a sequence has completed it begins anew; its parts go on, so a lifetime count in it stays reached.
 *   <li>timer: anchor + after, and anchor + after + k · every; the anchor's first completion counts.
 *   <li>absence: t + during for each completion at t of {@code after}, unless the event came in (t, t + during].
 * </ul>
 *
 * <p>A pattern completes at most once by one event, and once by the timers of one moment. Timers of a moment come after its
 * events. Rolling windows are (t − length, t]; calendar windows and lengths are those of the program's time zone.
 *
 * <p>A completion counts referrals: those of the event; of nth, count and sum those of all events that they count; of values the
 * latest of each; of all and sequence those of what their parts have completed; of timer and absence those of what set it.
 *
 * <p>Of a rejected referral nothing counts from the decision on ({@link dev.milepost.milestones.model.pattern.Reviews}): patterns of
 * advocates, accounts and asks, and conditions, are evaluated again without its events, and with them once it is approved after
 * all. What has completed turns then: it ends, or moves to another event. Two stay as they are: milestones of one referral itself,
 * and patterns whose completions are single events, each of which goes with its referral; of both the ledger passes over what is of
 * a rejected one. A decision counts up to 400 days after an event. So long it also says whose an account is
 * ({@link dev.milepost.milestones.model.pattern.Referrer}).
 *
 * <p>Costs: an event costs O(1) amortised for each node of a pattern that names it; {@code distinct} costs O(threshold). State:
 * a lifetime number; of a calendar unit or session a number and its end; of a rolling window its entries, of a rolling count no
 * more than its threshold; of a distinct count no more values than its threshold. Of events of referrals each number keeps the ids besides, about 20 bytes each: a count no more
 * than its threshold, a sum each about twice at most until it is reached, a rolling one with each entry. Sums are kept in 128 bits: no sum of longs
 * overflows. {@link dev.milepost.milestones.model.pattern.Rule} adds what may be revised: refunds, facts in versions, and rejections. A
 * rule that sums orders keeps them for 400 days, about 60 bytes each, and what it counts besides from the first of them on. A
 * rule that counts referrals, or is of accounts, keeps their events for 400 days, about 150 bytes each with a user's id of 8 letters, and a decision
 * about one costs as much as there are; of each rejected referral an advocate or account keeps about 110 bytes, for good.
 *
 * <p>An order_id, or refund_id, is its user's own: what an advocate or an account sees of two users' orders of one id are two
 * orders, each with its own refunds ({@link dev.milepost.milestones.model.pattern.OrderName}), also where {@code distinct} counts
 * them. Refunds are found by their order: an order costs no more than its own, however many others there are.
 */
package dev.milepost.milestones.model.pattern;
