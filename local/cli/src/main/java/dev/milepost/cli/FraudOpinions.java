package dev.milepost.cli;

import dev.milepost.fraud.backtest.Judged;
import dev.milepost.fraud.backtest.Opinion;
import dev.milepost.fraud.backtest.TrueReferral;
import dev.milepost.fraud.backtest.Truth;
import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.fraud.model.score.VerdictCodec;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Review;
import dev.milepost.programs.model.Reward;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What verdicts in a warehouse said of the referrals of the truth. */
final class FraudOpinions {

    /** The referrals are read in so many parts: a verdict with its features is some 2 KB. */
    private static final int PARTS = 16;

    /** Of a program that says nothing: the default of the language. */
    private static final double RISK_OVER = 0.3;

    private static final double MILLION = 1_000_000;

    private static final long MONTH_MILLIS = 30 * 86_400_000L;

    private static final String PROGRAMS = "SELECT DISTINCT program_id FROM milepost.bindings WHERE status = 'bound'";

    private static final String READ = """
            SELECT bound.referee_id AS referee_id, bound.program_id AS program_id,
                toUnixTimestamp64Milli(any(bound.bound_time)) AS bound_millis,
                argMaxIf(verdict.replay, (verdict.decided_at, verdict.revision),
                    verdict.decided_at <= bound.bound_time + INTERVAL 30 DAY) AS month,
                argMaxIf(verdict.replay, (verdict.decided_at, verdict.revision),
                    verdict.decided_at < if(qualified.referral_id = '', bound.bound_time + INTERVAL 30 DAY,
                        qualified.event_time + toIntervalMillisecond({hold:Int64}))) AS hold,
                argMaxIf(verdict.replay, (verdict.decided_at, verdict.revision),
                    verdict.decided_at <= bound.bound_time + INTERVAL 24 HOUR) AS day
            FROM (SELECT referral_id, program_id, referee_id, bound_time FROM milepost.bindings
                WHERE status = 'bound' AND program_id = {program:String}
                AND cityHash64(referral_id) % {parts:UInt32} = {part:UInt32}) AS bound
            LEFT JOIN (SELECT referral_id, program_id, decided_at, revision, replay FROM milepost.fraud_verdicts
                WHERE cityHash64(referral_id) % {parts:UInt32} = {part:UInt32}) AS verdict
            ON verdict.referral_id = bound.referral_id AND verdict.program_id = bound.program_id
            LEFT JOIN (SELECT referral_id, event_time FROM milepost.journey
                WHERE name = 'referral.qualified' AND program_id = {program:String}) AS qualified
            ON qualified.referral_id = bound.referral_id
            GROUP BY referee_id, program_id""";

    private final ClickHouseClient client;
    private final ProgramCatalog programs;

    /** Up to when verdicts count. */
    enum Horizon {
        MONTH("30 days", "30 days after the binding"),
        /** Those that rewards consult; of a referral that never qualified, which earns nothing, as of 30 days. */
        HOLD("hold", "the end of the hold"),
        DAY("24 hours", "24 hours after the binding");

        final String title;

        /** In a sentence. */
        final String until;

        Horizon(String title, String until) {
            this.title = title;
            this.until = until;
        }
    }

    /**
     * What there is.
     *
     * @param judged the bound referrals of the truth, by horizon, in its order
     * @param bound how many
     * @param strange how many more are bound, of which the truth says nothing
     */
    record Found(Map<Horizon, List<Judged>> judged, int bound, int strange) {}

    /** Of one bound referral; without those horizons by which there was no verdict. */
    private record Read(long boundMillis, Map<Horizon, Opinion> opinions) {}

    FraudOpinions(ClickHouseClient client, ProgramCatalog programs) {
        this.client = client;
        this.programs = programs;
    }

    /** Reads them. */
    Found of(Truth truth) throws ClickHouseFailure {
        Map<List<String>, Read> read = read();
        Map<Horizon, List<Judged>> judged = new EnumMap<>(Horizon.class);
        for (Horizon horizon : Horizon.values()) {
            judged.put(horizon, new ArrayList<>());
        }
        int all = read.size();
        for (TrueReferral each : truth.referrals()) {
            Read of = read.remove(List.of(each.refereeId(), each.programId()));
            if (of != null) {
                double riskOver = riskOver(each.programId(), of.boundMillis());
                judged.forEach((horizon, referrals) ->
                        referrals.add(new Judged(each, riskOver, of.opinions().get(horizon))));
            }
        }
        return new Found(judged, all - read.size(), read.size());
    }

    private Map<List<String>, Read> read() throws ClickHouseFailure {
        Map<List<String>, Read> read = new HashMap<>();
        for (Map<String, String> each : client.query(PROGRAMS, Map.of())) {
            String program = each.get("program_id");
            for (int part = 0; part < PARTS; part++) {
                Map<String, String> slice = Map.of(
                        "program", program,
                        "hold", String.valueOf(holdMillis(program)),
                        "parts", String.valueOf(PARTS),
                        "part", String.valueOf(part));
                for (Map<String, String> row : client.query(READ, slice)) {
                    read.put(List.of(row.get("referee_id"), row.get("program_id")), read(row));
                }
            }
        }
        return read;
    }

    private static Read read(Map<String, String> row) {
        Map<Horizon, Opinion> opinions = new EnumMap<>(Horizon.class);
        for (Horizon horizon : Horizon.values()) {
            String replay = row.get(horizon.name().toLowerCase(Locale.ROOT));
            if (!replay.isEmpty()) {
                opinions.put(horizon, Opinion.of(verdict(replay)));
            }
        }
        return new Read(Long.parseLong(row.get("bound_millis")), opinions);
    }

    /** The shortest hold of any of the program's rewards, by any version: then money may move first. None: 30 days. */
    private long holdMillis(String program) {
        return programs.versions().stream()
                .filter(version -> version.program().equals(program))
                .flatMap(version -> version.rewards().stream())
                .flatMap(reward -> effects(reward.fire()))
                .mapToLong(effect -> effect.hold().after(0, ZoneOffset.UTC))
                .min()
                .orElse(MONTH_MILLIS);
    }

    private static Stream<Effect> effects(Reward.Fire fire) {
        return fire instanceof Reward.Fire.Ladder ladder
                ? ladder.steps().stream().flatMap(step -> step.effects().stream())
                : fire.effects().stream();
    }

    private double riskOver(String program, long millis) {
        Review review = programs.at(program, millis).review();
        return review == null ? RISK_OVER : review.riskOver() / MILLION;
    }

    /** A verdict as its row has it. */
    static Verdict verdict(String replay) {
        VerdictCodec codec = new VerdictCodec();
        try {
            return codec.read(
                    codec.version(),
                    new DataInputStream(
                            new ByteArrayInputStream(Base64.getDecoder().decode(replay))));
        } catch (IOException e) {
            throw new UncheckedIOException("A verdict's bytes are corrupt", e);
        }
    }
}
