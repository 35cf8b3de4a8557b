package dev.milepost.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.EventCodec;
import dev.milepost.runtime.launch.JobDefaults;
import dev.milepost.runtime.rules.RuleVersion;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.testkit.programs.Programs;
import dev.milepost.testkit.programs.SentProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** Runs attribution over events, and keeps what is left of one of the changelogs that it tells. */
final class Changelogs {

    private Changelogs() {}

    /** The population's programs, and those of files that are in the folder already. */
    static ProgramCatalog programs(Path folder) throws Exception {
        dev.milepost.testkit.programs.ProgramFiles.write(Programs.standing(), folder);
        for (SentProgram sent : Programs.sent()) {
            Files.writeString(folder.resolve(sent.label() + ".yaml"), sent.text());
        }
        return ProgramFiles.read(folder);
    }

    /**
     * What stands last.
     *
     * @param key whose facts, and which: a later version of the same takes the earlier one's place
     */
    static <F> Map<List<String>, F> run(
            List<Event> delivery,
            int parallelism,
            ProgramCatalog programs,
            Function<AttributionTopology.Outputs, DataStream<Change<F>>> changelog,
            Function<F, List<String>> key)
            throws Exception {
        Settings settings = Settings.defaults();
        Configuration configuration = new Configuration();
        JobDefaults.configure(configuration, settings);
        configuration.set(RestOptions.BIND_PORT, "0");
        // One that fails says why at once.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        // Flink's own sink has none.
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        var source = env.fromData(delivery, EventCodec.TYPE_INFO)
                .setParallelism(1)
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Event>forGenerator(context -> new ProgramsWhileEventsFlowTest.AfterEach())
                                .withTimestampAssigner((event, timestamp) -> event.eventTimeMillis()))
                .setParallelism(1);
        AttributionTopology.Outputs outputs = AttributionTopology.assemble(
                source,
                env.fromData(new ArrayList<RuleVersion>(ProgramLanguage.versions(programs)), RuleVersion.TYPE)
                        .setParallelism(1),
                new AttributionTopology.Terms(
                        ChannelRules.shipped(),
                        programs,
                        new FoldSettings(86_400_000, 60_000, 600_000, Long.MAX_VALUE, 1),
                        settings));
        Map<List<String>, F> facts = new HashMap<>();
        try (CloseableIterator<Change<F>> collected = changelog.apply(outputs).executeAndCollect()) {
            collected.forEachRemaining(change -> {
                F fact = change.element();
                if (change.kind() == Change.Kind.PUT) {
                    facts.put(key.apply(fact), fact);
                } else {
                    assertThat(facts.remove(key.apply(fact)))
                            .as("what is taken back")
                            .isEqualTo(fact);
                }
            });
        }
        return facts;
    }
}
