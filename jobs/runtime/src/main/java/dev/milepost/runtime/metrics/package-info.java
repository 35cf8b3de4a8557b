/**
 * How the pipeline runs, in the warehouse beside what it makes: a metrics reporter of Flink that writes to
 * {@code pipeline_metrics}, for the dashboard <em>Pipeline health</em> and its alert rules.
 *
 * <p>{@link dev.milepost.runtime.metrics.ClickHouseReporterFactory} lists the settings. A reporter is loaded by each process
 * of a cluster before any job is, so it comes as a plugin: the cluster jar in {@code plugins/milepost} of the distribution.
 */
package dev.milepost.runtime.metrics;
