/**
 * Seeded traffic with its ground truth: what a product with a referral program sees, and what is true of it.
 *
 * <p>{@link dev.milepost.simulator.Simulation} writes stream files of a whole population;
 * {@link dev.milepost.simulator.LiveTraffic} plays the same kind of people in fast motion. Everything follows from the
 * arguments alone: no wall clock, no unordered collection, random numbers of {@link dev.milepost.simulator.Dice} only.
 *
 * <p>Person k, and the events of k's <em>story</em> (k's own, and what an advocate did to win k), depend on the seed, the
 * period and k, never on how many people there are: a larger population contains the smaller one. So an advocate
 * always has a smaller number than whom they refer.
 *
 * <p>Some people are a {@link dev.milepost.simulator.Circle}: an advocate and the friends whom they win one after the other, in
 * a program that {@link dev.milepost.simulator.Offers} knows. What they will do, and what others will say of it (verdicts,
 * reviews, payouts), is planned before it is told, so that each entry that the ledger must have is known. What everybody's
 * product events come to, {@link dev.milepost.simulator.Onboarding} finds in the events.
 *
 * <p>Where a plan says so, the ask does something to people ({@link dev.milepost.simulator.AskEffect} says what, and why an
 * experiment must find it): who reaches its milestone is looked up in their events as they arrive, and what they are moved to is told
 * behind all else, from numbers of its own, so that the rest of the world stays what it is. Who is in which arm follows from the
 * program's file, as what a reward's id is follows from the ledger's description: it is worked out here once more, and nothing of
 * the jobs is asked.
 *
 * <p>Public, besides, is what another teller of stories needs: dice, people, a story and how its events arrive
 * ({@link dev.milepost.simulator.Story}, {@link dev.milepost.simulator.Delivery},
 * {@link dev.milepost.simulator.EventFiles}). The plots are not.
 *
 * <p>The events know nothing of the code that they test: this package imports the Avro contracts and nothing else of
 * Milepost.
 */
package dev.milepost.simulator;
