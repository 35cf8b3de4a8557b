/**
 * The warehouse: how rows become bytes that ClickHouse takes, how its tables come to be, and how it is spoken to.
 *
 * <p>{@link dev.milepost.runtime.clickhouse.RowEncoder} makes a {@link dev.milepost.runtime.clickhouse.Row} of an Avro
 * record, {@link dev.milepost.runtime.clickhouse.RowDecoder} shows one to a person,
 * {@link dev.milepost.runtime.clickhouse.ClickHouseClient} sends blocks of them, and
 * {@link dev.milepost.runtime.clickhouse.Migrator} applies the numbered SQL files of the schemas module.
 */
package dev.milepost.runtime.clickhouse;
