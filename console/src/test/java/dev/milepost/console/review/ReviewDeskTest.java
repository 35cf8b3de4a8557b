package dev.milepost.console.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.console.security.Account;
import dev.milepost.console.security.AuditLog;
import dev.milepost.console.security.Role;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewDeskTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Account RITA = new Account("rita", Set.of(Role.REVIEWER));

    @TempDir
    private Path folder;

    private final List<Review> sent = new ArrayList<>();
    private AuditLog audit;
    private ReviewDesk desk;
    private boolean down;
    private int takes = 100;

    @BeforeEach
    void open() throws IOException {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        audit = AuditLog.open(folder.resolve("audit.jsonl"), clock);
        ReviewStream stream = new ReviewStream() {

            @Override
            public void send(Review review) throws IOException {
                assertThat(lines()).as("written down before it is sent").contains(review.getEventId());
                if (down || sent.size() == takes) {
                    throw new IOException("away");
                }
                sent.add(review);
            }

            @Override
            public void close() {
                down = true;
            }
        };
        desk = new ReviewDesk(stream, audit, clock);
    }

    @AfterEach
    void close() throws IOException {
        audit.close();
    }

    private String lines() throws IOException {
        return Files.readString(folder.resolve("audit.jsonl"));
    }

    private static ShownCase aCase(String id, Instant last, ShownAlert... alerts) {
        return new ShownCase(
                "spring",
                id,
                "ana",
                "",
                "OPEN",
                7,
                "",
                "",
                "",
                false,
                false,
                alerts.length,
                alerts.length,
                BigDecimal.ONE,
                100,
                "USD",
                "",
                "",
                "",
                "",
                last.toEpochMilli(),
                1,
                List.of(alerts));
    }

    private static ShownAlert alert(String referral, long propensityMillionths, String state) {
        return new ShownAlert(referral, "v", 0, 900_000, 100, propensityMillionths, false, state);
    }

    @Test
    void aReviewIsOfTheVersionThatWasShownAndOfNow() throws Exception {
        ShownCase of = aCase("c1", NOW.minusSeconds(60), alert("a/p", 10_000, "open"), alert("b/p", 1_000_000, "open"));
        Batch batch = desk.send(
                RITA, List.of(new Order(of, 5, ReviewAction.REJECT, List.of("a/p"), " farm ", "devices", " ")));
        Review review = sent.get(0);

        assertThat(review.getEventId()).isNotEmpty();
        assertThat(review.getEventTime()).isEqualTo(NOW);
        assertThat(review.getExpectedVersion()).isEqualTo(5);
        assertThat(review.getPropensity()).isEqualTo(new BigDecimal("0.010000"));
        assertThat(review.getReferralIds()).containsExactly("a/p");
        assertThat(review.getTypology()).isEqualTo("farm");
        assertThat(review.getReason()).isEqualTo("devices");
        assertThat(review.getNote()).isNull();
        assertThat(review.getReviewer()).isEqualTo("rita");
        assertThat(batch.sent())
                .containsExactly(
                        new Sent(review.getEventId(), "spring", "c1", ReviewAction.REJECT, NOW.toEpochMilli()));
    }

    @Test
    void whatWasShownForSeveralAlertsWasShownByTheLikeliest() throws Exception {
        ShownCase of = aCase("c1", NOW, alert("a/p", 10_000, "open"), alert("b/p", 1_000_000, "approved"));
        desk.send(RITA, List.of(Order.plain(of, 7, ReviewAction.CLAIM, List.of())));

        assertThat(sent.get(0).getPropensity()).isEqualByComparingTo("1");
        assertThat(of.open()).containsExactly("a/p");
    }

    @Test
    void aReviewComesAfterWhatWasSeenWhateverTheClock() throws Exception {
        ShownCase ahead = aCase("c1", NOW.plusSeconds(3), alert("a/p", 1, "open"));
        desk.send(
                RITA,
                List.of(
                        Order.plain(ahead, 7, ReviewAction.CLAIM, List.of()),
                        Order.plain(ahead, 8, ReviewAction.APPROVE, List.of("a/p")),
                        Order.plain(aCase("c2", NOW), 1, ReviewAction.CLAIM, List.of())));

        assertThat(sent.stream().map(Review::getEventTime))
                .containsExactly(NOW.plusMillis(3_001), NOW.plusMillis(3_002), NOW.plusMillis(1));
        assertThat(sent.stream().map(Review::getEventId)).doesNotHaveDuplicates();
    }

    @Test
    void whatIsSentBeforeTheWarehouseHasTheOneBeforeComesAfterItAllTheSame() throws Exception {
        ShownCase of = aCase("c1", NOW.minusSeconds(60), alert("a/p", 1, "open"));
        desk.send(RITA, Order.plain(of, 7, ReviewAction.CLAIM, List.of()), "z");
        desk.send(RITA, Order.plain(of, 8, ReviewAction.APPROVE, List.of("a/p")), "a");

        assertThat(sent).extracting(Review::getEventId).containsExactly("z", "a");
        assertThat(sent).extracting(Review::getEventTime).containsExactly(NOW, NOW.plusMillis(1));
        assertThat(desk.find("z", RITA).orElseThrow().sent()).hasSize(1);
    }

    @Test
    void whatWasNotTakenIsWrittenDownAndNotRemembered() throws Exception {
        down = true;

        assertThatThrownBy(() ->
                        desk.send(RITA, List.of(Order.plain(aCase("c1", NOW), 7, ReviewAction.CLAIM, List.of()))))
                .isInstanceOf(IOException.class);
        assertThat(lines()).contains("review.claim", "review.not_taken");
    }

    @Test
    void whatWasSentBeforeKafkaWentIsFollowedAndTheRestIsCounted() throws Exception {
        takes = 2;
        ShownCase of = aCase("c1", NOW);
        Order claim = Order.plain(of, 7, ReviewAction.CLAIM, List.of());
        Batch batch = desk.send(RITA, List.of(claim, claim, claim, claim));

        assertThat(batch.sent()).hasSize(2);
        assertThat(batch.untaken()).isEqualTo(2);
        assertThat(sent).hasSize(2);
    }

    @Test
    void onlyWhoSentItFindsIt() throws Exception {
        Batch batch = desk.send(RITA, List.of(Order.plain(aCase("c1", NOW), 7, ReviewAction.CLAIM, List.of())));

        assertThat(desk.find(batch.id(), RITA)).contains(batch);
        assertThat(desk.find(batch.id(), new Account("otto", Set.of(Role.REVIEWER))))
                .isEmpty();
        assertThat(desk.find("guessed", RITA)).isEmpty();
    }

    @Test
    void aConsoleWithoutKafkaTakesNothing() {
        assertThatThrownBy(() -> ReviewStream.none().send(new Review()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("connected to no Kafka");
    }
}
