/**
 * What the pipeline costs, measured: {@link dev.milepost.bench.Main} takes names of measurements and prints a table. Each
 * measurement is a {@link dev.milepost.bench.Benchmark}; the processes whose time is measured are in {@code job}.
 *
 * <p>Machines are shared and busy, so CPU time is measured rather than the clock wherever it can be, what is compared runs
 * by turns in one sitting, and medians are told with their spread. Nothing here is asserted: a figure is not a test.
 */
package dev.milepost.bench;
