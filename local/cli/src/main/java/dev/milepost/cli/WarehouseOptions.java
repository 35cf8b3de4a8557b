package dev.milepost.cli;

import dev.milepost.pipeline.PipelineRun;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which ClickHouse a command uses. */
final class WarehouseOptions {

    static final String USER = "MILEPOST_CLICKHOUSE_USER";
    static final String PASSWORD = "MILEPOST_CLICKHOUSE_PASSWORD";

    @Option(
            names = "--clickhouse-url",
            paramLabel = "URL",
            description =
                    "Use the server at jdbc:clickhouse://host:port/database instead of the embedded engine; user and"
                            + " password come from MILEPOST_CLICKHOUSE_USER and MILEPOST_CLICKHOUSE_PASSWORD.")
    private String clickHouseUrl;

    @Option(names = "--warehouse", paramLabel = "DIR", description = "The folder of the embedded engine's data.")
    private Path warehouse;

    /** The server that was named, or null. */
    PipelineRun.Warehouse server(Map<String, String> environment) {
        if (clickHouseUrl == null) {
            return null;
        }
        if (warehouse != null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "Give --warehouse (the embedded engine) or --clickhouse-url (a server), not both.");
        }
        ClickHouseUrl url;
        try {
            url = ClickHouseUrl.parse(clickHouseUrl);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), e);
        }
        return server(url, environment);
    }

    /** A server, with the user and password of the environment. */
    static PipelineRun.Warehouse server(ClickHouseUrl url, Map<String, String> environment) {
        return new PipelineRun.Warehouse(
                url, environment.getOrDefault(USER, "default"), environment.getOrDefault(PASSWORD, ""));
    }

    /** The folder that was named, or null. */
    Path folder() {
        return warehouse == null ? null : Folders.require("--warehouse", warehouse);
    }
}
