package dev.milepost.cli;

import dev.milepost.fraud.model.score.ContributionBars;
import dev.milepost.fraud.model.score.ExpertWeights;
import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.fraud.model.score.VerdictCodec;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The latest verdict on a referral, as the warehouse has it. */
record FraudExplanation(ClickHouseClient client, String referral) {

    private static final String LATEST = """
            SELECT replay FROM milepost.fraud_verdicts WHERE referral_id = {referral:String}
            ORDER BY decided_at DESC, revision DESC LIMIT 1""";

    private static final String BINDINGS = """
            SELECT referral_id, status, refusal, referral_id = {referral:String} AS is_it FROM milepost.bindings
            WHERE referral_id = {referral:String} OR referee_id = {referral:String}
            ORDER BY is_it DESC, status, bound_time, referral_id LIMIT 5""";

    /** Prints it; gives the exit code. */
    int print(Terminal terminal, boolean replay) throws ClickHouseFailure {
        List<Map<String, String>> rows = client.query(LATEST, Map.of("referral", referral));
        if (rows.isEmpty()) {
            throw new CommandFailure(ExitCode.REFUSED_INPUT, whyNone());
        }
        String stored = rows.get(0).get("replay");
        Verdict verdict = FraudOpinions.verdict(stored);
        ContributionBars.lines(verdict, terminal.colour()).forEach(terminal::say);
        if (!replay) {
            return ExitCode.OK;
        }
        terminal.say("");
        return replay(verdict, stored, terminal);
    }

    private String whyNone() throws ClickHouseFailure {
        List<Map<String, String>> known = client.query(BINDINGS, Map.of("referral", referral));
        if (known.isEmpty()) {
            return "There is no referral " + referral
                    + ". Ids are those of ./milepost sql \"SELECT referral_id FROM bindings\".";
        }
        Map<String, String> first = known.get(0);
        if (!first.get("referral_id").equals(referral)) {
            return referral + " is a user, referred by "
                    + Text.some(
                            known.stream().map(row -> row.get("referral_id")).toList())
                    + ": name one of these.";
        }
        if (first.get("status").equals("refused")) {
            return "The referral " + referral + " was refused (" + first.get("refusal")
                    + "): it earns nothing, so nobody judged it.";
        }
        return "The referral " + referral
                + " has no verdict yet. Milepost judges it once event time has passed the binding, and not at"
                + " all where the job runs with fraud.own_verdicts=false; verdicts of the stream fraud-verdicts have no features"
                + " to show.";
    }

    private static int replay(Verdict verdict, String stored, Terminal terminal) {
        if (verdict.versions().weights() != ExpertWeights.V1.version()) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "The verdict was made by weights " + verdict.versions().weights() + ", and this release has "
                            + ExpertWeights.V1.version() + " only: replay it by the release that made it.");
        }
        boolean same = bytes(verdict.replay(ExpertWeights.V1)).equals(stored);
        terminal.say(
                same
                        ? "Made again from its features: equal bit for bit."
                        : "Made again from its features it is another verdict: the features, or the release's formulas, have changed.");
        return same ? ExitCode.OK : ExitCode.FIGURES_DIFFER;
    }

    private static String bytes(Verdict verdict) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new VerdictCodec().write(verdict, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new IllegalStateException("Memory does not fail", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
