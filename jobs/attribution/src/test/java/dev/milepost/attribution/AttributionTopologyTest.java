package dev.milepost.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.codec.CodecSerializer;
import dev.milepost.runtime.codec.TextTypeInfo;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.EventCodec;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.launch.JobDefaults;
import dev.milepost.runtime.rules.RuleVersion;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.event.Click;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.BroadcastPartitioner;
import org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner;
import org.junit.jupiter.api.Test;

class AttributionTopologyTest {

    private static final Event EVENT = new Event(
            "clickstream",
            "a",
            "e",
            0,
            0,
            1,
            Origin.ofFile("events.jsonl", 1),
            Click.newBuilder()
                    .setEventId("e")
                    .setEventTime(Instant.EPOCH)
                    .setAnonymousId("a")
                    .setName("page_view")
                    .setProperties(Map.of())
                    .build());

    @Test
    void everyOperatorHasAUidAndAName() {
        StreamGraph graph = graph();
        List<String> uids = new ArrayList<>();
        for (StreamNode node : graph.getStreamNodes()) {
            assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
            assertThat(node.getOperatorName()).isNotBlank().doesNotContain("KeyedProcess");
            uids.add(node.getTransformationUID());
        }
        assertThat(uids)
                .doesNotHaveDuplicates()
                .contains(
                        "attribution-route",
                        "attribution-accounts",
                        "attribution-visitors",
                        "attribution-evidence",
                        "attribution-invites",
                        "attribution-codes",
                        "attribution-attribution");
        // Generated uids are off: Flink itself would refuse an operator without one here.
        assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
    }

    @Test
    void everyStreamIsWrittenByACodec() {
        for (StreamNode node : graph().getStreamNodes()) {
            if (!node.getOutEdges().isEmpty()) {
                assertThat(node.getTypeSerializerOut())
                        .as(node.getOperatorName())
                        .isInstanceOf(CodecSerializer.class);
            }
            for (StreamEdge edge : node.getOutEdges()) {
                if (edge.getOutputTag() != null) {
                    assertThat(edge.getOutputTag()
                                    .getTypeInfo()
                                    .createSerializer(
                                            graph().getExecutionConfig().getSerializerConfig()))
                            .as(edge.getEdgeId())
                            .isInstanceOf(CodecSerializer.class);
                }
            }
            if (node.getStateKeySerializer() != null) {
                assertThat(node.getStateKeySerializer())
                        .isEqualTo(TextTypeInfo.TEXT.createSerializer(
                                graph().getExecutionConfig().getSerializerConfig()));
            }
        }
    }

    @Test
    void clicksAreShuffledOnceAndAllElseIsFactsSignupsAndPurchases() {
        StreamGraph graph = graph();
        Set<String> shuffled = new HashSet<>();
        Set<String> forwarded = new HashSet<>();
        Set<String> broadcast = new HashSet<>();
        for (StreamNode node : graph.getStreamNodes()) {
            for (StreamEdge edge : node.getOutEdges()) {
                String tag = edge.getOutputTag() == null
                        ? ""
                        : " " + edge.getOutputTag().getId();
                String text = uid(node) + tag + " > " + uid(graph.getStreamNode(edge.getTargetId()));
                boolean keyed = edge.getPartitioner() instanceof KeyGroupStreamPartitioner;
                boolean toAll = edge.getPartitioner() instanceof BroadcastPartitioner;
                assertThat((keyed ? shuffled : toAll ? broadcast : forwarded).add(text))
                        .as(text)
                        .isTrue();
            }
        }
        assertThat(shuffled)
                .containsExactlyInAnyOrder(
                        // The only edge with every click; it leaves the source's own chain.
                        "route > visitors",
                        "route accounts > accounts",
                        "accounts links > visitors",
                        "accounts evidence > evidence",
                        "visitors evidence > evidence",
                        "accounts invites > invites",
                        "visitors invites > invites",
                        "evidence > codes",
                        "invites > codes",
                        "accounts > attribution",
                        "visitors > attribution",
                        "codes > attribution");
        assertThat(broadcast)
                .containsExactlyInAnyOrder("programs > accounts", "programs > visitors", "programs > attribution");
        assertThat(forwarded)
                .containsExactlyInAnyOrder(
                        "events > route",
                        "accounts rows > rows",
                        "visitors rows > rows",
                        "evidence rows > rows",
                        "invites rows > rows",
                        "codes rows > rows",
                        "attribution rows > rows",
                        "attribution > rows");
    }

    private static String uid(StreamNode node) {
        return node.getTransformationUID().replace("attribution-", "");
    }

    private static StreamGraph graph() {
        Configuration configuration = new Configuration();
        Settings settings = Settings.defaults();
        JobDefaults.configure(configuration, settings);
        assertThat(configuration.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(configuration.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        AttributionTopology.assemble(
                        env.fromData(List.of(EVENT), EventCodec.TYPE_INFO)
                                .uid("events")
                                .name("Events"),
                        env.fromData(List.of(new RuleVersion("p@1", 0, "")), RuleVersion.TYPE)
                                .uid("programs")
                                .name("Programs"),
                        new AttributionTopology.Terms(
                                ChannelRules.shipped(),
                                ProgramCatalog.empty(),
                                new FoldSettings(86_400_000, 60_000, 600_000, Long.MAX_VALUE, 1),
                                settings))
                .rows()
                .sinkTo(new DiscardingSink<>())
                .uid("rows")
                .name("Rows");
        return env.getStreamGraph();
    }
}
