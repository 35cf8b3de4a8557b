/**
 * The ledger of rewards of one program, in plain Java.
 *
 * <pre>
 *   completions ─┐                      ┌── Revising: void, reverse, raise
 *   conditions  ─┤                      │
 *   orders      ─┼─► LedgerState ─ Pass ┼── Granting: fire, caps, budget; both sides or none     ──► Told: entries, rows,
 *   verdicts    ─┤   (ProgramLedger)    │                                                            refused payouts
 *   reviews     ─┤    one moment after  ├── Releasing: hold, condition, verdicts, timeout, expiry
 *   payouts     ─┘    the other         └── payouts
 * </pre>
 *
 * <p>{@link dev.milepost.milestones.model.ledger.ProgramLedger} is the door. {@code RewardChain} is the chain of states of one
 * reward, and makes every entry. {@code Firing} says which occurrences stand, {@code Dues} what they are worth, {@code Limits}
 * and {@code Usage} what is left of caps and budget. {@code Forgetting} says how large the state grows.
 *
 * <p>Facts are absolute and carry their times, so the order in which they come does not matter before the watermark has passed
 * them; decisions are made in the order of time, within a moment in that of reward_id. Amounts are minor units, or millionths
 * of a unit.
 */
package dev.milepost.milestones.model.ledger;
