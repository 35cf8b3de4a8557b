package dev.milepost.milestones;

import dev.milepost.milestones.model.MilestoneRules;
import dev.milepost.milestones.model.people.PersonEvent;
import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.milestones.model.people.Told;
import dev.milepost.milestones.operator.AskNews;
import dev.milepost.milestones.operator.JudgementNews;
import dev.milepost.milestones.operator.LedgerNews;
import dev.milepost.milestones.operator.MilestoneFolds;
import dev.milepost.milestones.operator.OutsideReader;
import dev.milepost.milestones.operator.Sides;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.model.Names;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowCodec;
import dev.milepost.runtime.codec.TextTypeInfo;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.DecisionOperator;
import dev.milepost.runtime.fold.FoldFunction;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.RuledFoldOperator;
import dev.milepost.runtime.fold.Rules;
import dev.milepost.runtime.fold.Timed;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.rules.RuleVersion;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.event.AskFact;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Builds milestones from what happens to users to rows.
 *
 * <pre>
 *   journey ─┬─ attributes, bindings ─► profiles (the advocate) ─ what is so of advocates ─┐
 *            │                                                                              ▼
 *            └───────────────────────────────────────────────────────────────────────► people (user_id)
 *                                                                                           │ what each subject sees
 *                                                                                           ▼
 *                                                                              milestones (user or account)
 *                                                                                 │                   │
 *                      verdicts, reviews, payouts ─► outside ─► rewards (program) ◄──┘                   └─► asks (user)
 *                                      journey ─► orders (user) ────┘
 * </pre>
 *
 * <p>Reviews go to people too, by referee: milestones count no rejected referral. What is said of a referral that there is not,
 * is found by bindings, verdicts and reviews by referral_id (judgements).
 *
 * <p>Milestones are facts, and leave at once; asks and rewards are decisions, made behind the watermark.
 *
 * <p>Programs come to each fold, broadcast. Only what some program names is in the journey, so the rate is that of what programs
 * count, not that of clicks.
 */
public final class MilestoneTopology {

    private static final String UIDS = "milestones-";

    private MilestoneTopology() {}

    /**
     * What milestones need besides the journey.
     *
     * @param programs the programs' versions at the start
     * @param folds lateness, horizon and generation
     * @param settings the rest
     */
    public record Terms(ProgramCatalog programs, FoldSettings folds, Settings settings) {}

    /**
     * What comes of it.
     *
     * @param rows of milestones, asks, exposures, rewards, ledger, and of dead_letters
     * @param asked asks that went out, and exposures
     */
    public record Outputs(DataStream<Row> rows, DataStream<Change<AskFact>> asked) {}

    /**
     * Adds milestones to a graph.
     *
     * @param journey what happens to users, as a changelog
     * @param outside verdicts, reviews and payouts, as a changelog
     * @param programs versions of programs that come later, as a {@link dev.milepost.runtime.rules.RuleGate} lets them in
     */
    public static Outputs assemble(
            DataStream<Change<PersonEvent>> journey,
            DataStream<Change<Event>> outside,
            DataStream<RuleVersion> programs,
            Terms terms) {
        DataStream<RuleVersion> versions = programs.broadcast();

        SingleOutputStreamOperator<Change<LedgerNews>> news =
                OutsideReader.of(outside, terms.folds().generation());
        SingleOutputStreamOperator<Change<PersonEvent>> profiles = fold(
                "profiles",
                journey.filter(change -> isOfProfile(change.element()))
                        .uid(UIDS + "of-profiles")
                        .name("Milestones: what profiles are made of")
                        .setParallelism(journey.getParallelism()),
                MilestoneTopology::ofProfile,
                versions,
                terms,
                folds -> folds.profiles(UIDS + "profiles"),
                Sides.PERSON_CHANGES);

        SingleOutputStreamOperator<Change<Told>> people = fold(
                "people",
                journey.union(profiles, news.getSideOutput(Sides.PERSONS)),
                PersonEvent::userId,
                versions,
                terms,
                folds -> folds.people(UIDS + "people"),
                Sides.TOLD_CHANGES);

        SingleOutputStreamOperator<Row> milestones = fold(
                "milestones",
                people,
                Told::subject,
                versions,
                terms,
                folds -> folds.milestones(UIDS + "milestones"),
                RowCodec.TYPE);

        SingleOutputStreamOperator<Row> asks = decide(
                "asks",
                milestones.getSideOutput(Sides.ASKS).union(news.getSideOutput(Sides.ASKS)),
                AskNews::user,
                versions,
                terms,
                folds -> folds.asks(MilestoneSettings.link(terms.settings())));
        SingleOutputStreamOperator<Change<LedgerNews>> orders = fold(
                "orders",
                journey,
                PersonEvent::userId,
                versions,
                terms,
                folds -> folds.orders(UIDS + "orders"),
                Sides.LEDGER_CHANGES);
        SingleOutputStreamOperator<Row> judgements = decide(
                "judgements",
                journey.filter(change -> change.element() instanceof Bound)
                        .uid(UIDS + "bindings")
                        .name("Milestones: bindings")
                        .setParallelism(journey.getParallelism())
                        .map(MilestoneFolds::bound, Sides.JUDGEMENT_CHANGES)
                        .uid(UIDS + "bindings-of-referrals")
                        .name("Milestones: bindings of referrals")
                        .setParallelism(journey.getParallelism())
                        .union(news.getSideOutput(Sides.JUDGEMENTS)),
                JudgementNews::referralId,
                versions,
                terms,
                folds -> folds.judgements(UIDS + "judgements"));
        SingleOutputStreamOperator<Row> rewards = decide(
                "rewards",
                milestones.getSideOutput(Sides.REWARDS).union(orders, news),
                LedgerNews::program,
                versions,
                terms,
                folds -> folds.rewards(UIDS + "rewards", MilestoneSettings.ledgers(terms.settings())));

        DataStream<Row> rows = milestones.union(
                profiles.getSideOutput(Rows.SIDE),
                people.getSideOutput(Rows.SIDE),
                news.getSideOutput(Rows.SIDE),
                orders.getSideOutput(Rows.SIDE),
                milestones.getSideOutput(Rows.SIDE),
                asks.getSideOutput(Rows.SIDE),
                judgements.getSideOutput(Rows.SIDE),
                rewards.getSideOutput(Rows.SIDE));
        return new Outputs(rows, asks.getSideOutput(Sides.ASKED));
    }

    /** What an advocate's profile rests on: what they say of themselves, and who was bound to them. */
    private static boolean isOfProfile(PersonEvent event) {
        return (event instanceof Bound bound && bound.stands())
                || event instanceof PersonEvent.Attributes
                || (event instanceof PersonEvent.Own own && own.event().name().equals(Names.SIGNUP));
    }

    private static String ofProfile(PersonEvent event) {
        return event instanceof Bound bound ? bound.advocateId() : event.userId();
    }

    private static <E extends Timed, O> SingleOutputStreamOperator<O> fold(
            String name,
            DataStream<Change<E>> changes,
            KeySelector<E, String> key,
            DataStream<RuleVersion> programs,
            Terms terms,
            Function<MilestoneFolds, FoldFunction<?, E, ?, ?, O>> function,
            TypeInformation<O> type) {
        Rules<MilestoneRules> rules = ProgramLanguage.rules(terms.programs());
        MilestoneFolds folds =
                new MilestoneFolds(rules, terms.folds(), terms.folds().latenessMillis());
        return changes.keyBy(change -> key.getKey(change.element()), TextTypeInfo.TEXT)
                .connect(programs)
                .transform("Milestones: " + name, type, new RuledFoldOperator<>(function.apply(folds), rules))
                .uid(UIDS + name);
    }

    private static <F> SingleOutputStreamOperator<Row> decide(
            String name,
            DataStream<Change<F>> news,
            KeySelector<F, String> key,
            DataStream<RuleVersion> programs,
            Terms terms,
            Function<MilestoneFolds, DecisionOperator<?, F, MilestoneRules>> operator) {
        return news.keyBy(change -> key.getKey(change.element()), TextTypeInfo.TEXT)
                .connect(programs)
                .transform("Milestones: " + name, RowCodec.TYPE, operator.apply(folds(terms)))
                .uid(UIDS + name);
    }

    /** Each operator has rules of its own. */
    private static MilestoneFolds folds(Terms terms) {
        return new MilestoneFolds(
                ProgramLanguage.rules(terms.programs()),
                terms.folds(),
                terms.folds().latenessMillis());
    }
}
