package dev.milepost.attribution;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.attribution.model.CodeFact;
import dev.milepost.attribution.model.InviteFact;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.attribution.model.VisitorEvent;
import dev.milepost.attribution.operator.AccountEvent;
import dev.milepost.attribution.operator.AttributionFolds;
import dev.milepost.attribution.operator.ClickReader;
import dev.milepost.attribution.operator.EventRouter;
import dev.milepost.attribution.operator.Sides;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowCodec;
import dev.milepost.runtime.codec.TextTypeInfo;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldFunction;
import dev.milepost.runtime.fold.FoldOperator;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.RuledFoldOperator;
import dev.milepost.runtime.fold.Rules;
import dev.milepost.runtime.fold.Timed;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.rules.RuleVersion;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.event.CustomerFact;
import dev.milepost.schemas.event.JourneyFact;
import dev.milepost.schemas.event.Trace;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Builds attribution from events to rows.
 *
 * <pre>
 *   events ─► route ─┬─ signups, purchases ─► accounts (user_id) ─┬─────────── links ──────────┐
 *                    │                                            │                            ▼
 *                    └─ clicks ──────────────────────────────────────────────► visitors (anonymous_id)
 *                                                                 │                            │
 *                         invites (email_hash) ◄── addresses ─────┤◄──────── invites ──────────┤
 *                                 │                               │                            │
 *                                 │     evidence (user_id) ◄──────┴── signups, links, codes ───┤
 *                                 │           │                                                │
 *                                 └─► codes (referral_code) ─ answers ─► attribution (user_id) ◄─ signups, purchases, touches
 * </pre>
 *
 * <p>Programs come to accounts, visitors and attribution, broadcast. Ahead of the folds nobody asks them: a click takes along
 * what they may ask of it, so that one that comes later finds it in the visitor's tail.
 *
 * <p>Events of the other streams go the way of signups, for their rows of {@code events}, and end in accounts.
 *
 * <p>Only clicks, by anonymous_id, are shuffled at the full rate; everything else is touches, signups and purchases.
 * Every operator sends its rows to the warehouse by a side output; accounts, visitors and attribution send the journey by another,
 * the traces by a third; attribution alone the customers.
 */
public final class AttributionTopology {

    private AttributionTopology() {}

    /**
     * What attribution needs besides events.
     *
     * @param channels what a click's channel is
     * @param programs the programs' versions at the start
     * @param folds lateness, horizon and generation
     * @param settings the rest
     */
    public record Terms(ChannelRules channels, ProgramCatalog programs, FoldSettings folds, Settings settings) {}

    /**
     * What comes of it.
     *
     * @param rows of events, touches, identities, bindings, journey, conversions, credits, and of dead_letters
     * @param journey what is known of each user, for the rooms that go on from here
     * @param traces by what accounts of one person are told, for the fraud room
     * @param customers what cohorts are made of besides the journey
     * @param outside verdicts, reviews and payouts, each once, for the same
     */
    public record Outputs(
            DataStream<Row> rows,
            DataStream<Change<JourneyFact>> journey,
            DataStream<Change<Trace>> traces,
            DataStream<Change<CustomerFact>> customers,
            DataStream<Change<Event>> outside) {}

    /**
     * Adds attribution to a graph.
     *
     * @param programs versions of programs that come later, as a {@link dev.milepost.runtime.rules.RuleGate} lets them in
     */
    public static Outputs assemble(DataStream<Event> events, DataStream<RuleVersion> programs, Terms terms) {
        Rules<ProgramCatalog> rules = ProgramLanguage.rules(terms.programs(), terms.settings());
        AttributionFolds folds =
                new AttributionFolds(AttributionSettings.rules(terms.settings(), rules), terms.folds());
        DataStream<RuleVersion> versions = programs.broadcast();

        SingleOutputStreamOperator<Change<VisitorEvent>> clicks = events.process(
                        new EventRouter(new ClickReader(terms.channels())), Sides.VISITOR_CHANGES)
                .uid("attribution-route")
                .name("Route events")
                .setParallelism(events.getParallelism());

        SingleOutputStreamOperator<Change<UserFact>> accounts = fold(
                "accounts",
                clicks.getSideOutput(Sides.ACCOUNTS),
                (AccountEvent account) -> account.event().key(),
                versions,
                new RuledFoldOperator<>(folds.accounts(), rules),
                Sides.USER_CHANGES);

        SingleOutputStreamOperator<Change<UserFact>> visitors = fold(
                "visitors",
                clicks.union(accounts.getSideOutput(Sides.LINKS)),
                VisitorEvent::anonymousId,
                versions,
                new RuledFoldOperator<>(folds.visitors(), rules),
                Sides.USER_CHANGES);

        SingleOutputStreamOperator<Change<CodeFact>> evidence = fold(
                "evidence",
                accounts.getSideOutput(Sides.EVIDENCE).union(visitors.getSideOutput(Sides.EVIDENCE)),
                UserFact::userId,
                folds.evidence(),
                Sides.CODE_CHANGES);

        SingleOutputStreamOperator<Change<CodeFact>> invites = fold(
                "invites",
                accounts.getSideOutput(Sides.INVITES).union(visitors.getSideOutput(Sides.INVITES)),
                InviteFact::emailHash,
                folds.invites(),
                Sides.CODE_CHANGES);

        SingleOutputStreamOperator<Change<UserFact>> codes =
                fold("codes", evidence.union(invites), CodeFact::code, folds.codes(), Sides.USER_CHANGES);

        SingleOutputStreamOperator<Row> attribution = fold(
                "attribution",
                accounts.union(visitors, codes),
                UserFact::userId,
                versions,
                new RuledFoldOperator<>(folds.attribution(), rules),
                RowCodec.TYPE);

        DataStream<Row> rows = attribution.union(
                accounts.getSideOutput(Rows.SIDE),
                visitors.getSideOutput(Rows.SIDE),
                evidence.getSideOutput(Rows.SIDE),
                invites.getSideOutput(Rows.SIDE),
                codes.getSideOutput(Rows.SIDE),
                attribution.getSideOutput(Rows.SIDE));
        DataStream<Change<JourneyFact>> journey = accounts.getSideOutput(Sides.JOURNEY)
                .union(visitors.getSideOutput(Sides.JOURNEY), attribution.getSideOutput(Sides.JOURNEY));
        DataStream<Change<Trace>> traces = accounts.getSideOutput(Sides.TRACES)
                .union(visitors.getSideOutput(Sides.TRACES), attribution.getSideOutput(Sides.TRACES));
        return new Outputs(
                rows,
                journey,
                traces,
                attribution.getSideOutput(Sides.CUSTOMERS),
                accounts.getSideOutput(Sides.OUTSIDE));
    }

    /** Adds a fold that reads programs; each has its own copy of the rules once it is deployed. */
    private static <E extends Timed, O> SingleOutputStreamOperator<O> fold(
            String name,
            DataStream<Change<E>> changes,
            KeySelector<E, String> key,
            DataStream<RuleVersion> programs,
            RuledFoldOperator<E, ProgramCatalog, O> operator,
            TypeInformation<O> type) {
        return changes.keyBy(change -> key.getKey(change.element()), TextTypeInfo.TEXT)
                .connect(programs)
                .transform("Attribution: " + name, type, operator)
                .uid("attribution-" + name);
    }

    private static <E extends Timed, O> SingleOutputStreamOperator<O> fold(
            String name,
            DataStream<Change<E>> changes,
            KeySelector<E, String> key,
            FoldFunction<?, E, ?, ?, O> fold,
            TypeInformation<O> type) {
        return changes.keyBy(change -> key.getKey(change.element()), TextTypeInfo.TEXT)
                .transform("Attribution: " + name, type, new FoldOperator<>(fold))
                .uid("attribution-" + name);
    }
}
