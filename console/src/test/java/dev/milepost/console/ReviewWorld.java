package dev.milepost.console;

import dev.milepost.console.review.ReviewStream;
import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.fraud.model.review.CaseStatus;
import dev.milepost.fraud.model.review.CaseView;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.event.Review;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** A console of reviewers over a real engine, whose decisions a test reads, and answers as the pipeline would. */
final class ReviewWorld implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    /** When reviewers decide. */
    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private final Path folder;
    private final TestWarehouse warehouse;
    private final Console console;
    private final TestBrowser browser;
    private final Stream stream;
    private final TestProgram program;
    private long revision = 1;

    /** Takes what is sent, or refuses it. */
    private static final class Stream implements ReviewStream {

        private final List<Review> sent = new ArrayList<>();
        private boolean down;

        @Override
        public void send(Review review) throws IOException {
            if (down) {
                throw new IOException("Kafka did not say that it has the review");
            }
            sent.add(review);
        }

        @Override
        public void close() {
            down = true;
        }
    }

    private ReviewWorld(Path folder, TestWarehouse warehouse, Console console, Stream stream, String token) {
        this.folder = folder;
        this.warehouse = warehouse;
        this.console = console;
        this.stream = stream;
        this.browser = new TestBrowser(console);
        this.program = new TestProgram(console, token);
    }

    /** With the reviewer Rita, who is signed in, and the administrator Ada. */
    static ReviewWorld start(Path folder) throws Exception {
        TestWarehouse warehouse = TestWarehouse.open();
        LocalAccounts accounts = new LocalAccounts(folder.resolve("accounts.json"));
        accounts.put("rita", EnumSet.of(Role.REVIEWER), PASSWORD);
        accounts.put("ada", EnumSet.of(Role.ADMIN), PASSWORD);
        Stream stream = new Stream();
        ReviewWorld world = new ReviewWorld(
                folder,
                warehouse,
                console(folder, warehouse, stream),
                stream,
                accounts.token("rita").orElseThrow());
        world.browser.signIn("rita", PASSWORD);
        return world;
    }

    private static Console console(Path folder, TestWarehouse warehouse, ReviewStream stream) throws IOException {
        Settings settings = Settings.defaults()
                .with(ConsoleSettings.REQUESTS_PER_MINUTE, 100_000)
                .with(ConsoleSettings.SIGN_INS_PER_MINUTE, 1_000);
        return Console.start(settings, Map.of(), warehouse.reads(), stream, folder, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** The console as it is after it was started anew: it remembers nothing. The caller closes it, and then Kafka is away. */
    Console startedAnew() throws IOException {
        return console(folder, warehouse, stream);
    }

    /** Rita's own tool. */
    TestProgram program() {
        return program;
    }

    /** The console's record of changes. */
    String audit() throws IOException {
        return Files.readString(folder.resolve("audit.jsonl"));
    }

    TestBrowser browser() {
        return browser;
    }

    Console console() {
        return console;
    }

    /** What was sent since this was asked last. */
    List<Review> sent() {
        List<Review> sent = List.copyOf(stream.sent);
        stream.sent.clear();
        return sent;
    }

    /** Whether Kafka is away from now on. */
    void down(boolean down) {
        stream.down = down;
    }

    void execute(String... statements) {
        warehouse.execute(statements);
    }

    void watermark(Instant at) {
        execute("INSERT INTO milepost_store.progress (stage, subtask, watermark, revision) VALUES ('warehouse', 0, "
                + time(at.toEpochMilli()) + ", " + revision++ + ")");
    }

    /** A case of that version 3, of one referral. */
    static CaseView aCase(
            String id,
            String program,
            CaseStatus status,
            long openedMillis,
            boolean escalated,
            long scoreMillionths,
            long moneyMinor,
            String claimedBy) {
        return new CaseView(
                id,
                program,
                "ana",
                null,
                status,
                3,
                openedMillis,
                claimedBy,
                claimedBy == null ? 0 : NOW.plusSeconds(600).toEpochMilli(),
                escalated,
                1,
                1,
                scoreMillionths,
                moneyMinor,
                openedMillis + 3_600_000,
                Long.MAX_VALUE,
                null,
                null,
                1,
                "",
                List.of("{\"referral\":\"of-" + id + "/p\",\"verdict\":\"v\",\"at_millis\":" + openedMillis
                        + ",\"score_millionths\":" + scoreMillionths + ",\"money_minor\":" + moneyMinor
                        + ",\"propensity_millionths\":1000000,\"blocked\":0,\"state\":\"open\"}"));
    }

    void put(CaseView view) {
        execute(
                "INSERT INTO milepost_store.fraud_cases (program_id, case_id, advocate_id, ring_id, status, version, opened_at,"
                        + " claimed_by, claimed_until, escalated, referrals, undecided, score, money_minor, currency, sla_at, due_at,"
                        + " pending_by, merged_into, audit_events, audit_hash, alerts, revision) VALUES ("
                        + String.join(
                                ", ",
                                text(view.programId()),
                                text(view.caseId()),
                                text(view.advocateId()),
                                text(view.ringId()),
                                text(view.status().name()),
                                Long.toString(view.version()),
                                time(view.openedMillis()),
                                text(view.claimedBy()),
                                view.claimedBy() == null ? "NULL" : time(view.claimedUntilMillis()),
                                Boolean.toString(view.escalated()),
                                Integer.toString(view.referrals()),
                                Integer.toString(view.undecided()),
                                "toDecimal64('"
                                        + java.math.BigDecimal.valueOf(view.scoreMillionths(), 6)
                                                .toPlainString() + "', 6)",
                                Long.toString(view.moneyMinor()),
                                text(view.programId().equals("tokyo") ? "JPY" : "USD"),
                                time(view.slaMillis()),
                                "NULL",
                                text(view.pendingBy()),
                                text(view.mergedInto()),
                                Long.toString(view.auditEvents()),
                                text(view.auditHash()),
                                "["
                                        + String.join(
                                                ", ",
                                                view.alerts().stream()
                                                        .map(ReviewWorld::text)
                                                        .toList()) + "]",
                                Long.toString(revision++))
                        + ")");
    }

    static String time(long millis) {
        return "fromUnixTimestamp64Milli(" + millis + ", 'UTC')";
    }

    static String text(String text) {
        return text == null ? "''" : "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    public void close() {
        try {
            console.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            warehouse.close();
        }
    }
}
