package dev.milepost.runtime.clickhouse;

/**
 * A column of a warehouse table.
 *
 * @param name as in the Avro schema
 * @param type as ClickHouse writes it: {@code DateTime64(3, 'UTC')}
 */
public record Column(String name, String type) {}
