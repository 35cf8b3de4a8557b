package dev.milepost.cli.chaos;

import dev.milepost.programs.ProgramVersion;
import dev.milepost.schemas.event.AppliedProgram;
import dev.milepost.schemas.event.Click;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.programs.ProgramFacts;
import dev.milepost.testkit.programs.ProgramFiles;
import dev.milepost.testkit.programs.Qualification;
import dev.milepost.testkit.programs.SentProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The programs of a run, in fast motion: those that it starts with, and what is applied meanwhile. A program is new, one gets
 * another version that changes what is not paid yet, one is withdrawn, and one that asks asks otherwise.
 *
 * <p>Codes are shared out among the programs that reward referrals, and the program {@code default}, which has no file.
 */
final class Campaign {

    /** How long before its valid_from a version is sent: the minute that is asked for, and what a broker may be away. */
    static final Duration NOTICE = Duration.ofSeconds(80);

    /** How long traffic goes on after the last version has begun to hold. */
    static final Duration LAST = Duration.ofSeconds(15);

    /** How many rewards of {@link #CAPPED} an advocate gets in a day at most, by all versions. */
    static final int CAP = 3;

    static final String FRIENDS = "friends-and-family";
    static final String CAPPED = "first-order";
    static final String CLUB = "club";

    /** In cents; it is exhausted in a run of minutes. */
    static final long CLUB_BUDGET = 15_000;

    private static final String SEASONAL = "seasonal";
    private static final String NEWCOMERS = "newcomers";
    private static final String ASKS = "up-and-running";
    private static final List<String> OF_CODES = List.of("default", FRIENDS, SEASONAL, CLUB, NEWCOMERS);
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WITHDRAWN_AFTER = Duration.ofSeconds(3);

    private static final String REVIEW = "review: {risk_over: 0.3, block_over: 0.9, on_timeout: %s, after: 25s}\n";

    private Campaign() {}

    /**
     * What is applied meanwhile.
     *
     * @param program its id
     * @param after how long after the traffic's start it is sent
     */
    record Change(String program, Duration after) {}

    /** What the cluster is given when the job is submitted. */
    static List<SentProgram> atTheStart() {
        return List.of(friends(1, BEGINNING), seasonal(1, BEGINNING), club(), asks(1, BEGINNING));
    }

    /** What is applied in a run of so long, in the order of time. */
    static List<Change> changes(Duration time) {
        Duration step = time.dividedBy(5);
        return List.of(
                new Change(NEWCOMERS, Duration.ZERO),
                new Change(FRIENDS, step),
                new Change(SEASONAL, step.multipliedBy(2)),
                new Change(ASKS, step.multipliedBy(3)));
    }

    /** The version of a program that is applied meanwhile, as valid from that time on. */
    static SentProgram applied(String program, Instant validFrom) {
        return switch (program) {
            case NEWCOMERS -> newcomers(validFrom);
            case FRIENDS -> friends(2, validFrom);
            case SEASONAL -> seasonal(2, validFrom);
            case ASKS -> asks(2, validFrom);
            default -> throw new IllegalArgumentException("No version of " + program + " is applied meanwhile");
        };
    }

    /** The record by which a version is applied now. */
    static AppliedProgram record(SentProgram program, Instant now) {
        return AppliedProgram.newBuilder()
                .setEventId("applied-" + program.label())
                .setEventTime(now)
                .setProgramVersion(program.label())
                .setProgramId(program.facts().program())
                .setVersion(program.facts().version())
                .setValidFrom(program.facts().validFrom())
                .setFileName(program.facts().program() + ".yaml")
                .setText(program.text())
                .build();
    }

    /** The versions that a log applies. */
    static List<SentProgram> appliedIn(List<TimedRecord> log) {
        return log.stream()
                .map(TimedRecord::record)
                .filter(AppliedProgram.class::isInstance)
                .map(AppliedProgram.class::cast)
                .map(record -> applied(record.getProgramId(), record.getValidFrom()))
                .toList();
    }

    /** All versions that hold in a log, in the sense of their language. */
    static List<ProgramVersion> versionsOf(List<TimedRecord> log) {
        Map<String, String> texts = new LinkedHashMap<>();
        Stream.concat(atTheStart().stream(), appliedIn(log).stream())
                .forEach(program -> texts.put(program.label() + ".yaml", program.text()));
        return dev.milepost.programs.ProgramFiles.parse(texts).versions();
    }

    /** Writes the files that the cluster is given. */
    static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (SentProgram program : atTheStart()) {
            Files.writeString(folder.resolve(program.facts().program() + ".yaml"), program.text());
        }
        return folder;
    }

    /** Has a click that creates a code say one of the programs, by the code. */
    static void enrol(Click click) {
        if (click.getName().equals("referral_code_created")) {
            int turn = Math.floorMod(click.getReferralCode().hashCode(), OF_CODES.size());
            click.getProperties().put("program", OF_CODES.get(turn));
        }
    }

    /** A welcome, a reward for the first order and a share of it; the second version gives more, of what is not paid yet too. */
    private static SentProgram friends(int version, Instant validFrom) {
        String more = version == 1 ? "" : """
                  - id: second-order
                    on: {nth: {event: order, n: 2}}
                    per: referral
                    fire: once
                    effects:
                      - {to: advocate, kind: cash, amount: 6.00, hold: 4s, reverse_on: [refund, chargeback]}
                """;
        return sent(
                FRIENDS,
                version,
                validFrom,
                """
                retroactive: unpaid
                activation: {event: task_completed}
                rewards:
                  - id: welcome
                    on: {event: signup}
                    per: referral
                    fire: once
                    effects:
                      - {to: referee, kind: credit, amount: %s, hold: 2s, expire: 75s}
                  - id: %s
                    on: {event: order}
                    per: referral
                    fire: once
                    effects:
                      - {to: advocate, kind: cash, amount: %s, hold: 8s, reverse_on: [refund, chargeback], cap: {count: %d, per: day}}
                  - id: share
                    on: {event: order, where: {amount: {at_least: 1.00}}}
                    per: referral
                    fire: {first: 3}
                    effects:
                      - {to: advocate, kind: cash, percent: 15, of: amount, max: 30.00, hold: 6s, reverse_on: [refund, chargeback]}
                      - {to: referee, kind: discount, percent: 10, of: amount, hold: 6s, reverse_on: [refund, chargeback]}
                """.formatted(version == 1 ? "5.00" : "8.00", CAPPED, version == 1 ? "10.00" : "12.50", CAP)
                        + more
                        + REVIEW.formatted("void"));
    }

    /** Both sides or none; the second version withdraws it. */
    private static SentProgram seasonal(int version, Instant validFrom) {
        return sent(
                SEASONAL,
                version,
                validFrom,
                (version == 1 ? "" : "valid_to: " + validFrom.plus(WITHDRAWN_AFTER) + "\n")
                        + """
                rewards:
                  - id: signed-up
                    on: {event: signup}
                    per: referral
                    fire: once
                    effects:
                      - {to: advocate, kind: credit, amount: 2.00, hold: 3s}
                      - {to: referee, kind: credit, amount: 2.00, hold: 3s}
                  - id: qualified
                    on: {event: referral.qualified}
                    per: referral
                    fire: once
                    effects:
                      - {to: advocate, kind: cash, amount: 7.00, hold: 5s, reverse_on: [refund, chargeback]}
                      - {to: referee, kind: cash, amount: 3.50, hold: 5s, reverse_on: [refund, chargeback]}
                """
                        + REVIEW.formatted("release"));
    }

    /** By advocate: a ladder, and every second referral; with a budget that does not last. */
    private static SentProgram club() {
        return sent(CLUB, 1, BEGINNING, """
                budget: {amount: %d.00}
                rewards:
                  - id: tiers
                    per: advocate
                    fire:
                      ladder: ordered
                      steps:
                        - on: {count: {event: referral.bound, at_least: 1}}
                          effects:
                            - {to: advocate, kind: units, units: 1, unit: badge, hold: 1s}
                        - on: {count: {event: referral.bound, at_least: 3}}
                          effects:
                            - {to: advocate, kind: gift, amount: 20.00, hold: 4s}
                  - id: spent
                    on: {sum: {event: referral.order, field: amount, at_least: 50.00, within: 1h}}
                    per: advocate
                    fire: {every: 1}
                    effects:
                      - {to: advocate, kind: cash, amount: 9.00, hold: 4s, reverse_on: [refund]}
                  - id: referred
                    on: {event: referral.bound}
                    per: advocate
                    fire: {every: 2}
                    effects:
                      - {to: advocate, kind: credit, amount: 4.00, hold: 2s, expire: 1h}
                """.formatted(CLUB_BUDGET / 100) + REVIEW.formatted("escalate"));
    }

    /** New while traffic flows; what it gives comes again. */
    private static SentProgram newcomers(Instant validFrom) {
        return sent(NEWCOMERS, 1, validFrom, """
                activation: {event: order}
                rewards:
                  - id: joined
                    on: {event: signup}
                    per: referral
                    fire: once
                    effects:
                      - {to: advocate, kind: credit, amount: 3.00, hold: 2s}
                      - {to: referee, kind: credit, amount: 1.50, hold: 2s, recur: {every: 7s, times: 3}}
                """ + REVIEW.formatted("void"));
    }

    /** Asks alone, about everybody; the second version asks of those who have done more, and less often. */
    private static SentProgram asks(int version, Instant validFrom) {
        return sent(ASKS, version, validFrom, """
                asks:
                  - id: busy
                    category: onboarding
                    on: {count: {event: task_completed, at_least: %d, within: 1h}}
                    channel: in_app
                    template: busy
                    guards:
                      cooldown: %s
                      quota: {times: 2, within: 30d, by: category}
                      suppress_if: [{event: support_ticket_opened, within: 14d, unless: support_ticket_resolved}, {event: refund, within: 30d}]
                      require_marketing_consent: true
                      risk_at_most: 0.6
                    experiment: {id: busy-copy, salt: s1, horizon: 30d, holdout: 0.10, arms: {plain: {share: 0.45}, later: {share: 0.45, delay: 10s}}}
                  - id: paid
                    category: value
                    on: {any: [{event: order}, {event: renewal}]}
                    channel: email
                    template: paid
                    guards: {not_before: 1s, quota: {times: 3, within: 90d, by: all}}
                """.formatted(version == 1 ? 2 : 3, version == 1 ? "5s" : "20s"));
    }

    private static SentProgram sent(String program, int version, Instant validFrom, String rest) {
        ProgramFacts facts = new ProgramFacts(
                program,
                version,
                validFrom,
                "USD",
                Duration.ofDays(30),
                List.of(),
                Duration.ofDays(30),
                false,
                List.of("code", "invite", "link"),
                Duration.ofDays(7),
                new Qualification("order", null, Duration.ofDays(90)));
        return new SentProgram(facts, ProgramFiles.yaml(facts) + rest);
    }
}
