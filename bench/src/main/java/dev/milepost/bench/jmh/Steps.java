package dev.milepost.bench.jmh;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.attribution.channel.Classified;
import dev.milepost.attribution.model.AttributionFact;
import dev.milepost.attribution.model.AttributionModel;
import dev.milepost.attribution.model.AttributionState;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.ContentHash;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.WireException;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.row.EventRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One event's way through decode, hash, channel and row; one conversion's through the six credit models. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Steps {

    private static final int CLICKS = 4096;
    private static final long SEED = 1;

    private final Wire wire = new Wire();
    private final ContentHash hash = new ContentHash();
    private final ChannelRules channels = ChannelRules.shipped();
    private final RowEncoder rows = RowEncoder.of(EventRow.getClassSchema());
    private final StreamContract stream = Streams.named(Streams.CLICKSTREAM);
    private Click[] clicks;
    private byte[][] bytes;
    private EventRow[] records;
    private Conversions conversions;
    private int next;

    @Setup
    public void setUp() {
        clicks = Clicks.draw(SEED, CLICKS);
        bytes = new byte[CLICKS][];
        records = new EventRow[CLICKS];
        for (int i = 0; i < CLICKS; i++) {
            bytes[i] = wire.encode(clicks[i]);
            records[i] = Clicks.row(clicks[i]);
        }
        conversions = new Conversions(Instant.parse("2026-03-01T00:00:00Z"), Duration.ofDays(2));
    }

    private int next() {
        next = (next + 1) % CLICKS;
        return next;
    }

    @Benchmark
    public SpecificRecord decode() throws WireException {
        return wire.decode(stream, bytes[next()]);
    }

    @Benchmark
    public long contentHash() {
        return hash.of(clicks[next()]);
    }

    @Benchmark
    public Classified channel() {
        Click click = clicks[next()];
        return channels.classify(
                click.getChannel(),
                click.getCampaign(),
                click.getReferralCode(),
                click.getUrl(),
                click.getReferrerUrl());
    }

    @Benchmark
    public Row row() {
        return rows.encode(records[next()], next, false);
    }

    /** Five touches; the amount is never that of the last time. */
    @Benchmark
    public AttributionFact credits() {
        return conversions.next();
    }

    /** One user with five touches and, by turns, one of two amounts for the same order. */
    private static final class Conversions {

        private final AttributionModel model = SampleUser.model();
        private final List<AttributionState> states;
        private int turn;

        Conversions(Instant start, Duration apart) {
            states = List.of(
                    SampleUser.state(model, start, apart, 19_900), SampleUser.state(model, start, apart, 24_900));
        }

        AttributionFact next() {
            turn ^= 1;
            return model.fact(
                    states.get(turn), new AttributionModel.Key(AttributionModel.Key.Kind.ORDER, SampleUser.ORDER));
        }
    }
}
