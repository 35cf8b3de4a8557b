package dev.milepost.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.fraud.backtest.Course;
import dev.milepost.fraud.backtest.Learnt;
import dev.milepost.fraud.backtest.Reviewers;
import dev.milepost.fraud.backtest.TrueReferral;
import dev.milepost.fraud.backtest.Truth;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What reviews of the same referrals teach: they are written as a file of the stream, and the figures are those of a run with it. */
final class FraudLearning {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FIRST = Duration.ofDays(30);

    private static final String READ = """
            SELECT bound.referral_id AS referral_id, bound.referee_id AS referee_id, bound.program_id AS program_id,
                bound.advocate_id AS advocate_id, toUnixTimestamp64Milli(bound.bound_time) AS bound_millis,
                toUnixTimestamp64Milli(verdict.decided_at) AS decided_millis, verdict.score AS score
            FROM milepost.bindings AS bound
            INNER JOIN milepost.fraud_verdicts AS verdict
            ON verdict.referral_id = bound.referral_id AND verdict.program_id = bound.program_id
            WHERE bound.status = 'bound'
            ORDER BY bound.bound_time, referral_id, decided_millis, verdict.revision""";

    private static final String VERSIONS =
            "SELECT uniqExact(weights_version) - 1 AS learnt FROM milepost.fraud_verdicts";

    private final Truth truth;
    private final Reviewers reviewers;

    FraudLearning(Truth truth, Reviewers reviewers) {
        this.truth = truth;
        this.reviewers = reviewers;
    }

    /** The courses of the truth's referrals, as the warehouse shows them, in the order in which they were bound. */
    List<Course> courses(ClickHouseClient client) throws ClickHouseFailure {
        Map<List<String>, TrueReferral> known = new LinkedHashMap<>();
        truth.referrals().forEach(each -> known.put(List.of(each.refereeId(), each.programId()), each));
        Map<String, Course> courses = new LinkedHashMap<>();
        Map<String, List<Course.Score>> scores = new LinkedHashMap<>();
        for (Map<String, String> row : client.query(READ)) {
            TrueReferral is = known.get(List.of(row.get("referee_id"), row.get("program_id")));
            if (is == null) {
                continue;
            }
            String id = row.get("referral_id");
            courses.putIfAbsent(
                    id, new Course(is, id, row.get("advocate_id"), Long.parseLong(row.get("bound_millis")), List.of()));
            scores.computeIfAbsent(id, any -> new ArrayList<>())
                    .add(new Course.Score(
                            Long.parseLong(row.get("decided_millis")), Double.parseDouble(row.get("score"))));
        }
        return courses.values().stream()
                .map(each -> new Course(
                        each.truth(),
                        each.referralId(),
                        each.advocateId(),
                        each.boundMillis(),
                        scores.get(each.referralId())))
                .toList();
    }

    /** What reviewers say until an end. */
    List<Reviewers.Word> words(List<Course> courses, long endMillis) {
        return reviewers.of(courses, endMillis);
    }

    /** Writes it as lines of the stream {@code reviews}. */
    static Path write(List<Reviewers.Word> words, Path folder) throws IOException {
        Path file = Files.createDirectories(folder).resolve("reviews-backtest.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Reviewers.Word word : words) {
                out.write(JSON.writeValueAsString(line(word)));
                out.newLine();
            }
        }
        return file;
    }

    private static ObjectNode line(Reviewers.Word word) {
        Course of = word.of();
        ObjectNode line = JSON.createObjectNode()
                .put("event_id", "backtest")
                .put("event_time", Instant.ofEpochMilli(word.atMillis()).toString())
                .put("case_id", "backtest/" + of.referralId())
                .put("program_id", of.truth().programId())
                .put("advocate_id", of.advocateId())
                .put("expected_version", 1)
                .put("propensity", word.propensity())
                .put("action", word.fraud() ? "REJECT" : "APPROVE")
                .put("reviewer", "backtest");
        if (word.fraud()) {
            line.put("typology", "backtest").put("reason", "backtest");
        }
        line.putArray("referral_ids").add(of.referralId());
        return line;
    }

    /** Prints what came of it. */
    void print(
            Terminal terminal,
            List<Course> before,
            List<Course> after,
            List<Reviewers.Word> words,
            ClickHouseClient client)
            throws ClickHouseFailure {
        long first = before.get(0).boundMillis() + FIRST.toMillis();
        terminal.say("");
        terminal.say("Learning: " + Text.count(words.size(), "review") + ", "
                + words.stream().filter(Reviewers.Word::fraud).count() + " of them rejections, "
                + words.stream()
                        .filter(word -> word.fraud() != word.of().truth().fraud())
                        .count()
                + " wrong; versions of weights that came to hold: "
                + client.query(VERSIONS).get(0).get("learnt")
                + ". Each referral is judged by the last verdict before its own review.");
        Table table = new Table("bound", "referrals", "fraud", "AUC without", "AUC with", "AP without", "AP with");
        row(table, "in the first 30 days", Learnt.of(before, after, words, each -> each.boundMillis() < first));
        row(table, "after them", Learnt.of(before, after, words, each -> each.boundMillis() >= first));
        table.print(terminal);
    }

    private static void row(Table table, String name, Learnt learnt) {
        table.row(
                name,
                learnt.referrals(),
                learnt.fraud(),
                share(learnt.without().auc()),
                share(learnt.with().auc()),
                share(learnt.without().averagePrecision()),
                share(learnt.with().averagePrecision()));
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.3f", share);
    }
}
