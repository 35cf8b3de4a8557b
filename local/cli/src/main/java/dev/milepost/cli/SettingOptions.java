package dev.milepost.cli;

import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The settings that a command goes by. */
class SettingOptions {

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

    /** What was given over the command's own defaults. */
    Settings settings(Settings defaults) {
        Settings file = settingsFile == null ? Settings.defaults() : Settings.ofYaml(settingsFile, LocalSettings.all());
        return defaults.with(file).with(Settings.ofArguments(set, LocalSettings.all()));
    }
}
