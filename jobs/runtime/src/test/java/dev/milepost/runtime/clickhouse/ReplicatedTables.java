package dev.milepost.runtime.clickhouse;

import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.runtime.clickhouse.SqlScript.Statement;
import dev.milepost.schemas.Migrations;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Makes the replicated tables of all migrations in an engine with a Keeper in its memory, says how many there are and how many the
 * engine has, and halts: this library crashes where an engine with such a Keeper is closed.
 */
final class ReplicatedTables {

    private ReplicatedTables() {}

    public static void main(String[] arguments) {
        int code = 1;
        try {
            make(EmbeddedClickHouse.open(Path.of(arguments[0])));
            code = 0;
        } catch (RuntimeException e) {
            System.out.println(e);
        } finally {
            System.out.flush();
            Runtime.getRuntime().halt(code);
        }
    }

    private static void make(EmbeddedClickHouse engine) {
        engine.execute("CREATE DATABASE milepost_store", "CREATE DATABASE milepost_store_b");
        int tables = 0;
        for (Migrations.Migration migration : Migrations.all()) {
            for (Statement statement : SqlScript.statements(migration.sql())) {
                for (String one : Replicated.statements(statement.sql(), "milepost")) {
                    engine.query("EXPLAIN AST " + one);
                    if (one.startsWith("CREATE TABLE")) {
                        // In a replicated database the server gives a table its identity itself.
                        engine.execute(
                                one.replaceFirst("(milepost\\w+\\.\\w+)", "$1 UUID '" + UUID.randomUUID() + "'"));
                        tables++;
                    }
                }
            }
        }
        System.out.println(
                "made " + tables + ", replicated "
                        + engine.query(
                                "SELECT uniqExact(uuid) FROM system.tables WHERE startsWith(engine, 'Replicated')"
                                        + " AND position(engine_full, '(\\'/clickhouse/tables/{uuid}/{shard}\\', \\'{replica}\\'') > 0"));
    }
}
