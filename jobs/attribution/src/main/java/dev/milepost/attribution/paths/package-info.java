/**
 * Attribution that is read out of all paths together, beside the six models that split each order by a rule.
 *
 * <p>A <em>path</em> is the touches of one order within its window, in their order, repeats kept; a user with touches and no order
 * is one path that was lost ({@link dev.milepost.attribution.paths.PathCounts}). Channels that a program excludes are in neither: left in
 * the lost ones, they would be removed with an effect, and take credit from those that may have it. Over them:
 *
 * <ul>
 *   <li>{@link dev.milepost.attribution.paths.Shapley}: what a channel adds on average to those that came before it, over all orders in
 *       which channels may come; exact;
 *   <li>{@link dev.milepost.attribution.paths.Markov}: what would be lost without a channel, in a chain that remembers one step.
 * </ul>
 *
 * <p>What no touch led to is no channel's: it stays with {@code (none)}, as under the six. {@link dev.milepost.attribution.paths.DataDriven}
 * turns both into credit that sums, to the cent, to what there is.
 *
 * <p>Plain Java: no Flink, no Avro, no database.
 */
package dev.milepost.attribution.paths;
