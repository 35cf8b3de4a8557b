/**
 * The oracle harness: what a job makes of a seeded log equals what an independent batch answer says, whatever the order of
 * delivery, the parallelism and the crashes.
 *
 * <p>A {@link dev.milepost.testkit.harness.Trial} gives, for a seed, a log and the rows that must come of it. A
 * {@link dev.milepost.testkit.harness.Variant} is one way to deliver a log, as data; {@link
 * dev.milepost.testkit.harness.Variants} lists all of them. {@link dev.milepost.testkit.harness.UnderTest} runs the job. The
 * {@link dev.milepost.testkit.harness.OracleHarness} packs many seeds into one job, and judges each seed by itself.
 */
package dev.milepost.testkit.harness;
