/**
 * The process whose CPU time is measured: {@link dev.milepost.bench.job.JobProcess} runs one
 * {@link dev.milepost.bench.job.Variant} of the job as often as it is told to, and answers with what each run took.
 */
package dev.milepost.bench.job;
