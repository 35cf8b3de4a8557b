package dev.milepost.cli;

import dev.milepost.attribution.channel.ChannelRules;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What the pipeline computes by: programs, channel rules, settings. */
final class RunOptions extends TermOptions {

    @Option(
            names = "--channels",
            paramLabel = "FILE",
            description = "A YAML file of channel rules instead of those that come with Milepost.")
    private Path channels;

    ChannelRules channels() {
        return channels == null ? ChannelRules.shipped() : ChannelRules.read(channels);
    }
}
