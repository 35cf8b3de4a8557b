package dev.milepost.cli;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.attribution.program.ProgramCatalog;
import dev.milepost.attribution.program.ProgramFiles;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What the pipeline computes by: programs, channel rules, settings. */
final class RunOptions {

    @Option(
            names = "--programs",
            paramLabel = "DIR",
            description = "A folder of program files (*.yaml); without it every referral is of the program default.")
    private Path programs;

    @Option(
            names = "--channels",
            paramLabel = "FILE",
            description = "A YAML file of channel rules instead of those that come with Milepost.")
    private Path channels;

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

    ChannelRules channels() {
        return channels == null ? ChannelRules.shipped() : ChannelRules.read(channels);
    }

    /** What was given over the command's own defaults. */
    Settings settings(Settings defaults) {
        Settings file = settingsFile == null ? Settings.defaults() : Settings.ofYaml(settingsFile, LocalSettings.all());
        return defaults.with(file).with(Settings.ofArguments(set, LocalSettings.all()));
    }
}
