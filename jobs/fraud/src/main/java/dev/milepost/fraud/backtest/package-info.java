/**
 * Verdicts held against the truth: {@link dev.milepost.fraud.backtest.Truth} reads what is known of each referral,
 * {@link dev.milepost.fraud.backtest.Judged} has beside it what the verdict said, and
 * {@link dev.milepost.fraud.backtest.BacktestFigures} says how well they agree.
 *
 * <p>A referral without a verdict ranks below all that have one: it is held, and nobody is pointed to it. Each kind of fraud is
 * ranked among all honest referrals, so a recall is that of one threshold for all. Single signals are ranked where they are
 * read, and as the lowest where they are missing; MANY_TRACES and the anomaly input are left out there, for they
 * are combinations of the others.
 *
 * <p>The cause is one code, what gives the referral away by the simulator's word; the first reason has to be that code. Another that is
 * true as well does not count: RING of a farm whose devices link it, MANY_TRACES of anybody. An advocate who never pays shows no card,
 * so a referee on the advocate's card shows nothing to SELF_PAYMENT: about two in a hundred causes are in no event before the
 * verdict, and of these another reason is the first.
 *
 * <p>Verdicts count up to three times. Thirty days after the binding is as late as a last look. Before the end of the hold is what the
 * gate consults for the first reward: the shortest hold of the program from the qualifying on, two weeks of one of the two programs
 * here. Refunds, silent referees and later members of a ring come after that, so it is the harder figure.
 *
 * <p>Worlds of seeds 16 to 25, 12,000 users, 2 % fraud, looked at once, after scales and weights were settled on seeds 1 to 5 (61,100
 * referrals, 1,222 of them fraud):
 *
 * <table>
 *   <caption>All fraud; goals in brackets</caption>
 *   <tr><th></th><th>30 days</th><th>end of hold</th><th>24 hours</th></tr>
 *   <tr><td>AUC</td><td>.997</td><td>.954</td><td>.918</td></tr>
 *   <tr><td>recall at 0.5 % false positives</td><td>.944 (.92)</td><td>.703</td><td>.587</td></tr>
 *   <tr><td>P@100, all worlds in one; mean of each</td><td>1.00; .938 (.97)</td><td>.96; .803</td><td>.94; .719</td></tr>
 *   <tr><td>first reason is the cause; among five</td><td>.898 (.95); .953</td><td>.791; .836</td><td>.654; .687</td></tr>
 *   <tr><td>calibration error</td><td>.004 (.02)</td><td>.007</td><td>.011</td></tr>
 *   <tr><td>look-alikes flagged</td><td>1.18 % (1 %)</td><td>1.12 %</td><td>.29 %</td></tr>
 * </table>
 *
 * <p>Recall by kind, up to 30 days (goal .85): farm 1.00, threshold gaming 1.00, orphan clicks .99, slow drip .97, scripted timing .95,
 * aged accounts .94, refund after reward .92, self referral .86, ring .83: of a ring without a link each member is looked at with one or
 * two referees, and a pair of second accounts shows little. Rings' pairwise F1 is .92 on average, .86 to .96. A world of 12,000 users
 * has one or two adversaries of each kind, most of them with the kind's usual cause, so there the cause's own signal has an AUC above .9;
 * signals of identity alone have a recall of .05.
 *
 * <p>What is learnt: seed 41, 30,000 users, drift .5, 100 reviews a day ({@code --reviews 100}; {@link
 * dev.milepost.fraud.backtest.Reviewers}). Of the 8,232 referrals bound after thirty days the AUC is .978 without learning and .984
 * with it, the average precision .666 and .770; where one review in ten is wrong, .977 and .985, .662 and .733. Among those bound
 * before, while weights change most, the AUC falls from .950 to .934, and the average precision rises from .541 to .601: scores of
 * two versions of weights have not one level.
 */
package dev.milepost.fraud.backtest;
