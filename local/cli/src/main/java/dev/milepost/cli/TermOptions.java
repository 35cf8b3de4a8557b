package dev.milepost.cli;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The terms that attribution goes by: programs and settings. */
class TermOptions {

    @Option(
            names = "--programs",
            paramLabel = "DIR",
            description = "A folder of program files (*.yaml); without it every program has the defaults.")
    private Path programs;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "A YAML file of settings; ./milepost settings lists them.")
    private Path settingsFile;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting; goes before the file. May be repeated.")
    private List<String> set = new ArrayList<>();

    ProgramCatalog programs() {
        return programs == null ? ProgramCatalog.empty() : ProgramFiles.read(programs);
    }

    /** What was given over the command's own defaults. */
    Settings settings(Settings defaults) {
        Settings file = settingsFile == null ? Settings.defaults() : Settings.ofYaml(settingsFile, LocalSettings.all());
        return defaults.with(file).with(Settings.ofArguments(set, LocalSettings.all()));
    }
}
