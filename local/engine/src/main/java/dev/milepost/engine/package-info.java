/**
 * The embedded parts that stand in for servers on one machine: a ClickHouse engine with its HTTP interface, and a Kafka
 * broker. They know nothing of what Milepost does with them.
 *
 * <ul>
 *   <li>{@link dev.milepost.engine.EmbeddedClickHouse}: the real ClickHouse engine, as a library inside this process.
 *   <li>{@link dev.milepost.engine.ClickHouseFront}: ClickHouse's HTTP interface in front of it, on loopback.
 *   <li>{@link dev.milepost.engine.EmbeddedKafka}: a real broker in KRaft mode, on loopback.
 * </ul>
 */
package dev.milepost.engine;
