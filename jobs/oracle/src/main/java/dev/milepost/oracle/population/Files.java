package dev.milepost.oracle.population;

import dev.milepost.programs.ProgramFileException;
import dev.milepost.programs.ProgramFiles;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** The program files of a seed: some of a fixed shape, that meet caps, budgets and timeouts; others at random. */
final class Files {

    private static final int MOST_ATTEMPTS = 500;
    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "America/Los_Angeles");

    private final Random random;
    private final String prefix;
    private final Instant start;

    /** By {@code program@version}. */
    private final Map<String, String> texts = new LinkedHashMap<>();

    /** Of experiments by ask: under one id it stays from version to version. */
    private final Map<String, Integer> salts = new HashMap<>();

    Files(Random random, String prefix, Instant start) {
        this.random = random;
        this.prefix = prefix;
        this.start = start;
    }

    Map<String, String> all() {
        bothSides();
        percent();
        tiers();
        raise();
        conditional();
        company();
        atRandom("chance", "referral", "");
        atRandom("circle", "advocate", "referral.");
        atRandom("firm", "account", "");
        asks();
        // Not each by itself alone: versions follow one another.
        ProgramFiles.parse(texts);
        return texts;
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private void add(String name, int version, Duration from, String zone, String more, String body) {
        String text = head(name, version, from, zone) + more + body;
        ProgramFiles.parse(Map.of(name, text));
        texts.put(prefix + name + "@" + version, text);
    }

    private String head(String name, int version, Duration from, String zone) {
        return """
                program: %s%s
                version: %d
                valid_from: %s
                timezone: %s
                currency: USD
                attribution: {evidence: [code]}
                qualifies: {on: {event: order, where: {amount: {at_least: 8.00}}}, within: 40d}
                %s""".formatted(prefix, name, version, start.plus(from), zone, activation(name, version));
    }

    /** When a referee counts as active in the funnel, in all the ways there are to say so; no job decides anything by it. */
    private String activation(String name, int version) {
        return switch (name) {
            case "both" -> "activation: {event: " + prefix + "alpha}\n";
            case "raise" ->
                version == 1
                        ? "activation: {event: signup}\n"
                        : "activation:  # once they work\n  event: " + prefix + "beta\n";
            case "company" -> "activation: {event: order}\n";
            case "waits" -> "activation: {event: renewal}\n";
            case "percent" -> "activation: {event: refund}\n";
            case "tiers" -> "activation: {event: order, where: {amount: {at_least: 8.00}}}\n";
            default -> "";
        };
    }

    private String review() {
        return "review: {risk_over: 0.4, block_over: 0.8, second_person_over: 500.00, on_timeout: "
                + one(List.of("void", "release", "escalate")) + ", after: " + (4 + random.nextInt(6)) + "d}\n";
    }

    private static String budget(String name) {
        return "budget: {amount: " + BigDecimal.valueOf(ProgramPopulation.BUDGETS.get(name), 2) + "}\n";
    }

    /** A cap of each advocate, and a budget that ends the program for all. */
    private void bothSides() {
        add("both", 1, Duration.ZERO, one(ZONES), "retroactive: none\n" + budget("both"), """
                rewards:
                  - id: first
                    on: {sequence: [{event: signup}, {event: order, where: {amount: {at_least: 5.00}}}], within: 30d}
                    per: referral
                    effects:
                      - {to: advocate, kind: cash, amount: 10.00, hold: 3d, expire: 12d, reverse_on: [refund, chargeback], cap: {count: 3, per: month, reversed_gives_back: true}}
                      - {to: referee, kind: credit, amount: 7.50, hold: 3d, expire: 20d, reverse_on: [refund, chargeback], cap: {amount: 20.00}}
                """ + review());
    }

    private void percent() {
        add(
                "percent",
                1,
                Duration.ZERO,
                one(ZONES),
                "retroactive: none\nbudget: {amount: 90.00, per: month}\n",
                """
                rewards:
                  - id: share
                    on: {event: [order, renewal]}
                    per: referral
                    fire: {first: 4}
                    effects:
                      - {to: advocate, kind: cash, percent: 15, of: amount, max: 6.00, hold: 2d, reverse_on: [refund, chargeback], recur: {every: 7d, times: 4}, cap: [{amount: 25.00, within: 20d, reversed_gives_back: true}, {count: 12}]}
                  - id: mine
                    on: {event: renewal}
                    per: referral
                    fire: {every: 2}
                    effects:
                      - {to: referee, kind: discount, table: {by: plan, of: {pro: 5.00, team: 3.00}, else: 1.00}, hold: 1d, reverse_on: [chargeback], cap: {count: 2, gap: 9d}}
                """ + review());
    }

    private void tiers() {
        String ladder = random.nextBoolean() ? "ordered" : "all";
        add("tiers", 1, Duration.ZERO, one(ZONES), "retroactive: none\n", """
                rewards:
                  - id: friends
                    per: advocate
                    fire:
                      ladder: %s
                      steps:
                        - on: {count: {event: referral.qualified, at_least: 2}}
                          effects:
                            - {to: advocate, kind: credit, amount: 20.00, hold: 2d, expire: 30d}
                            - {to: referee, kind: gift, amount: 5.00}
                        - on: {count: {event: referral.qualified, at_least: 4, within: 60d}}
                          effects:
                            - {to: advocate, kind: cash, amount: 50.00, hold: 4d}
                            - {to: advocate, kind: entitlement, units: 1, unit: gold, hold: 1d}
                  - id: revenue
                    on: {sum: {event: referral.order, field: amount, at_least: 60.00, within: 25d}}
                    per: advocate
                    fire: {every: 1}
                    effects:
                      - {to: advocate, kind: cash, amount: 11.11, hold: 3d, reverse_on: [refund]}
                  - id: each
                    on: {event: referral.bound}
                    per: advocate
                    fire: {every: 3}
                    effects:
                      - {to: advocate, kind: units, units: 1.5, unit: months, cap: {units: 3}}
                """.formatted(ladder) + review());
    }

    /** A version that gives more, to those whom earlier ones gave too; and the end of it. */
    private void raise() {
        String zone = one(ZONES);
        String retroactive = one(List.of("unpaid", "all"));
        String timeout = review();
        String body = """
                rewards:
                  - id: storage
                    on: {event: signup}
                    per: referral
                    effects:
                      - {to: advocate, kind: units, units: %s, unit: gb, hold: 2d, cap: {units: 7}}
                      - {to: referee, kind: credit, amount: %s, hold: 8d, reverse_on: [refund, chargeback]}
                  - id: spends
                    on: {sum: {event: order, field: amount, at_least: 30.00%s}}
                    per: referral
                    effects:
                      - {to: referee, kind: cash, amount: %s, hold: 4d, reverse_on: [refund, chargeback], recur: {every: 11d, times: 3}}
                """;
        String budget = budget("raise");
        add(
                "raise",
                1,
                Duration.ZERO,
                zone,
                "retroactive: none\n" + budget,
                body.formatted("0.5", "4.00", "", "3.00") + timeout);
        add(
                "raise",
                2,
                Duration.ofDays(35),
                zone,
                "retroactive: " + retroactive + "\n" + budget,
                body.formatted("1", "5.25", random.nextBoolean() ? "" : ", within: 20d", "4.50") + timeout);
        add(
                "raise",
                3,
                Duration.ofDays(50),
                zone,
                "valid_to: " + start.plus(Duration.ofDays(70)) + "\nretroactive: none\n" + budget,
                body.formatted("1", "5.25", "", "4.50") + timeout);
    }

    /**
     * Releases that wait for more; and a version that waits for something else, gives in another order and has a rung more, with
     * its end.
     */
    private void conditional() {
        String zone = one(ZONES);
        add("waits", 1, Duration.ZERO, zone, "retroactive: none\n", """
                rewards:
                  - id: stays
                    on: {event: order}
                    per: referral
                    fire: {first: 2}
                    effects:
                      - {to: advocate, kind: cash, amount: 9.99, hold: 1d, release_when: {event: renewal}, expire: 15d, reverse_on: [refund, chargeback], cap: {count: 3}}
                      - {to: referee, kind: cash, amount: 3.33, release_when: {nth: {event: %salpha, n: 4}}}
                  - id: grows
                    per: referral
                    fire:
                      ladder: ordered
                      steps:
                        - on: {level: {field: mrr, at_least: 3.00, for: 1d}}
                          effects:
                            - {to: advocate, kind: cash, amount: 30.00, hold: 5d, release_when: {sum: {event: order, field: amount, at_least: 25.00}}, reverse_on: [refund, chargeback]}
                        - on: {level: {field: mrr, at_least: 5.00}}
                          effects:
                            - {to: advocate, kind: cash, percent: 20, of: mrr, max: 80.00, hold: 5d, reverse_on: [chargeback]}
                """.formatted(prefix) + review());
        String edited = """
                rewards:
                  - id: stays
                    on: {event: order}
                    per: referral
                    fire: {every: 2}
                    effects:
                      - {to: referee, kind: cash, amount: 3.33, release_when: {nth: {event: %salpha, n: 4}}}
                      - {to: advocate, kind: cash, amount: 8.88, hold: 1d, release_when: {event: order}, expire: 15d, reverse_on: [refund, chargeback], cap: {count: 3}}
                  - id: grows
                    per: referral
                    fire:
                      ladder: ordered
                      steps:
                        - on: {level: {field: mrr, at_least: 3.00, for: 1d}}
                          effects:
                            - {to: advocate, kind: cash, amount: 30.00, hold: 5d, release_when: {sum: {event: order, field: amount, at_least: 45.00}}, reverse_on: [refund, chargeback]}
                        - on: {level: {field: mrr, at_least: 4.00}}
                          effects:
                            - {to: advocate, kind: cash, amount: 4.00}
                        - on: {level: {field: mrr, at_least: 5.00}}
                          effects:
                            - {to: advocate, kind: cash, percent: 20, of: mrr, max: 80.00, hold: 5d, reverse_on: [chargeback]}
                """.formatted(prefix);
        String review = review();
        add("waits", 2, Duration.ofDays(30), zone, "retroactive: none\n", edited + review);
        add(
                "waits",
                3,
                Duration.ofDays(45),
                zone,
                "valid_to: " + start.plus(Duration.ofDays(55)) + "\nretroactive: none\n",
                edited + review);
    }

    private void company() {
        add("company", 1, Duration.ZERO, one(ZONES), "retroactive: none\n", """
                rewards:
                  - id: seats
                    on: {count: {event: referral.bound, at_least: 2}}
                    per: account
                    effects:
                      - {to: advocate, kind: cash, amount: 12.00, hold: 2d}
                  - id: spent
                    on: {sum: {event: order, field: amount, at_least: 50.00, per: month}}
                    per: account
                    fire: {first: 3}
                    effects:
                      - {to: advocate, kind: gift, amount: 25.00, hold: 6d, reverse_on: [refund], cap: {count: 2}}
                """ + review());
    }

    /** Rewards whose patterns are made by chance; a second version changes one of them, and keeps the others' counts. */
    private void atRandom(String name, String per, String of) {
        Patterns patterns = new Patterns(random, prefix, of, false);
        Supplier<String> pattern = () -> patterns.pattern(2);
        List<String> ids = List.of("one", "two", "three");
        List<String> rewards = new ArrayList<>();
        for (String id : ids) {
            rewards.add(valid(name, () -> reward(id, per, pattern.get())));
        }
        String review = review();
        String zone = one(ZONES);
        add(name, 1, Duration.ZERO, zone, "retroactive: none\n", "rewards:\n" + String.join("", rewards) + review);
        rewards.set(0, valid(name, () -> reward("one", per, pattern.get())));
        if (random.nextBoolean()) {
            rewards.remove(2);
        }
        add(
                name,
                2,
                Duration.ofDays(30).plusMillis(random.nextInt(86_400_000)),
                zone,
                "retroactive: none\n",
                "rewards:\n" + String.join("", rewards) + review);
    }

    private String reward(String id, String per, String pattern) {
        String fire = one(List.of("once", "{every: 1}", "{every: 2}", "{first: 3}"));
        String release = random.nextInt(4) == 0 ? ", release_when: " + pattern : "";
        String referee = random.nextBoolean()
                ? ""
                : "\n      - {to: referee, kind: discount, amount: 2.00, hold: 1d"
                        + (random.nextBoolean() ? ", reverse_on: [refund]" : "") + "}";
        return """
                  - id: %s
                    on: %s
                    per: %s
                    fire: %s
                    effects:
                      - {to: advocate, kind: cash, amount: %d.%02d, hold: %dd%s, reverse_on: [refund, chargeback]%s%s}%s
                """.formatted(
                        id,
                        pattern,
                        per,
                        fire,
                        1 + random.nextInt(20),
                        random.nextInt(100),
                        random.nextInt(9),
                        release,
                        random.nextBoolean() ? ", expire: 9d" : "",
                        random.nextBoolean() ? ", cap: {count: 2, within: 15d}" : "",
                        referee);
    }

    private String valid(String name, Supplier<String> entry) {
        return valid(name, "rewards:\n", entry, review());
    }

    private String valid(String name, String before, Supplier<String> entry, String after) {
        for (int i = 0; i < MOST_ATTEMPTS; i++) {
            String text = entry.get();
            try {
                ProgramFiles.parse(Map.of(name, head(name, 1, Duration.ZERO, "UTC") + before + text + after));
                return text;
            } catch (ProgramFileException e) {
                // Another one.
            }
        }
        throw new IllegalStateException("No valid entry of " + name);
    }

    private void asks() {
        Patterns patterns = new Patterns(random, prefix, "", true);
        List<String> asks = new ArrayList<>();
        for (String id : List.of("early", "often", "loyal", "happy")) {
            asks.add(valid("asks", "asks:\n", () -> ask(id, patterns.pattern(2)), ""));
        }
        String zone = one(ZONES);
        add("asks", 1, Duration.ZERO, zone, "", "asks:\n" + String.join("", asks));
        asks.set(1, valid("asks", "asks:\n", () -> ask("often", patterns.pattern(1)), ""));
        add("asks", 2, Duration.ofDays(28), zone, "", "asks:\n" + String.join("", asks));
        add("sayings", 1, Duration.ofDays(3), one(ZONES), "", """
                asks:
                  - id: praise
                    category: joy
                    on: {event: [%salpha, %sbeta]}
                    channel: email
                    template: praise
                    guards: {risk_at_most: 0.5, suppress_if: [{event: support_ticket_opened, within: 9d, unless: support_ticket_resolved}, {event: refund, within: 12d}], exclude_segments: [churn_risk], require_marketing_consent: true, not_before: 4d, quota: {times: 2, within: 30d, by: category}, cooldown: 3d}
                    experiment: {id: %spraise, salt: s1, horizon: 30d, holdout: 0.20, arms: {now: {share: 0.40}, later: {share: 0.40, delay: 1d, channel: push, template: softly}}}
                  - id: proud
                    on: {event: referral.qualified}
                    channel: push
                    template: proud
                    guards: {quota: {times: 3, by: all}}
                """.formatted(prefix, prefix, prefix));
    }

    private String ask(String id, String pattern) {
        List<String> guards = new ArrayList<>();
        String category = one(List.of("joy", "money"));
        for (String guard : List.of(
                "not_before: 2d",
                "cooldown: 2d",
                "quota: {times: 2, " + one(List.of("within: 20d", "per: month", "gap: 3d")) + ", by: "
                        + one(List.of("ask", "category", "all")) + "}",
                "suppress_if: [{event: " + prefix + "gamma, within: 2d}]",
                "exclude_segments: [churn_risk]",
                "require_marketing_consent: true",
                "risk_at_most: 0.6")) {
            if (random.nextInt(3) == 0) {
                guards.add(guard);
            }
        }
        java.util.Collections.shuffle(guards, random);
        return """
                  - id: %s
                    category: %s
                    on: %s
                    channel: in_app
                    template: %s
                    guards: {%s}
                    experiment: {id: %s%s, salt: s%d, horizon: 30d, holdout: 0.3, arms: {now: {share: 0.3}, later: {share: 0.4, delay: %s}}}
                """.formatted(
                        id,
                        category,
                        pattern,
                        id,
                        String.join(", ", guards),
                        prefix,
                        id,
                        salts.computeIfAbsent(id, ask -> random.nextInt(9)),
                        one(List.of("6h", "2d", "8d")));
    }
}
