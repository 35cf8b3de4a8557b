/**
 * Proves that nothing is lost, doubled or changed when machines die: a real cluster of separate processes, live traffic,
 * {@code kill -9}, and a comparison to the row.
 *
 * <pre>
 *  Traffic ──► broker ──► task managers ──► Gate ──► ClickHouse      each a process of its own, but for Traffic and Gate
 *                            job manager ◄─► coordinator (ZooKeeper: Flink's high availability)
 * </pre>
 *
 * <p>{@link dev.milepost.cli.chaos.Chaos} is the story; {@link dev.milepost.cli.chaos.Stage} is what it plays on (a
 * {@link dev.milepost.cli.chaos.Machine} per process); {@link dev.milepost.cli.chaos.Blow} is one kill or outage;
 * {@link dev.milepost.cli.chaos.Verdict} compares the warehouse with that of a run without kills over the same topics, and
 * with the independent oracle.
 */
package dev.milepost.cli.chaos;
