package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.review.CaseStatus;
import dev.milepost.fraud.model.review.CaseView;
import dev.milepost.fraud.model.review.QueueOrder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queue of two hundred random cases, among which are many that are alike. */
class QueueIT {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Pattern LISTED = Pattern.compile("data-open href=\"/review/cases/([^\"]*)\"");
    private static final Pattern ACTION =
            Pattern.compile("<button id=\"act-[a-z]+\" name=\"action\" value=\"([^\"]*)\"");
    private static final Pattern REFERENCE = Pattern.compile("name=\"case\" value=\"([^\"]*)\"");

    @TempDir
    private static Path folder;

    private static ReviewWorld world;
    private static final List<CaseView> CASES = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        world = ReviewWorld.start(folder);
        world.watermark(NOW);
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            CASES.add(random(random, i));
        }
        CASES.forEach(world::put);
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    private static CaseView random(Random random, int number) {
        CaseStatus[] statuses = CaseStatus.values();
        boolean some = random.nextInt(3) == 0;
        return ReviewWorld.aCase(
                String.format("%032x", random.nextInt(1_000_000) * 1_000L + number),
                random.nextInt(3) == 0 ? "tokyo" : "spring",
                some ? statuses[random.nextInt(statuses.length)] : CaseStatus.OPEN,
                NOW.minus(Duration.ofHours(random.nextInt(12) * 8L - 8)).toEpochMilli(),
                random.nextInt(8) == 0,
                random.nextInt(11) * 100_000L,
                random.nextInt(4) == 0 ? 0 : random.nextInt(20) * 500L,
                random.nextInt(9) == 0 ? "rita" : null);
    }

    private static List<String> expected(String program, String claimedBy) {
        return CASES.stream()
                .filter(each -> each.status().isAwaited())
                .filter(each -> program.isEmpty() || each.programId().equals(program))
                .filter(each -> claimedBy.isEmpty() || claimedBy.equals(each.claimedBy()))
                .sorted(QueueOrder.at(NOW.toEpochMilli()))
                .limit(100)
                .map(each -> each.caseId() + "@" + each.version())
                .toList();
    }

    private static List<String> latest(String program, CaseStatus... statuses) {
        return CASES.stream()
                .filter(each -> List.of(statuses).contains(each.status()))
                .filter(each -> program.isEmpty() || each.programId().equals(program))
                .sorted(Comparator.comparingLong(CaseView::openedMillis)
                        .reversed()
                        .thenComparing(CaseView::caseId))
                .map(CaseView::caseId)
                .toList();
    }

    private static List<String> shown(String path) throws Exception {
        return shown(path, REFERENCE);
    }

    private static List<String> shown(String path, Pattern pattern) throws Exception {
        HttpResponse<String> page = world.browser().get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        List<String> shown = new ArrayList<>();
        Matcher found = pattern.matcher(page.body());
        while (found.find()) {
            shown.add(found.group(1));
        }
        return shown;
    }

    @Test
    void theQueueIsInTheOrderOfTheModel() throws Exception {
        assertThat(expected("", "")).hasSize(100);
        assertThat(shown("/review")).containsExactlyElementsOf(expected("", ""));
        assertThat(world.browser().get("/review").body()).contains("There are more; these are the first 100.");
    }

    @Test
    void theQueueOfAProgramAndOfOnesOwnClaims() throws Exception {
        assertThat(shown("/review?program=tokyo")).containsExactlyElementsOf(expected("tokyo", ""));
        assertThat(shown("/review?mine=1")).isNotEmpty().containsExactlyElementsOf(expected("", "rita"));
        assertThat(world.browser().get("/review?program=none").body()).contains("No case waits for anybody.");
    }

    @Test
    void blockedCasesAreListedTheLatestFirstWithWhatCanBeDoneAboutThem() throws Exception {
        List<String> blocked = latest("", CaseStatus.BLOCKED);
        assertThat(blocked).hasSizeGreaterThan(5);
        assertThat(shown("/review?list=blocked", LISTED)).containsExactlyElementsOf(blocked);
        assertThat(shown("/review?list=blocked&program=tokyo", LISTED))
                .isNotEmpty()
                .containsExactlyElementsOf(latest("tokyo", CaseStatus.BLOCKED));
        assertThat(shown("/review?list=blocked", ACTION)).containsExactly("claim", "approve");
        assertThat(world.browser().get("/review?list=blocked").body())
                .contains(
                        "<label for=\"list\">Cases</label>",
                        "<option value=\"blocked\" selected>Blocked</option>",
                        "Nobody has to look at a blocked case",
                        "<kbd>c</kbd> <kbd>a</kbd></th>");

        String path = "/review/cases/" + blocked.get(0);
        assertThat(shown(path, ACTION)).doesNotContain("escalate", "partial").contains("approve", "reject", "claim");
        assertThat(world.browser().get(path).body())
                .contains(
                        "href=\"/review?list=blocked\" data-key=\"q\"",
                        "href=\"/review/cases/" + blocked.get(1) + "\" data-key=\"j\"",
                        "Nobody has to look at a blocked case");
    }

    @Test
    void closedCasesAreListedTheLatestFirstAndNothingIsDoneWithSeveral() throws Exception {
        assertThat(shown("/review?list=closed", LISTED))
                .containsExactlyElementsOf(latest("", CaseStatus.DECIDED, CaseStatus.TIMED_OUT, CaseStatus.MERGED));
        assertThat(shown("/review?list=closed", ACTION)).isEmpty();
        assertThat(shown("/review?list=closed")).isEmpty();
        String merged = latest("", CaseStatus.MERGED).get(0);
        assertThat(shown("/review/cases/" + merged, ACTION)).isEmpty();
        assertThat(world.browser().get("/review/cases/" + merged).body())
                .contains("The case has become part of another: review that one.");
        assertThat(shown("/review?list=nonsense")).containsExactlyElementsOf(expected("", ""));
        assertThat(world.browser().get("/review?list=closed&program=none").body())
                .contains("No case is closed.");
    }

    @Test
    void severalBlockedCasesAreApprovedAtOnce() throws Exception {
        List<String> chosen = shown("/review?list=blocked").subList(0, 2);
        assertThat(world.browser()
                        .post("/review/bulk", Map.of("action", List.of("approve"), "case", chosen), true)
                        .statusCode())
                .isEqualTo(200);

        assertThat(world.sent().stream().map(each -> each.getCaseId() + "@" + each.getExpectedVersion()))
                .containsExactlyElementsOf(chosen);
    }

    @Test
    void severalAreClaimedAtOnceEachInTheVersionThatWasShown() throws Exception {
        List<String> chosen = expected("spring", "").subList(0, 3);
        world.browser().get("/review");

        HttpResponse<String> answer =
                world.browser().post("/review/bulk", Map.of("action", List.of("claim"), "case", chosen), true);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(world.sent().stream().map(each -> each.getCaseId() + "@" + each.getExpectedVersion()))
                .containsExactlyElementsOf(chosen);
        assertThat(answer.body()).contains("<strong>Sent</strong>: claim of case");
    }

    @Test
    void whatCannotBeDoneWithSeveralIsSaid() throws Exception {
        List<String> many = new ArrayList<>(
                CASES.stream().map(each -> each.caseId() + "@1").limit(101).toList());
        world.browser().get("/review");

        assertThat(world.browser()
                        .post("/review/bulk", Map.of("action", List.of("claim")), true)
                        .body())
                .contains("Choose cases first.");
        assertThat(world.browser()
                        .post("/review/bulk", Map.of("action", List.of("claim"), "case", many), true)
                        .body())
                .contains("Choose at most 100 cases.");
        assertThat(world.browser()
                        .post("/review/bulk", Map.of("action", List.of("reject"), "case", many.subList(0, 1)), true)
                        .body())
                .contains("That is nothing that can be done here.");
        assertThat(world.browser()
                        .post("/review/bulk", Map.of("action", List.of("claim"), "case", List.of("none@1")), true)
                        .body())
                .contains("The warehouse has no such case.");
        assertThat(world.sent()).isEmpty();
    }
}
