package dev.milepost.fraud.model.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.review.AuditChain.Break;
import dev.milepost.fraud.model.review.AuditChain.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AuditChainTest {

    private static final int LENGTH = 6;

    private final List<AuditEvent> log = new ArrayList<>();
    private final CaseView view;

    AuditChainTest() {
        Steps steps = new Steps();
        String id = steps.begin("r1", "r2");
        steps.take(id, ReviewAction.CLAIM, "rita");
        steps.take(id, ReviewAction.REJECT, "rita", "r1");
        steps.take(id, ReviewAction.APPROVE, "rita", "r2");
        steps.take(id, ReviewAction.APPEAL, "ada", "r1");
        log.addAll(steps.log(id));
        view = steps.book.view(id);
    }

    private Optional<Break> verify(List<AuditEvent> events) {
        return AuditChain.verify(events, view.auditEvents(), view.auditHash());
    }

    private static AuditEvent changed(AuditEvent event, UnaryOperator<String> detail, long sequence, String previous) {
        return new AuditEvent(
                event.caseId(),
                sequence,
                event.timeMillis(),
                event.kind(),
                event.version(),
                event.actor(),
                event.causeId(),
                detail.apply(event.detail()),
                previous,
                event.hash());
    }

    private void breaks(List<AuditEvent> events, Kind kind, int position) {
        assertThat(verify(events)).hasValueSatisfying(found -> {
            assertThat(found.kind()).as(found.sentence()).isEqualTo(kind);
            assertThat(found.position()).as(found.sentence()).isEqualTo(position);
        });
    }

    @Test
    void whatWasWrittenHolds() {
        assertThat(log).hasSize(LENGTH);
        assertThat(log.get(0).previousHash()).isEqualTo(AuditEvent.GENESIS);
        assertThat(log.get(3).detail())
                .isEqualTo("{\"reason\":\"same_device\",\"propensity_millionths\":500000,\"rejected\":[\"r1\"],"
                        + "\"typology\":\"self_referral\",\"money_minor\":100}");
        assertThat(verify(log)).isEmpty();
        assertThat(AuditChain.verify(List.of(), 0, AuditEvent.GENESIS)).isEmpty();
    }

    @Test
    void eachFieldOfEachEventThatIsChangedIsFound() {
        for (int at = 0; at < LENGTH; at++) {
            AuditEvent was = log.get(at);
            List<AuditEvent> changes = List.of(
                    changed(was, detail -> detail + " ", was.sequence(), was.previousHash()),
                    changed(was, detail -> detail, was.sequence() + 1, was.previousHash()),
                    changed(
                            was,
                            detail -> detail,
                            was.sequence(),
                            "1" + was.previousHash().substring(1)),
                    new AuditEvent(
                            was.caseId(),
                            was.sequence(),
                            was.timeMillis() + 1,
                            was.kind(),
                            was.version(),
                            was.actor(),
                            was.causeId(),
                            was.detail(),
                            was.previousHash(),
                            was.hash()),
                    new AuditEvent(
                            was.caseId(),
                            was.sequence(),
                            was.timeMillis(),
                            "APPROVE!",
                            was.version(),
                            was.actor(),
                            was.causeId(),
                            was.detail(),
                            was.previousHash(),
                            was.hash()),
                    new AuditEvent(
                            was.caseId(),
                            was.sequence(),
                            was.timeMillis(),
                            was.kind(),
                            was.version() + 1,
                            was.actor(),
                            was.causeId(),
                            was.detail(),
                            was.previousHash(),
                            was.hash()),
                    new AuditEvent(
                            was.caseId(),
                            was.sequence(),
                            was.timeMillis(),
                            was.kind(),
                            was.version(),
                            was.actor() + was.causeId(),
                            "",
                            was.detail(),
                            was.previousHash(),
                            was.hash() + ""),
                    new AuditEvent(
                            was.caseId(),
                            was.sequence(),
                            was.timeMillis(),
                            was.kind(),
                            was.version(),
                            was.actor(),
                            was.causeId(),
                            was.detail(),
                            was.previousHash(),
                            "0".repeat(64)));
            for (AuditEvent each : changes) {
                List<AuditEvent> broken = new ArrayList<>(log);
                broken.set(at, each);
                if (!each.equals(was)) {
                    breaks(broken, Kind.CHANGED, at);
                }
            }
        }
    }

    /** A forger makes the hash of what he changed anew: then the next one is chained to what is not there. */
    @Test
    void aChangeWithAHashOfItsOwnBreaksTheNextLink() {
        for (int at = 0; at < LENGTH - 1; at++) {
            List<AuditEvent> broken = new ArrayList<>(log);
            AuditEvent was = log.get(at);
            broken.set(
                    at,
                    changed(was, detail -> "{}", was.sequence(), was.previousHash())
                            .hashed());
            assertThat(verify(broken))
                    .hasValueSatisfying(found -> assertThat(found.kind()).isIn(Kind.MISSING, Kind.CHANGED));
            assertThat(verify(broken).orElseThrow().position()).isEqualTo(at + 1);
        }
    }

    @Test
    void eachThatIsMissingIsFoundTheLastOneToo() {
        for (int at = 0; at < LENGTH; at++) {
            List<AuditEvent> broken = new ArrayList<>(log);
            broken.remove(at);
            breaks(broken, Kind.MISSING, at);
        }
        breaks(List.of(), Kind.MISSING, 0);
        breaks(log.subList(3, LENGTH), Kind.MISSING, 0);
    }

    @Test
    void anyTwoThatChangedPlacesAreFound() {
        for (int one = 0; one < LENGTH; one++) {
            for (int other = one + 1; other < LENGTH; other++) {
                List<AuditEvent> broken = new ArrayList<>(log);
                broken.set(one, log.get(other));
                broken.set(other, log.get(one));
                breaks(broken, Kind.REORDERED, one);
            }
        }
    }

    @Test
    void whatWasPutInIsFoundAgainOrChainedOrOfAnotherCase() {
        for (int at = 1; at <= LENGTH; at++) {
            List<AuditEvent> again = new ArrayList<>(log);
            again.add(at, log.get(at - 1));
            breaks(again, Kind.INSERTED, at);
            AuditEvent before = log.get(at - 1);
            List<AuditEvent> chained = new ArrayList<>(log);
            chained.add(
                    at, changed(before, detail -> "{}", at + 1, before.hash()).hashed());
            breaks(chained, Kind.INSERTED, at);
            List<AuditEvent> loose = new ArrayList<>(log);
            loose.add(
                    at, changed(before, detail -> "{}", at + 1, "f".repeat(64)).hashed());
            breaks(loose, at == LENGTH ? Kind.MISSING : Kind.INSERTED, at);
            List<AuditEvent> foreign = new ArrayList<>(log);
            Steps other = new Steps();
            other.begin("other");
            foreign.add(at, other.log.get(0));
            breaks(foreign, Kind.INSERTED, at);
        }
    }

    @Test
    void aLogWrittenAnewHoldsTogetherAndIsNotTheOneOfTheCase() {
        List<AuditEvent> anew = new ArrayList<>();
        String previous = AuditEvent.GENESIS;
        for (AuditEvent each : log) {
            anew.add(changed(each, detail -> "{}", each.sequence(), previous).hashed());
            previous = anew.get(anew.size() - 1).hash();
        }
        assertThat(AuditChain.verify(anew)).isEmpty();
        breaks(anew, Kind.CHANGED, LENGTH - 1);
    }
}
