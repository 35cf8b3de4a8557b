package dev.milepost.engine;

import java.util.Map;

/**
 * One statement for the engine.
 *
 * @param sql the statement
 * @param format ClickHouse's name of the result's format, used where the statement has no FORMAT clause
 * @param database the database that unqualified names belong to
 * @param settings ClickHouse settings for this statement alone, by name
 * @param parameters values of the statement's <code>{name:Type}</code> places, by name
 */
public record EngineRequest(
        String sql, String format, String database, Map<String, String> settings, Map<String, String> parameters) {

    public EngineRequest {
        settings = Map.copyOf(settings);
        parameters = Map.copyOf(parameters);
    }

    /** A statement in database {@code default}, with a tab-separated result and no settings. */
    public static EngineRequest of(String sql) {
        return new EngineRequest(sql, "TabSeparated", "default", Map.of(), Map.of());
    }

    /** The same request for another statement. */
    EngineRequest withSql(String statement) {
        return new EngineRequest(statement, format, database, settings, parameters);
    }
}
