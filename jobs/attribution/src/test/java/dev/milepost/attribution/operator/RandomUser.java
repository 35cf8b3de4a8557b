package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.AttributionRules;
import dev.milepost.attribution.model.CodeFact;
import dev.milepost.attribution.model.KeptClick;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.attribution.model.UserFact.PurchaseKind;
import dev.milepost.attribution.model.VisitorEvent.Role;
import dev.milepost.programs.Evidence;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.fold.Rules;
import dev.milepost.runtime.ingest.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random user: touches of two devices that call their clicks alike, signups that bind, orders with everything that may
 * happen to them afterwards.
 */
final class RandomUser {

    static final String USER = "u";
    static final long HOUR = 3_600_000L;
    static final long DAY = 24 * HOUR;
    static final long RETENTION = 40 * DAY;

    private static final long START = 20_000 * DAY;

    private final Random random;
    private final long longest;
    private final List<UserFact> facts = new ArrayList<>();
    private long time = START;

    /**
     * Prepares a user.
     *
     * @param longestMillis how far from its sale a purchase event may be
     */
    RandomUser(Random random, long longestMillis) {
        this.random = random;
        this.longest = longestMillis;
    }

    /** The program {@code narrow}, beside those without a file. */
    static ProgramCatalog programs(Path folder) throws IOException {
        Files.writeString(folder.resolve("narrow.yaml"), """
                program: narrow
                version: 1
                valid_from: 1970-01-01T00:00:00Z
                attribution: {window: 10d, exclude_channels: [email], half_life: 1d}
                """);
        return ProgramFiles.read(folder);
    }

    static AttributionRules rules(ProgramCatalog programs) {
        return new AttributionRules(
                30 * DAY, DAY / 48, DAY, 500, 90 * DAY, DAY, RETENTION, RETENTION, 90 * DAY, Rules.fixed(programs));
    }

    /** Distinct facts, in no order that means anything. */
    List<UserFact> facts(int number) {
        for (int i = 0; i < number; i++) {
            time += random.nextInt(4) == 0 ? random.nextInt(2) : random.nextLong(3 * DAY);
            switch (random.nextInt(8)) {
                case 0 -> signup("s" + i);
                case 1, 2, 3 -> order("o" + i);
                default -> touches("t" + i);
            }
        }
        return facts;
    }

    private void signup(String id) {
        facts.add(new UserFact.Signup(USER, id, time, "CODE", List.of(), time + random.nextInt(5)));
        long known = time + (random.nextBoolean() ? 0 : random.nextLong(DAY));
        CodeFact.Query query = new CodeFact.Query("CODE", time, USER, id, time, Evidence.CODE, time, "", "");
        facts.add(new UserFact.Answer(
                USER, known, query, "advocate", random.nextBoolean() ? "default" : "narrow", random.nextInt(4) == 0));
    }

    private void touches(String id) {
        for (String device : random.nextInt(3) == 0 ? List.of("a", "b") : List.of("a")) {
            String channel = List.of("direct", "email", "referral").get(random.nextInt(3));
            long at = random.nextBoolean() ? time : time - random.nextLong(HOUR);
            KeptClick click = new KeptClick(
                    id,
                    at,
                    null,
                    Role.VISIT,
                    true,
                    channel,
                    "",
                    channel.equals("referral") ? "CODE" : "",
                    "",
                    List.of(),
                    at);
            long known = random.nextInt(3) == 0 ? time + random.nextLong(29 * DAY) : time;
            facts.add(new UserFact.OwnedClick(USER, known, device, click));
        }
    }

    private void order(String orderId) {
        long gross = random.nextInt(4) == 0 ? random.nextInt(3) : 1 + random.nextInt(10_000);
        if (random.nextInt(8) > 0) {
            purchase(time, orderId, random.nextInt(3) == 0 ? PurchaseKind.RENEWAL : PurchaseKind.ORDER, gross);
        }
        for (int n = random.nextInt(5); n > 0; n--) {
            PurchaseKind[] kinds = PurchaseKind.values();
            PurchaseKind kind = kinds[random.nextInt(kinds.length)];
            long off = random.nextInt(6) == 0 ? -random.nextLong(longest) : random.nextLong(longest);
            purchase(time + off, orderId, kind, random.nextLong(2 * gross + 1));
        }
    }

    private void purchase(long at, String orderId, PurchaseKind kind, long amount) {
        facts.add(new UserFact.Purchase(
                USER,
                "p" + facts.size(),
                at,
                orderId,
                kind,
                amount,
                random.nextInt(4) == 0 ? "EUR" : "USD",
                kind.isSale() ? "" : "r" + random.nextInt(3),
                kind == PurchaseKind.ORDER ? List.of("default@0", "narrow@1") : List.of(),
                at,
                Origin.ofFile("purchases.jsonl", facts.size() + 1),
                random.nextBoolean() ? "" : "{\"mrr_minor\":" + at + "}"));
    }
}
