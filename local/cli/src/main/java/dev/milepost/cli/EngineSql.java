package dev.milepost.cli;

import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.engine.EngineException;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Sql;
import java.util.List;
import java.util.Map;

/** Statements go to the engine itself: the hundreds that make a new warehouse take half as long as over HTTP. */
final class EngineSql implements Sql {

    private final EmbeddedClickHouse engine;
    private final ClickHouseClient client;

    /**
     * @param client of that engine, for questions
     */
    EngineSql(EmbeddedClickHouse engine, ClickHouseClient client) {
        this.engine = engine;
        this.client = client;
    }

    @Override
    public void execute(String sql) throws ClickHouseFailure {
        try {
            engine.execute(sql);
        } catch (EngineException e) {
            throw new ClickHouseFailure(e.code(), e.getMessage(), e);
        }
    }

    @Override
    public List<Map<String, String>> query(String sql) throws ClickHouseFailure {
        return client.query(sql);
    }
}
