package dev.milepost.cli;

import dev.milepost.fraud.backtest.Judged;
import dev.milepost.fraud.backtest.Opinion;
import dev.milepost.fraud.backtest.TrueReferral;
import dev.milepost.fraud.backtest.Truth;
import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.fraud.model.score.VerdictCodec;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.model.Review;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What verdicts in a warehouse said of the referrals of the truth. */
final class FraudOpinions {

    /** The referrals are read in so many parts: a verdict with its features is some 2 KB. */
    private static final int PARTS = 16;

    /** Of a program that says nothing: the default of the language. */
    private static final double RISK_OVER = 0.3;

    private static final double MILLION = 1_000_000;

    private static final String READ = """
            SELECT bound.referee_id AS referee_id, bound.program_id AS program_id,
                toUnixTimestamp64Milli(any(bound.bound_time)) AS bound_millis,
                argMax(verdict.replay, (verdict.decided_at, verdict.revision)) AS late,
                argMaxIf(verdict.replay, (verdict.decided_at, verdict.revision),
                    verdict.decided_at <= bound.bound_time + INTERVAL 24 HOUR) AS early
            FROM (SELECT referral_id, program_id, referee_id, bound_time FROM milepost.bindings
                WHERE status = 'bound' AND cityHash64(referral_id) % {parts:UInt32} = {part:UInt32}) AS bound
            LEFT JOIN (SELECT referral_id, program_id, decided_at, revision, replay FROM milepost.fraud_verdicts
                WHERE cityHash64(referral_id) % {parts:UInt32} = {part:UInt32}) AS verdict
            ON verdict.referral_id = bound.referral_id AND verdict.program_id = bound.program_id
            WHERE verdict.replay = '' OR verdict.decided_at <= bound.bound_time + INTERVAL 30 DAY
            GROUP BY referee_id, program_id""";

    private final ClickHouseClient client;
    private final ProgramCatalog programs;

    /** Up to when verdicts count. */
    enum Horizon {
        MONTH("30 days"),
        DAY("24 hours");

        final String title;

        Horizon(String title) {
            this.title = title;
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

    /** Of one bound referral; null: no verdict. */
    private record Read(long boundMillis, Opinion month, Opinion day) {}

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
                judged.get(Horizon.MONTH).add(new Judged(each, riskOver, of.month()));
                judged.get(Horizon.DAY).add(new Judged(each, riskOver, of.day()));
            }
        }
        return new Found(judged, all - read.size(), read.size());
    }

    private Map<List<String>, Read> read() throws ClickHouseFailure {
        Map<List<String>, Read> read = new HashMap<>();
        for (int part = 0; part < PARTS; part++) {
            Map<String, String> slice = Map.of("parts", String.valueOf(PARTS), "part", String.valueOf(part));
            for (Map<String, String> row : client.query(READ, slice)) {
                read.put(
                        List.of(row.get("referee_id"), row.get("program_id")),
                        new Read(
                                Long.parseLong(row.get("bound_millis")),
                                opinion(row.get("late")),
                                opinion(row.get("early"))));
            }
        }
        return read;
    }

    private double riskOver(String program, long millis) {
        Review review = programs.at(program, millis).review();
        return review == null ? RISK_OVER : review.riskOver() / MILLION;
    }

    private static Opinion opinion(String replay) {
        return replay.isEmpty() ? null : Opinion.of(verdict(replay));
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
