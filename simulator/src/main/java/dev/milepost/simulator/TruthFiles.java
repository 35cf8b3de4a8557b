package dev.milepost.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.milepost.schemas.event.Purchase;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ground truth beside the events: a file for each kind of thing that must be found, and {@code summary.json}. */
final class TruthFiles implements Closeable {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private static final String UNITS = "units.csv";
    private static final String EXPERIMENTS = "experiments.csv";

    private final Path directory;
    private final BufferedWriter users;
    private final BufferedWriter orders;
    private final BufferedWriter referrals;
    private final BufferedWriter milestones;
    private final BufferedWriter ledger;
    private final Offers offers;
    private final Tally tally = new Tally();

    /** Null where asks have no effect, as are the units. */
    private final ExperimentTruth experiments;

    private final BufferedWriter units;

    TruthFiles(Path directory, Offers offers, SimulationPlan plan) throws IOException {
        this.offers = offers;
        this.directory = Files.createDirectories(directory);
        users = file("users.csv", "user_id,signup_time,scenario,country,currency,plan,segment,devices,code,program");
        orders = file("orders.csv", "order_id,user_id,kind,order_time,currency,gross_minor,net_minor");
        referrals = file("referrals.csv", "referee,advocate,code,how,outcome,scenario");
        milestones = file("milestones.csv", "program_id,milestone_id,subject_kind,subject_id,occurrence,reached_at");
        ledger = file("ledger.csv", "program_id,rule_id,reward_id,side,step,amount_minor,currency,effective_at");
        if (plan.effect() == null) {
            Files.deleteIfExists(directory.resolve(UNITS));
            Files.deleteIfExists(directory.resolve(EXPERIMENTS));
            experiments = null;
            units = null;
        } else {
            experiments = new ExperimentTruth(offers.ask().experiment(), plan.effect(), plan.endMillis());
            units = file(UNITS, ExperimentTruth.UNITS);
        }
    }

    /** Adds a story that was told. */
    void add(Told told) throws IOException {
        Story story = told.story();
        Person person = story.person;
        List<SimulatedEvent> events = told.events();
        tally.person(person);
        tally.identities(person, events);
        user(person, told.scenario());
        for (ExpectedReferral referral : story.referrals()) {
            tally.referral(referral);
            line(
                    referrals,
                    referral.referee(),
                    referral.advocate(),
                    referral.code(),
                    referral.how(),
                    referral.outcome(),
                    name(referral.scenario()));
        }
        Map<String, OrderBook> books = new LinkedHashMap<>();
        Onboarding onboarding = new Onboarding(person, offers.ask());
        for (SimulatedEvent event : events) {
            tally.event(event);
            if (event.duplicate() || event.isTooLate()) {
                continue;
            }
            onboarding.add(event);
            if (event.payload() instanceof Purchase purchase) {
                books.computeIfAbsent(purchase.getOrderId(), id -> new OrderBook())
                        .add(purchase);
            }
        }
        if (onboarding.reachedMillis().isPresent()) {
            milestone(new ExpectedMilestone(
                    offers.ask().program(),
                    offers.ask().milestone(),
                    "user",
                    person.userId(),
                    "1",
                    onboarding.reachedMillis().getAsLong()));
        }
        for (ExpectedMilestone milestone : story.milestones()) {
            milestone(milestone);
        }
        for (ExpectedEntry entry : story.entries()) {
            entry(entry);
        }
        for (OrderBook book : books.values()) {
            order(book);
        }
        if (experiments != null) {
            experiments.add(told);
        }
        if (told.unit() != null) {
            line(units, ExperimentTruth.line(told.unit()));
        }
    }

    SimulationSummary finish() throws IOException {
        SimulationSummary summary = tally.summary();
        byte[] json = JSON.writeValueAsBytes(summary);
        Files.write(directory.resolve("summary.json"), json);
        if (experiments != null) {
            try (BufferedWriter arms = file(EXPERIMENTS, ExperimentTruth.ARMS)) {
                experiments.writeTo(arms);
            }
        }
        return summary;
    }

    @Override
    public void close() throws IOException {
        try (users;
                orders;
                referrals;
                milestones;
                units) {
            ledger.close();
        }
    }

    private void user(Person person, Scenario scenario) throws IOException {
        line(
                users,
                person.userId(),
                person.fromBefore() ? "" : time(person.joinedMillis()),
                name(scenario),
                person.market().name(),
                person.market().currency,
                person.plan(),
                person.segment(),
                Integer.toString(person.devices()),
                person.isAdvocate() ? person.code() : "",
                person.isAdvocate() ? person.program() : "");
    }

    private void milestone(ExpectedMilestone milestone) throws IOException {
        tally.milestone(milestone);
        line(
                milestones,
                milestone.program(),
                milestone.milestone(),
                milestone.subjectKind(),
                milestone.subject(),
                milestone.occurrence(),
                time(milestone.reachedMillis()));
    }

    private void entry(ExpectedEntry entry) throws IOException {
        tally.entry(entry);
        line(
                ledger,
                entry.program(),
                entry.rule(),
                entry.rewardId(),
                entry.side(),
                entry.step(),
                Long.toString(entry.amountMinor()),
                entry.currency(),
                time(entry.effectiveMillis()));
    }

    private void order(OrderBook book) throws IOException {
        Purchase order = book.order();
        tally.order(book);
        line(
                orders,
                order.getOrderId(),
                order.getUserId(),
                order.getKind().name(),
                order.getEventTime().toString(),
                order.getCurrency(),
                Long.toString(order.getAmountMinor()),
                Long.toString(book.netMinor()));
    }

    private BufferedWriter file(String name, String header) throws IOException {
        BufferedWriter writer = Files.newBufferedWriter(directory.resolve(name), StandardCharsets.UTF_8);
        line(writer, header);
        return writer;
    }

    /** None of our values holds a comma, a quote or a line break. */
    private static void line(BufferedWriter writer, String... values) throws IOException {
        writer.write(String.join(",", values));
        writer.write('\n');
    }

    private static String name(Scenario scenario) {
        return scenario.name().toLowerCase(Locale.ROOT);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
