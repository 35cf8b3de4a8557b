package dev.milepost.runtime.clickhouse;

import java.util.List;
import java.util.Map;

/** What migrations need of a server, or of an engine without one. */
public interface Sql {

    /** Carries out a statement that answers nothing. */
    void execute(String sql) throws ClickHouseFailure;

    /** The rows of a query: column to text, in the query's order; SQL's NULL is null. */
    List<Map<String, String>> query(String sql) throws ClickHouseFailure;
}
