package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.review.Alert;
import dev.milepost.fraud.model.review.AuditEvent;
import dev.milepost.fraud.model.review.CaseBook;
import dev.milepost.fraud.model.review.CasePolicy;
import dev.milepost.fraud.model.review.CaseReview;
import dev.milepost.fraud.model.review.CaseView;
import dev.milepost.fraud.model.review.Outcome;
import dev.milepost.fraud.model.review.ReviewAction;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Span;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.Tables;
import dev.milepost.schemas.row.FraudCaseEventRow;
import dev.milepost.schemas.row.FraudCaseRow;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit logs of two cases in a warehouse: shown, found whole, and found out where somebody was at them. */
class FraudAuditLogIT {

    private static final long T0 = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
    private static final CasePolicy POLICY = new CasePolicy(
            Long.MAX_VALUE, OnTimeout.VOID, Span.ofMillis(Duration.ofDays(7).toMillis()), 900_000, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final List<AuditEvent> log = new ArrayList<>();
    private final CaseBook book = new CaseBook();
    private Shell shell;
    private String adas;

    @BeforeEach
    void fill() throws Exception {
        shell = new Shell(folder.resolve("home"));
        adas = take(book.alert(alert("ada", "v1", 0), (program, time) -> POLICY));
        take(book.alert(alert("bob", "v2", 1_500), (program, time) -> POLICY));
        take(book.review(review("e1", 60_000, 1, ReviewAction.CLAIM, "Was \"it\"\tüber\\alles?"), (p, t) -> POLICY));
        take(book.review(review("e2", 120_000, 2, ReviewAction.APPROVE, null), (p, t) -> POLICY));
        change(client -> {
            log.forEach(event -> put(client, row(event), 1));
            book.views().forEach(view -> put(client, row(view), 1));
        });
    }

    private String take(Outcome outcome) {
        assertThat(outcome.refusal()).isNull();
        log.addAll(outcome.events());
        return outcome.cases().get(0).caseId();
    }

    private static Alert alert(String advocate, String id, long after) {
        return new Alert(id, T0 + after, "spring", advocate, "f-" + id, 500_000, 1_000, 1_000_000, false, null);
    }

    private CaseReview review(String id, long after, long version, ReviewAction action, String note) {
        return new CaseReview(
                id, T0 + after, adas, "spring", "ada", version, 1_000_000, action, List.of(), null, null, "rita", note);
    }

    @Test
    void aLogIsShownAsItHappened() {
        assertThat(run(adas)).as(shell.err()).isZero();
        assertThat(shell.out().replaceAll(" {2,}", " | ").replaceAll("(?m)^ \\|", "|"))
                .isEqualTo("""
                Case %s of program spring about ada: DECIDED, version 3. Times are UTC.
                | event | time | what | version | who | cause | detail
                | 1 | 2026-03-01 10:00:00 | ALERT | 1 | - | v1 | {"referral":"f-v1","score_millionths":500000,"money_minor":1000,"propensity_millionths":1000000,"blocked":0}
                | 2 | 2026-03-01 10:01:00 | CLAIM | 2 | rita | e1 | {"note":"Was \\"it\\"\\u0009über\\\\alles?","propensity_millionths":1000000,"until_millis":1772360160000}
                | 3 | 2026-03-01 10:02:00 | APPROVE | 3 | rita | e2 | {"propensity_millionths":1000000,"approved":["f-v1"],"money_minor":1000}
                """.formatted(adas));
        assertThat(run("nobody's")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("There is no case nobody's");
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(run("nobody's", "--verify")).isEqualTo(ExitCode.REFUSED_INPUT);
    }

    @Test
    void aLogAsItWasWrittenHolds() {
        assertThat(run("--verify")).as(shell.err()).isZero();
        assertThat(shell.out()).isEqualTo("2 cases with 4 events: every link holds.\n");
        assertThat(run(adas, "--verify")).as(shell.err()).isZero();
        assertThat(shell.out()).isEqualTo("1 case with 3 events: every link holds.\n");
    }

    @Test
    void whatWasChangedIsNamed() throws Exception {
        FraudCaseEventRow changed = row(log.get(2));
        changed.setActor("rob");
        change(client -> put(client, changed, 2));
        broken("Case " + adas + " of program spring: link 2: event 2 at place 2 is not what its hash was made of");
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        change(
                client -> execute(
                        client,
                        "ALTER TABLE milepost_store.fraud_case_events DELETE WHERE kind = 'CLAIM' SETTINGS mutations_sync = 2"));
        broken("Case " + adas
                + " of program spring: link 2: what follows event 1 is missing: event 3 stands in its place,"
                + " and is chained to one that is not there");
    }

    @Test
    void anEndThatIsCutOffIsNamed() throws Exception {
        change(client -> execute(
                client,
                "ALTER TABLE milepost_store.fraud_case_events DELETE WHERE sequence = 3 SETTINGS mutations_sync = 2"));
        broken("Case " + adas + " of program spring: link 3: the log ends after event 2, and the case has 3");
    }

    @Test
    void aLogWithoutItsCaseIsNamed() throws Exception {
        change(client -> execute(
                client,
                "ALTER TABLE milepost_store.fraud_cases DELETE WHERE advocate_id = 'bob' SETTINGS mutations_sync = 2"));
        assertThat(run("--verify")).isEqualTo(ExitCode.FIGURES_DIFFER);
        assertThat(shell.out()).endsWith("of program spring: its log has 1 event, and fraud_cases has no such case\n");
    }

    private void broken(String sentence) {
        assertThat(run("--verify")).isEqualTo(ExitCode.FIGURES_DIFFER);
        assertThat(shell.out()).isEqualTo(sentence + "\n");
        assertThat(shell.err()).contains("Of 2 cases 1 log does not hold.");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("fraud", "audit-log"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--warehouse", folder.resolve("warehouse").toString()));
        return shell.run(all.toArray(String[]::new));
    }

    private void change(Consumer<ClickHouseClient> writer) {
        try (Warehouse open = Warehouse.embedded(folder.resolve("warehouse"), 0)) {
            writer.accept(open.client());
        }
    }

    private static FraudCaseEventRow row(AuditEvent event) {
        return new FraudCaseEventRow(
                "spring",
                event.caseId(),
                event.sequence(),
                Instant.ofEpochMilli(event.timeMillis()),
                event.kind(),
                event.version(),
                event.actor(),
                event.causeId(),
                event.detail(),
                event.previousHash(),
                event.hash());
    }

    private static FraudCaseRow row(CaseView view) {
        return new FraudCaseRow(
                view.programId(),
                view.caseId(),
                view.advocateId(),
                "",
                view.status().name(),
                view.version(),
                Instant.ofEpochMilli(view.openedMillis()),
                "",
                null,
                view.escalated(),
                (long) view.referrals(),
                (long) view.undecided(),
                BigDecimal.valueOf(view.scoreMillionths(), 6),
                view.moneyMinor(),
                "USD",
                null,
                null,
                "",
                "",
                view.auditEvents(),
                view.auditHash(),
                view.alerts());
    }

    private static void put(ClickHouseClient client, SpecificRecord record, long revision) {
        try {
            RowEncoder encoder = RowEncoder.of(Tables.of(record).table());
            Row row = encoder.encode(record, revision, false);
            client.insert(row.table(), encoder.header(), row.bytes(), row.table() + record.hashCode());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void execute(ClickHouseClient client, String sql) {
        try {
            client.execute(sql);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
