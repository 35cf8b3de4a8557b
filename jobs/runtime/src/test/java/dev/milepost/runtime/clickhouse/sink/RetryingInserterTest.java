package dev.milepost.runtime.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.retry.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RetryingInserterTest {

    private final InsertFailure away = InsertFailure.unreachable("connection refused", null);
    private final InsertFailure busy = InsertFailure.ofServer(252, "too many parts", null);
    private final InsertFailure unheardOf = InsertFailure.ofServer(9_999, "?", null);

    private final SimpleCounter retries = new SimpleCounter();
    private final List<Long> waits = new ArrayList<>();

    @Test
    void repeatsTheSameBytesUnderTheSameTokenUntilTheyAreIn() throws Exception {
        ScriptedInserter server = new ScriptedInserter(away, busy, away);

        insert(server);

        assertThat(server.calls).hasSize(4).containsOnly(new ScriptedInserter.Call("touches", "token", 4));
        assertThat(server.taken).hasSize(1);
        assertThat(retries.getCount()).isEqualTo(3);
        assertThat(waits).containsExactly(100L, 200L, 400L);
    }

    @Test
    void waitsNoLongerThanTheLongestDelayHoweverOftenItFails() throws Exception {
        InsertFailure[] failures = new InsertFailure[80];
        Arrays.fill(failures, away);

        insert(new ScriptedInserter(failures));

        assertThat(waits).hasSize(80).allMatch(wait -> wait <= 30_000).endsWith(30_000L);
    }

    @Test
    void jitterStaysBetweenHalfTheDelayAndAllOfIt() {
        Backoff least = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30), () -> 0);
        Backoff middle = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30), () -> 0.5);

        assertThat(least.millis(1)).isEqualTo(50);
        assertThat(middle.millis(2)).isEqualTo(150);
        assertThat(least.millis(1_000)).isEqualTo(15_000);
    }

    @Test
    void anUnlistedCodeIsRepeatedAFewTimesAndThenStopsTheJob() {
        InsertFailure[] failures = new InsertFailure[20];
        Arrays.fill(failures, unheardOf);
        ScriptedInserter server = new ScriptedInserter(failures);

        assertThatThrownBy(() -> insert(server))
                .isInstanceOf(WarehouseStopped.class)
                .hasMessageContaining("code 9999");
        assertThat(server.calls).hasSize(6);
        assertThat(retries.getCount()).isEqualTo(5);
    }

    @Test
    void rowsThatNobodyWouldSeeStopTheJobAtOnceInTheWordsOfWhoFoundOut() {
        ScriptedInserter server = new ScriptedInserter(InsertFailure.pointless("A rebuild is shown: start again"));

        assertThatThrownBy(() -> insert(server))
                .isInstanceOf(WarehouseStopped.class)
                .hasMessage("A rebuild is shown: start again");
        assertThat(server.calls).hasSize(1);
    }

    @Test
    void aMissingTableStopsTheJobAtOnceAndSaysWhatToDo() {
        ScriptedInserter server = new ScriptedInserter(InsertFailure.ofServer(60, "no such table", null));

        assertThatThrownBy(() -> insert(server))
                .isInstanceOf(WarehouseStopped.class)
                .hasMessageContaining("rows of touches (code 60)")
                .hasMessageContaining("apply the migrations")
                .hasMessageContaining("no such table");
        assertThat(server.calls).hasSize(1);
    }

    @Test
    void aRefusalIsHandedBackUnrepeated() {
        ScriptedInserter server = new ScriptedInserter(InsertFailure.ofServer(469, "violated", null));

        assertThatThrownBy(() -> insert(server))
                .isInstanceOf(InsertFailure.class)
                .hasMessage("violated");
        assertThat(server.calls).hasSize(1);
        assertThat(retries.getCount()).isZero();
    }

    @Test
    @Timeout(60)
    void anInterruptionEndsTheWaitForTheNextAttempt() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        RetryingInserter inserter = TestSink.retrying(new ScriptedInserter(away), retries, millis -> {
            waiting.countDown();
            TimeUnit.HOURS.sleep(1);
        });

        assertThat(interruptedOnce(waiting, inserter)).isInstanceOf(InterruptedException.class);
        assertThat(inserter.blockedMillis()).isZero();
    }

    @Test
    @Timeout(60)
    void anInterruptionEndsAnInsertThatTheServerNeverAnswers() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        RetryingInserter inserter = TestSink.retrying(new ScriptedInserter((table, header, rows) -> {
            sent.countDown();
            hang();
        }));

        assertThat(interruptedOnce(sent, inserter)).isInstanceOf(InterruptedException.class);
    }

    @Test
    @Timeout(60)
    void anInsertWithoutAnAnswerIsGivenUpAndRepeated() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        ScriptedInserter server = new ScriptedInserter((table, header, rows) -> {
            if (first.getCount() > 0) {
                first.countDown();
                hang();
            }
        });
        SinkSettings settings = SinkSettings.of("file:///unused", 1)
                .withPatience(Duration.ofMillis(50), Duration.ofMillis(1), Duration.ofMillis(1));
        RetryingInserter inserter = new RetryingInserter(
                server,
                settings,
                new Backoff(settings.retryDelay(), settings.retryDelayMax(), () -> 0),
                retries,
                System::nanoTime,
                waits::add);

        inserter.insert("touches", new byte[1], new byte[4], "token");

        // On a machine that stands still for a while, one that would have answered is given up too.
        assertThat(retries.getCount()).isPositive();
        assertThat(server.taken).isNotEmpty();
    }

    @Test
    void tellsHowLongItHasBeenFailing() throws Exception {
        long[] now = {0};
        List<Long> blocked = new ArrayList<>();
        SinkSettings settings = SinkSettings.of("file:///unused", 1);
        RetryingInserter[] inserter = new RetryingInserter[1];
        inserter[0] = new RetryingInserter(
                new ScriptedInserter(away, away, away),
                settings,
                new Backoff(settings.retryDelay(), settings.retryDelayMax(), () -> 0),
                retries,
                () -> now[0],
                millis -> {
                    blocked.add(inserter[0].blockedMillis());
                    now[0] += TimeUnit.SECONDS.toNanos(7);
                });

        inserter[0].insert("touches", new byte[1], new byte[4], "token");

        assertThat(blocked).containsExactly(0L, 7_000L, 14_000L);
        assertThat(inserter[0].blockedMillis()).isZero();
    }

    private void insert(ScriptedInserter server) throws Exception {
        TestSink.retrying(server, retries, waits::add).insert("touches", new byte[1], new byte[4], "token");
    }

    private static Throwable interruptedOnce(CountDownLatch reached, RetryingInserter inserter) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread task = new Thread(() -> {
            try {
                inserter.insert("touches", new byte[1], new byte[4], "token");
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        task.start();
        reached.await();
        task.interrupt();
        task.join();
        return thrown.get();
    }

    private static void hang() {
        // As a thread in a socket's read: deaf to interruption.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
