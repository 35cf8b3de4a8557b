package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.row.BindingRow;
import dev.milepost.schemas.row.FraudReasonRow;
import dev.milepost.schemas.row.FraudVerdictRow;
import dev.milepost.testkit.harness.Delivery;
import dev.milepost.testkit.harness.DeliveryOrder;
import dev.milepost.testkit.harness.SeededLog;
import dev.milepost.testkit.harness.Variant;
import dev.milepost.testkit.harness.Variants;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.population.Population;
import dev.milepost.testkit.population.PopulationPlan;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.programs.ProgramFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts are the same, to the bit, however the log comes within the out-of-orderness, and every bound referral has one. */
class VerdictsTest {

    private static final int THINGS = 97;
    private static final int SHOWN = 400;

    private final Population population =
            Population.of(Long.getLong("milepost.seed", 1), new PopulationPlan(6, 2, 100));

    @TempDir
    private Path folder;

    @BeforeEach
    void leaveHashes() {
        population.records().forEach(record -> leaveHashes(record.record()));
    }

    /** The population's events say nothing of devices: some people share theirs. */
    private static void leaveHashes(SpecificRecord record) {
        if (record instanceof Click click) {
            click.setDeviceHash("device " + thing(click.getAnonymousId()));
        } else if (record instanceof Signup signup) {
            signup.setDeviceHash("device " + thing(signup.getUserId()));
            signup.setIpHash("address " + thing(signup.getUserId()));
            signup.setIpPrefixHash("network " + thing(signup.getUserId()) % 7);
            signup.setEmailHash("mailbox of " + signup.getUserId());
            signup.setEmailDomain(thing(signup.getUserId()) % 5 == 0 ? "mailinator.com" : "example.org");
        } else if (record instanceof Purchase purchase) {
            purchase.setPaymentHash("card " + thing(purchase.getUserId()));
        }
    }

    private static int thing(String person) {
        return Math.floorMod(person.hashCode(), THINGS);
    }

    @Test
    void theyDependOnWhatHappenedAlone() throws Exception {
        List<Variant> inTime = Variants.ALL.stream()
                .filter(variant -> variant.order() == DeliveryOrder.EVENT_TIME
                        || variant.order() == DeliveryOrder.WITHIN_OUT_OF_ORDERNESS)
                .toList();
        Set<String> first = told(inTime.get(0));
        assertThat(first).hasSizeGreaterThan(100);
        // Killed and resumed at another parallelism; shuffled, some twice; both.
        for (int number : List.of(1, 4, 7)) {
            Variant variant = inTime.get(number);
            Set<String> again = told(variant);
            assertThat(differing(first, again)).as(variant.name()).isEmpty();
        }
    }

    private static List<String> differing(Set<String> one, Set<String> other) {
        List<String> differing = new ArrayList<>();
        one.stream().filter(row -> !other.contains(row)).limit(5).forEach(row -> differing.add("lacks " + shown(row)));
        other.stream().filter(row -> !one.contains(row)).limit(5).forEach(row -> differing.add("has " + shown(row)));
        return differing;
    }

    private static String shown(String row) {
        return row.length() > SHOWN ? row.substring(0, SHOWN) : row;
    }

    @Test
    void everyBoundReferralHasAVerdictWithItsReasons() throws Exception {
        everyBoundReferralHasAVerdict(Variants.ALL.get(0));
    }

    /** What comes late is judged when it comes. */
    @Test
    void everyBoundReferralOfALogOutOfOrderHasAVerdict() throws Exception {
        Variant late = Variants.ALL.stream()
                .filter(variant -> variant.order() == DeliveryOrder.WITHIN_LATENESS && variant.isResumed())
                .findFirst()
                .orElseThrow();
        everyBoundReferralHasAVerdict(late);
    }

    private void everyBoundReferralHasAVerdict(Variant variant) throws Exception {
        Collection<SpecificRecord> rows = run(variant);
        Set<String> judged = new TreeSet<>();
        Set<String> reasoned = new HashSet<>();
        Set<String> codes = new TreeSet<>();
        for (SpecificRecord row : rows) {
            if (row instanceof FraudVerdictRow verdict) {
                judged.add(verdict.getReferralId());
                codes.addAll(verdict.getCodes());
            } else if (row instanceof FraudReasonRow reason) {
                reasoned.add(reason.getVerdictId() + reason.getCode());
            }
        }
        Set<String> bound = new AttributionOracle(population.programs())
                .answer(population.records()).bindings().stream()
                        .filter(binding -> binding.getStatus().equals("bound"))
                        .map(BindingRow::getReferralId)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(judged).containsAll(bound);
        assertThat(codes).contains("SELF_DEVICE", "DISPOSABLE", "ORPHAN_CLICK");
        assertThat(rows.stream()
                        .filter(FraudVerdictRow.class::isInstance)
                        .map(FraudVerdictRow.class::cast)
                        .flatMap(verdict -> verdict.getCodes().stream().map(code -> verdict.getVerdictId() + code))
                        .toList())
                .allMatch(reasoned::contains);
    }

    private Set<String> told(Variant variant) throws Exception {
        return run(variant).stream().map(SpecificRecord::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    private Collection<SpecificRecord> run(Variant variant) throws Exception {
        ProgramFiles.write(population.programs(), folder);
        ProgramCatalog programs = dev.milepost.programs.ProgramFiles.read(folder);
        List<TimedRecord> log = new ArrayList<>(population.records());
        Delivery delivery = Delivery.of(variant, List.of(new SeededLog(1, log, List.of(), Map.of())));
        try (PipelineUnderTest pipeline = new PipelineUnderTest(PipelineTopology::verdicts, programs, folder)) {
            return pipeline.run(delivery);
        }
    }
}
