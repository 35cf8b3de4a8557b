package dev.milepost.attribution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.attribution.model.AttributionRules;
import dev.milepost.attribution.model.CodeFact;
import dev.milepost.attribution.model.InviteFact;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.attribution.model.VisitorEvent;
import dev.milepost.attribution.model.VisitorEvent.Click;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.Rules;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.Streams;
import dev.milepost.testkit.population.Population;
import dev.milepost.testkit.population.PopulationPlan;
import dev.milepost.testkit.population.TimedRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a population once everything that may be forgotten is: what the states' contracts name. */
class StateLeftTest {

    private static final FoldSettings FOLDS = new FoldSettings(
            Duration.ofHours(24).toMillis(),
            Duration.ofMinutes(1).toMillis(),
            Duration.ofMinutes(10).toMillis(),
            Long.MAX_VALUE,
            1);

    @TempDir
    private Path folder;

    @Test
    void onlyLinksCodesAndFirstsStay() throws Exception {
        Population population = Population.of(1, new PopulationPlan(1, 1, 30));
        dev.milepost.testkit.programs.ProgramFiles.write(population.programs(), folder);
        ProgramCatalog programs = ProgramFiles.read(folder);
        long end = population.lastEventTime().plus(Duration.ofDays(1_000)).toEpochMilli();
        ClickReader reader = new ClickReader(ChannelRules.shipped());
        AttributionFolds folds = new AttributionFolds(rules(programs), FOLDS);

        List<Change<AccountEvent>> events = new ArrayList<>();
        List<Change<VisitorEvent>> clicks = new ArrayList<>();
        for (Event event : events(population)) {
            if (event.stream().equals(Streams.CLICKSTREAM)) {
                clicks.add(Change.add(reader.click(event)));
            } else {
                events.add(Change.add(new AccountEvent(event)));
            }
        }

        Stage<AccountEvent, Change<UserFact>> accounts =
                new Stage<>(folds::accounts, account -> account.event().key(), events, end);
        accounts.assertLeft(0);

        Stage<VisitorEvent, Change<UserFact>> visitors = new Stage<>(
                folds::visitors, VisitorEvent::anonymousId, join(clicks, accounts.output(Sides.LINKS)), end);
        visitors.assertLeft(visitors.keysOf(event -> !(event instanceof Click click) || click.userId() != null)
                .size());

        Stage<UserFact, Change<CodeFact>> evidence = new Stage<>(
                folds::evidence,
                UserFact::userId,
                join(accounts.output(Sides.EVIDENCE), visitors.output(Sides.EVIDENCE)),
                end);
        evidence.assertLeft(
                evidence.keysOf(fact -> fact instanceof UserFact.Signup).size());

        Stage<InviteFact, Change<CodeFact>> invites = new Stage<>(
                folds::invites,
                InviteFact::emailHash,
                join(accounts.output(Sides.INVITES), visitors.output(Sides.INVITES)),
                end);
        invites.assertLeft(0);

        Stage<CodeFact, Change<UserFact>> codes =
                new Stage<>(folds::codes, CodeFact::code, join(evidence.output(), invites.output()), end);
        codes.assertLeft(codes.keysOf(CodeFact.Creation.class::isInstance).size());

        Stage<UserFact, Row> attribution = new Stage<>(
                folds::attribution,
                UserFact::userId,
                join(accounts.output(), join(visitors.output(), codes.output())),
                end);
        attribution.assertLeft(attribution
                .keysOf(fact -> fact instanceof UserFact.Signup
                        || (fact instanceof UserFact.Purchase purchase
                                && purchase.kind().isSale()))
                .size());
        assertThat(attribution.output(Rows.SIDE)).hasSizeGreaterThan(100);
    }

    private static AttributionRules rules(ProgramCatalog programs) {
        long day = Duration.ofDays(1).toMillis();
        return new AttributionRules(
                30 * day, day / 48, day, 500, 90 * day, day, 400 * day, 400 * day, 90 * day, Rules.fixed(programs));
    }

    /** The accepted events, as they arrived. */
    private static List<Event> events(Population population) {
        Intake intake = new Intake(Settings.defaults());
        List<Event> events = new ArrayList<>();
        for (TimedRecord record : population.inReceivedOrder()) {
            Ingested ingested = intake.ofRecord(
                    Streams.of(record.record()),
                    record.record(),
                    record.receivedAt().toEpochMilli(),
                    Origin.ofFile("population", events.size() + 1));
            if (ingested.event() != null) {
                events.add(ingested.event());
            }
        }
        return events;
    }

    private static <T> List<T> join(List<T> one, List<T> other) {
        List<T> joined = new ArrayList<>(one);
        joined.addAll(other);
        return joined;
    }
}
