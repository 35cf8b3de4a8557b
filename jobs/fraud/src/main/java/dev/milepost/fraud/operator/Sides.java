package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.account.AccountFact;
import dev.milepost.fraud.model.account.AccountFactCodec;
import dev.milepost.fraud.model.account.AccountNews;
import dev.milepost.fraud.model.account.AccountNewsCodec;
import dev.milepost.fraud.model.advocate.AdvocateFact;
import dev.milepost.fraud.model.advocate.AdvocateFactCodec;
import dev.milepost.fraud.model.desk.CaseFact;
import dev.milepost.fraud.model.desk.CaseFactCodec;
import dev.milepost.fraud.model.learn.Example;
import dev.milepost.fraud.model.learn.ExampleCodec;
import dev.milepost.fraud.model.lookup.RingFact;
import dev.milepost.fraud.model.lookup.RingFactCodec;
import dev.milepost.fraud.model.outcome.OutcomeFact;
import dev.milepost.fraud.model.outcome.OutcomeFactCodec;
import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.fraud.model.score.VerdictCodec;
import dev.milepost.fraud.model.segment.Signalled;
import dev.milepost.fraud.model.segment.SignalledCodec;
import dev.milepost.fraud.model.signal.Evidence;
import dev.milepost.fraud.model.signal.EvidenceCodec;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Change.ChangeCodec;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.EventCodec;
import dev.milepost.runtime.rules.RuleVersion;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** The types of the streams between the operators of fraud, and the tags of their side outputs. */
public final class Sides {

    public static final TypeInformation<Change<AccountFact>> ACCOUNT_CHANGES = changes(new AccountFactCodec());

    /** Sightings, labels and lookups, by identifier. */
    public static final OutputTag<Change<AccountNews>> IDENTIFIERS =
            new OutputTag<>("identifiers", changes(new AccountNewsCodec()));

    public static final OutputTag<Change<RingFact>> RINGS = new OutputTag<>("rings", changes(new RingFactCodec()));

    public static final OutputTag<Change<AdvocateFact>> ADVOCATES =
            new OutputTag<>("advocates", changes(new AdvocateFactCodec()));

    /** By shard of a segment. */
    public static final OutputTag<Change<Evidence>> EVIDENCE =
            new OutputTag<>("evidence", changes(new EvidenceCodec()));

    /** By referral. */
    public static final OutputTag<Change<Signalled>> SIGNALS =
            new OutputTag<>("signals", changes(new SignalledCodec()));

    /** What is heard of referrals. */
    public static final TypeInformation<Change<OutcomeFact>> OUTCOME_CHANGES = changes(new OutcomeFactCodec());

    /** Of them what accounts tell: money that went back. */
    public static final OutputTag<Change<OutcomeFact>> OUTCOMES = new OutputTag<>("outcomes", OUTCOME_CHANGES);

    public static final OutputTag<Change<Example>> EXAMPLES = new OutputTag<>("examples", changes(new ExampleCodec()));

    /** Versions of the weights, as they are broadcast. */
    public static final OutputTag<RuleVersion> WEIGHTS = new OutputTag<>("weights", RuleVersion.TYPE);

    public static final OutputTag<Change<Verdict>> VERDICTS = new OutputTag<>("verdicts", changes(new VerdictCodec()));

    public static final TypeInformation<Change<CaseFact>> CASE_CHANGES = changes(new CaseFactCodec());

    /** What people decided, as reviews that name their referrals. */
    public static final OutputTag<Change<Event>> DECISIONS = new OutputTag<>("decisions", changes(new EventCodec()));

    private Sides() {}

    private static <E> TypeInformation<Change<E>> changes(Codec<E> elements) {
        return CodecTypeInfo.of(Change.class, new ChangeCodec<>(elements));
    }
}
