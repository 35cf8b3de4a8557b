package dev.milepost.cli;

import dev.milepost.attribution.channel.ChannelRulesException;
import dev.milepost.cli.chaos.ChaosFailure;
import dev.milepost.engine.EngineException;
import dev.milepost.engine.EngineMissingException;
import dev.milepost.engine.PortTakenException;
import dev.milepost.engine.WarehouseLockedException;
import dev.milepost.programs.ProgramFileException;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.MigrationException;
import dev.milepost.runtime.settings.SettingsException;
import dev.milepost.runtime.source.SourceException;
import dev.milepost.runtime.table.TableException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Which exit code and which words a failure ends a command with. */
final class Failures {

    private Failures() {}

    /** The exit code: by the failure's type. */
    static int exitCode(Throwable failure) {
        if (failure instanceof CommandFailure command) {
            return command.exitCode();
        }
        if (failure instanceof EngineMissingException) {
            return ExitCode.ENGINE_MISSING;
        }
        if (failure instanceof PortTakenException) {
            return ExitCode.PORT_TAKEN;
        }
        if (failure instanceof WarehouseLockedException) {
            return ExitCode.LOCKED;
        }
        if (failure instanceof SourceException
                || failure instanceof SettingsException
                || failure instanceof ProgramFileException
                || failure instanceof TableException
                || failure instanceof ChannelRulesException) {
            return ExitCode.REFUSED_INPUT;
        }
        return ExitCode.FAILURE;
    }

    /** One message, without a stack trace; of a failure that nobody foresaw its kind too. */
    static String message(Throwable failure) {
        if (failure instanceof PortTakenException taken) {
            return taken.getMessage() + " The setting is "
                    + switch (taken.server()) {
                        case CLICKHOUSE -> LocalSettings.CLICKHOUSE_PORT;
                        case KAFKA -> LocalSettings.KAFKA_PORT;
                    }
                    + "; 0 takes any that is free.";
        }
        if (failure instanceof FileSystemException file && file.getFile() != null) {
            String why = file instanceof NoSuchFileException
                    ? "there is no such file"
                    : file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
            return file.getFile() + " cannot be read or written (" + why
                    + "): check the path and its permissions.\nThe log has the details; --verbose shows them here.";
        }
        boolean foreseen = exitCode(failure) != ExitCode.FAILURE
                || failure instanceof CommandFailure
                || failure instanceof ChaosFailure
                || failure instanceof ClickHouseFailure
                || failure instanceof EngineException
                || failure instanceof MigrationException;
        if (foreseen && failure.getMessage() != null) {
            return failure.getMessage();
        }
        return "Something failed that should not have: " + describe(failure)
                + "\nThe log has the details; --verbose shows them here.";
    }

    /** The root cause in one line: its message, with its kind where the message alone says too little. */
    static String describe(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String kind = root.getClass().getSimpleName();
        return root.getMessage() == null ? kind : kind + ": " + root.getMessage();
    }
}
