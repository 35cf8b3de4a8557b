package dev.milepost.fraud;

import dev.milepost.fraud.model.account.AccountFact;
import dev.milepost.fraud.model.account.AccountNews;
import dev.milepost.fraud.model.advocate.AdvocateFact;
import dev.milepost.fraud.model.advocate.Domains;
import dev.milepost.fraud.model.desk.CaseFact;
import dev.milepost.fraud.model.outcome.OutcomeFact;
import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.fraud.model.segment.Shards;
import dev.milepost.fraud.operator.AccountReader;
import dev.milepost.fraud.operator.CaseReader;
import dev.milepost.fraud.operator.FraudDecisions;
import dev.milepost.fraud.operator.OutcomeReader;
import dev.milepost.fraud.operator.Sides;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowCodec;
import dev.milepost.runtime.codec.TextTypeInfo;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.DecisionOperator;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.rules.RuleVersion;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.event.JourneyFact;
import dev.milepost.schemas.event.Trace;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Builds fraud verdicts from what users leave behind.
 *
 * <pre>
 *   traces, journey, reviews
 *        └─► accounts (user_id) ─┬─ sightings, labels, lookups ─► identifiers ─┬─ links ─► rings (one)
 *                                ├─ referrals, labels, not linked ─────────────│───────────►  │
 *                                └─ assessments ─► advocates (user_id) ◄─── answers ──────────┘
 *                                                                  │ evidence
 *                                                                  ▼
 *                                            segments (segment, one of eight) ─ signals ─┬─► verdicts (referral) ─┐
 *                                                                                        ▼        ▲              │
 *                      reviews, money back ─► outcomes (referral) ─ examples ─► learner (one) ──┘ weights      │
 *                                       │                                                                       ▼
 *                                       └──────────────────────────────────────────────────────► cases (program_id) ─► decisions
 * </pre>
 *
 * <p>All are decisions: each waits until event time has passed what it hears, and then hears it in the order of event time. An
 * assessment, what it asks and what is answered have one time, so when an advocate comes to it all answers are there.
 */
public final class FraudTopology {

    private static final String UIDS = "fraud-";
    private static final String ONE = "";

    private FraudTopology() {}

    /**
     * What fraud needs besides traces and the journey.
     *
     * @param programs the programs' versions at the start
     * @param folds lateness, horizon and generation
     * @param settings the rest
     */
    public record Terms(ProgramCatalog programs, FoldSettings folds, Settings settings) {}

    /**
     * What comes of it.
     *
     * @param rows of fraud_verdicts, fraud_reasons, fraud_cases, fraud_case_events, rings, fraud_weights, and of dead_letters
     * @param verdicts each once, as rewards and asks hear of them
     * @param decisions what people decided: each an APPROVE or a REJECT that names its referrals
     */
    public record Outputs(
            DataStream<Row> rows, DataStream<Change<Verdict>> verdicts, DataStream<Change<Event>> decisions) {}

    /**
     * Adds fraud to a graph.
     *
     * @param traces what users left behind, as a changelog
     * @param journey what happens to users, as a changelog
     * @param outside reviews among others, as a changelog
     * @param programs versions of programs that come later, as a {@link dev.milepost.runtime.rules.RuleGate} lets them in
     */
    public static Outputs assemble(
            DataStream<Change<Trace>> traces,
            DataStream<Change<JourneyFact>> journey,
            DataStream<Change<Event>> outside,
            DataStream<RuleVersion> programs,
            Terms terms) {
        DataStream<RuleVersion> versions = programs.broadcast();
        FraudDecisions decisions = new FraudDecisions(
                terms.programs(), terms.folds(), Domains.shipped(FraudSettings.disposableDomains(terms.settings())));

        SingleOutputStreamOperator<Row> accounts = decide(
                "accounts",
                AccountReader.of(traces, journey, outside),
                AccountFact::userId,
                versions,
                decisions.accounts());
        SingleOutputStreamOperator<Row> identifiers = decide(
                "identifiers",
                accounts.getSideOutput(Sides.IDENTIFIERS),
                FraudTopology::identifier,
                versions,
                decisions.identifiers());
        SingleOutputStreamOperator<Row> rings = decide(
                "rings",
                accounts.getSideOutput(Sides.RINGS).union(identifiers.getSideOutput(Sides.RINGS)),
                fact -> ONE,
                versions,
                decisions.rings());
        SingleOutputStreamOperator<Row> advocates = decide(
                "advocates",
                accounts.getSideOutput(Sides.ADVOCATES)
                        .union(identifiers.getSideOutput(Sides.ADVOCATES), rings.getSideOutput(Sides.ADVOCATES)),
                AdvocateFact::advocateId,
                versions,
                decisions.advocates());
        SingleOutputStreamOperator<Row> segments = decide(
                "segments",
                advocates.getSideOutput(Sides.EVIDENCE),
                evidence -> Shards.of(evidence.subject()),
                versions,
                decisions.segments());
        SingleOutputStreamOperator<Row> outcomes = decide(
                "outcomes",
                OutcomeReader.of(
                        segments.getSideOutput(Sides.SIGNALS), accounts.getSideOutput(Sides.OUTCOMES), outside),
                OutcomeFact::referralId,
                versions,
                decisions.outcomes());
        SingleOutputStreamOperator<Row> learner = decide(
                "learner", outcomes.getSideOutput(Sides.EXAMPLES), example -> ONE, versions, decisions.learner());
        SingleOutputStreamOperator<Row> verdicts = decide(
                "verdicts",
                segments.getSideOutput(Sides.SIGNALS),
                signals -> signals.subject().referralId(),
                learner.getSideOutput(Sides.WEIGHTS).broadcast(),
                decisions.verdicts());
        DataStream<Change<Verdict>> judged = verdicts.getSideOutput(Sides.VERDICTS);
        SingleOutputStreamOperator<Row> cases = decide(
                "cases",
                CaseReader.of(judged, outside),
                CaseFact::programId,
                versions,
                decisions.cases(UIDS + "cases"));
        return new Outputs(
                verdicts.getSideOutput(Rows.SIDE)
                        .union(
                                cases.getSideOutput(Rows.SIDE),
                                rings.getSideOutput(Rows.SIDE),
                                learner.getSideOutput(Rows.SIDE)),
                judged,
                cases.getSideOutput(Sides.DECISIONS));
    }

    private static String identifier(AccountNews news) {
        return ((AccountNews.OfIdentifier) news).shown().key();
    }

    private static <F> SingleOutputStreamOperator<Row> decide(
            String name,
            DataStream<Change<F>> facts,
            KeySelector<F, String> key,
            DataStream<RuleVersion> rules,
            DecisionOperator<?, F, ?> operator) {
        return facts.keyBy(change -> key.getKey(change.element()), TextTypeInfo.TEXT)
                .connect(rules)
                .transform("Fraud: " + name, RowCodec.TYPE, operator)
                .uid(UIDS + name);
    }
}
