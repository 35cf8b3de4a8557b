package dev.milepost.bench.fraud;

import dev.milepost.fraud.model.account.AccountFact.Seen;
import dev.milepost.fraud.model.account.AccountNews.Sighting;
import dev.milepost.fraud.model.account.AccountStateCodec;
import dev.milepost.fraud.model.account.Shown;
import dev.milepost.fraud.model.advocate.AdvocateStateCodec;
import dev.milepost.fraud.model.detect.Combination;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.lookup.IdentifierDesk;
import dev.milepost.fraud.model.lookup.RingDesk;
import dev.milepost.fraud.model.outcome.OutcomeDesk;
import dev.milepost.fraud.model.outcome.OutcomeFact;
import dev.milepost.fraud.model.score.WeightVersions;
import dev.milepost.fraud.model.segment.SegmentDesk;
import dev.milepost.fraud.model.segment.Signalled;
import dev.milepost.fraud.model.signal.DetectorInput;
import dev.milepost.fraud.model.signal.Evidence;
import dev.milepost.fraud.model.signal.SegmentBaseline;
import dev.milepost.fraud.model.signal.SegmentBaselineCodec;
import dev.milepost.fraud.model.signal.SignalVector;
import dev.milepost.fraud.model.signal.Signals;
import dev.milepost.fraud.model.signal.Trigger;
import dev.milepost.fraud.model.verdict.VerdictDesk;
import dev.milepost.runtime.codec.Codec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many bytes there are of what each room keeps, as its codec writes them. */
public final class Sizes {

    private static final List<Integer> REFEREES = List.of(0, 1, 10, 50);
    private static final List<Integer> ACCOUNTS = List.of(1, 2, 20, 600);
    private static final int ADVOCATES = 200;
    private static final long SEED = 1;
    private static final long DETECTORS = 42;
    private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long SETTLED = Duration.ofDays(2).toMillis();

    private final Map<String, Integer> sizes = new LinkedHashMap<>();

    private Sizes() {}

    /** Of everything, by what it is of. */
    public static Map<String, Integer> all() {
        Sizes sizes = new Sizes();
        sizes.advocates();
        sizes.identifiers();
        Town town = Town.of(ADVOCATES, SEED);
        sizes.accounts(town);
        sizes.referral(town);
        sizes.shard(town.evidence());
        sizes.rings(town.rooms());
        return sizes.sizes;
    }

    private void advocates() {
        for (int referees : REFEREES) {
            sizes.put(
                    "advocate of " + referees + (referees == 1 ? " referee" : " referees"),
                    bytes(new AdvocateStateCodec(), Town.ofOne(referees).rooms().advocate(Town.user(0))));
        }
    }

    private void identifiers() {
        for (int accounts : ACCOUNTS) {
            IdentifierDesk.State state = IdentifierDesk.State.empty();
            IdentifierDesk desk = new IdentifierDesk(state);
            Shown shown = new Shown(IdentifierKind.IP24, String.format("%016x", 9L << 56));
            for (int i = 0; i < accounts; i++) {
                desk.accept(new Sighting(shown, Town.user(i), START + i * MINUTE));
            }
            desk.decide(START + accounts * MINUTE + SETTLED, answer -> {}, link -> {});
            sizes.put(
                    "identifier of " + accounts + (accounts == 1 ? " account" : " accounts"),
                    bytes(new IdentifierDesk.StateCodec(), state));
        }
    }

    private void accounts(Town town) {
        Rooms alone = new Rooms();
        alone.accept(new Seen(
                Town.user(0),
                "c-1",
                START,
                START,
                null,
                List.of(
                        new Shown(IdentifierKind.DEVICE, String.format("%016x", 7L << 56)),
                        new Shown(IdentifierKind.IP24, String.format("%016x", 9L << 56)))));
        alone.advance(START + SETTLED);
        sizes.put("account with two identifiers", bytes(new AccountStateCodec(), alone.account(Town.user(0))));
        sizes.put(
                "account of an advocate, signed up",
                bytes(new AccountStateCodec(), town.rooms().account(Town.user(0))));
        sizes.put(
                "account of a referee",
                bytes(new AccountStateCodec(), town.rooms().account(Town.user(1))));
    }

    /** The mean of all referrals of the town, each after its last assessment. */
    private void referral(Town town) {
        SegmentBaseline baseline = new SegmentBaseline();
        Map<String, OutcomeDesk.State> outcomes = new LinkedHashMap<>();
        Map<String, VerdictDesk.State> verdicts = new LinkedHashMap<>();
        for (Evidence each : town.evidence()) {
            SignalVector signals = Signals.read(each, baseline, 1);
            baseline.learn(each, signals);
            Signalled signalled = new Signalled(each.subject(), each.trigger(), each.timeMillis(), signals);
            String referral = each.subject().referralId();
            OutcomeDesk outcome =
                    new OutcomeDesk(outcomes.computeIfAbsent(referral, none -> OutcomeDesk.State.empty()));
            outcome.accept(new OutcomeFact.Assessed(signalled));
            outcome.decide(each.timeMillis(), example -> {});
            VerdictDesk verdict =
                    new VerdictDesk(verdicts.computeIfAbsent(referral, none -> VerdictDesk.State.empty()));
            verdict.accept(signalled);
            verdict.decide(each.timeMillis(), WeightVersions.EXPERT, (told, of) -> {});
        }
        sizes.put("referral: outcome", mean(new OutcomeDesk.StateCodec(), outcomes));
        sizes.put("referral: verdict", mean(new VerdictDesk.StateCodec(), verdicts));
    }

    private static <T> int mean(Codec<T> codec, Map<String, T> states) {
        return states.values().stream().mapToInt(state -> bytes(codec, state)).sum() / states.size();
    }

    /** Of one that has heard of all the town's referrals. */
    private void shard(List<Evidence> evidence) {
        SegmentBaseline baseline = new SegmentBaseline();
        Combination detectors = new Combination(DetectorInput.NAMES.size(), DETECTORS);
        SegmentDesk.State whole = SegmentDesk.State.empty();
        SegmentDesk desk = new SegmentDesk(whole);
        for (Evidence each : evidence) {
            SignalVector signals = Signals.read(each, baseline, 1);
            baseline.learn(each, signals);
            if (each.trigger() == Trigger.SETTLED) {
                detectors.learn(DetectorInput.of(each, signals));
            }
            desk.accept(each);
            desk.decide(each.timeMillis(), signalled -> {});
        }
        sizes.put("shard: baseline", bytes(new SegmentBaselineCodec(), baseline));
        sizes.put("shard: detectors", written(detectors::write));
        sizes.put("shard, all of it", bytes(new SegmentDesk.StateCodec(), whole));
    }

    private void rings(Rooms rooms) {
        sizes.put("rings, for each account", bytes(new RingDesk.StateCodec(), rooms.rings()) / rooms.accounts());
    }

    private static <T> int bytes(Codec<T> codec, T value) {
        return written(out -> codec.write(value, out));
    }

    /** Writes something. */
    @FunctionalInterface
    private interface Written {
        void to(DataOutputStream out) throws IOException;
    }

    private static int written(Written value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            value.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return bytes.size();
    }
}
