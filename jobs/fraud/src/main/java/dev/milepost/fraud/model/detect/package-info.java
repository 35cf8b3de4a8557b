/**
 * Streaming anomaly detectors over rows of numbers, and their combination. They know nothing of referrals, and never see a label.
 *
 * <p>Each {@link dev.milepost.fraud.model.detect.Detector} scores a row by the rows before it, then learns it; its state is
 * bytes with a form number, and a detector that is read back goes on bit for bit. {@link
 * dev.milepost.fraud.model.detect.Detectors} are all of them over the same rows, {@link dev.milepost.fraud.model.detect.Mix}
 * combines their scores, and {@link dev.milepost.fraud.model.detect.Combination} is both: what a job keeps.
 *
 * <p>What was found with {@code ./milepost fraud evaluate} at seed 42, one configuration for all tables, as means over five
 * samples of card fraud (.8 % positives) and seven tables of ADBench (1 to 21 %). Microseconds are processor time a row of 29
 * values on a shared core, ±25 %:
 *
 * <pre>
 *                       card fraud               ADBench
 *                       AUC    AP     TPR@1%     AUC    AP      µs
 *   ewma_z              .956   .471   .610       .759   .316   0.5
 *   ecod                .946   .562   .754       .797   .345   9.4
 *   half_space_trees    .952   .335   .569       .777   .341   7.5
 *   nearest             .957   .464   .623       .830   .391   4.8
 *   nearest_tails       .955   .368   .569       .809   .420   4.9
 *   random_cut          .959   .381   .574       .787   .323    76
 *   direction           .965   .815   .810       .779   .340   2.2
 *   combined            .969   .777   .818       .827   .376    98
 *   less ecod           .969   .773   .814       .827   .371
 *   less nearest        .969   .786   .818       .819   .374
 *   less nearest_tails  .968   .789   .814       .818   .357
 *   less random_cut     .969   .774   .818       .829   .392
 *   less direction      .957   .492   .668       .826   .386
 *   batch isolation f.  .957   .464   –          .777   .324
 *   batch ECOD          .943   .569   –          .770   .256
 * </pre>
 *
 * <p>Other seeds (1 to 3) give .968 to .969, .775 to .777 and .818 to .823 on the first, .824 to .830 and .368 to .374 on the
 * second. What it says:
 * <ul>
 *   <li>The direction of earlier outliers finds fraud that has one cause; it costs where outliers have several (PageBlocks: .83
 *       against .92 without), and a little average precision over ADBench.
 *   <li>The forest adds nothing measurable to the nearest of a sample, at twenty times its cost. It stays for its attributions and
 *       its decay, which tables without drift cannot show.
 *   <li>Half-space trees and z by itself add nothing to the others and are not combined; z is the scale that others stand on.
 *   <li>Scores are brought to one scale by quantiles rather than tails: among n rows no tail is below 1/n, however far out.
 * </ul>
 */
package dev.milepost.fraud.model.detect;
