package dev.milepost.cli;

import dev.milepost.attribution.AttributionSettings;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The terms that attribution goes by: programs and settings. */
class TermOptions extends SettingOptions {

    @Option(
            names = "--programs",
            paramLabel = "DIR",
            description = "A folder of program files (*.yaml); without it every program has the defaults.")
    private Path programs;

    /** Whether they were named. */
    boolean hasPrograms() {
        return programs != null;
    }

    /**
     * Those of the folder.
     *
     * @param settings that they are to run by
     * @throws dev.milepost.programs.ProgramFileException with every problem of every file
     */
    ProgramCatalog programs(Settings settings) {
        return programs == null
                ? ProgramCatalog.empty()
                : ProgramFiles.read(programs, AttributionSettings.longestWindow(settings));
    }
}
