/**
 * What {@code deploy/local-cluster} runs beside a Flink cluster of processes: a broker and a warehouse, in a process of their
 * own. The cluster itself is Flink's own processes.
 */
package dev.milepost.cli.cluster;
