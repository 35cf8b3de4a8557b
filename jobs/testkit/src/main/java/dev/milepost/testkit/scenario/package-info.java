/**
 * Scenario scripts: what happens to a few people, and exactly which asks, rewards and ledger entries a program makes of it.
 * {@link dev.milepost.testkit.scenario.ScenarioReader} reads one; the folder {@code programs/scenarios} holds two for each
 * program, {@code NAME.fires.txt} and {@code NAME.near-miss.txt}, and others {@code NAME.WHAT.txt}.
 *
 * <pre>
 * # A comment; blank lines are free. A text with blanks stands in "quotes".
 * program  crm-first-subscription                  the id under which codes are created, and of all rewards
 * files    crm-first-subscription.yaml             may be left out where it is the id with .yaml
 * start    2026-02-02T10:00:00Z                    what +… counts from
 * until    +60d                                    the end of the run: a decision that would come later does not come
 *
 * happens
 *   +0d      signup  ana  consent=yes plan=pro country=DE segment=smb account=acme anything=else
 *   +1d      code    ana  ANA                      ana owns the code; program=ID for one of another program
 *   +2d      invite  ana  ANA  bo                  to the e-mail address whose hash is that of bo's signup
 *   +2d      link    bo   ANA                      bo clicks it
 *   +3d6h    signup  bo   code=ANA
 *   +4d      did     bo   project_created  value=3 anything=else
 *   +4d      attributes bo  plan=team
 *   +5d      order   bo   o1  49.00 USD  mrr=49.00 anything=else            renewal: the same
 *   +6d      refund  bo   o1  9.00 USD  r1                                  chargeback, refund_cancelled: the same
 *   +7d      verdict bo   0.05                                              of bo's referral; codes=ring,identity
 *   +8d      review  case-1  APPROVE  by=rita  referees=bo                  none named: all of the case
 *   +9d      payout  first-subscription bo -&gt; ana advocate  250.00 USD  ref=bank-1
 *   for n in 1..33                                 {n} stands for the number, also in times; loops do not nest
 *     +{n}d  signup  friend-{n}  code=ANA
 *   end
 *
 * asks                                             all decision rows; or none
 *   +4d  up-and-running  ana  asked        arm=now send=+5d channel=in_app template=up-and-running
 *   +4d  up-and-running  ana  held_out
 *   +4d  up-and-running  ana  not_asked    reason=cooldown
 *   +4d  up-and-running  ana  withdrawn    reason=suppressed late=yes known=+4d6h
 *
 * rewards                                          all rewards and all their ledger entries; or none
 *   first-subscription  bo -&gt; ana advocate  is PAID
 *     +5d   EARNED    250.00 USD
 *     +5d   HELD
 *     +35d  RELEASED
 *     +36d  PAID      -250.00 USD
 *   first-subscription  cy -&gt; ana advocate  is skipped  at +6d  reason=cap
 *   tiers  ana -&gt; ana advocate  #2  is EARNED                              the kth completion, or the rung, from 1
 * </pre>
 *
 * <p>An ask's {@code value=200} is what its milestone's pattern had come to, money in minor units; {@code value=none}: nothing.
 * A reward is named by its rule, its subject (the referee, the advocate or the account), its beneficiary and the side.
 * An ask's time is that of its milestone. Any event takes {@code late=3h}: received so long after it happened; any entry
 * {@code late=yes}: a correction after the fact, and {@code known=+5d3h}: when that could be known. Only what a line says is compared: an ask line without {@code arm} holds
 * for any arm; but no row may be missing or more than the lines. Amounts of money are exact in their currency, others in
 * millionths of their unit.
 *
 * <p>The reader refuses a chain that cannot be, for it would be an error in the script: entries out of the ledger's order,
 * a state that is not the last entry's, VOIDED or EXPIRED that leaves something owed.
 */
package dev.milepost.testkit.scenario;
