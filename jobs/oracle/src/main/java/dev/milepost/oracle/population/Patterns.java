package dev.milepost.oracle.population;

import java.util.List;
import java.util.Random;

/** Random patterns, as program files write them. Some are refused by the language: whoever asks tries again. */
final class Patterns {

    private static final List<String> LENGTHS = List.of("6h", "2d", "5d", "12d", "30d", "1mo");

    private final Random random;
    private final String prefix;

    /** What events of a referral are called here: {@code referral.} for advocates, else nothing. */
    private final String of;

    /** Whether other seeds' users see them too: then they say whose they are. */
    private final boolean open;

    Patterns(Random random, String prefix, String of, boolean open) {
        this.random = random;
        this.prefix = prefix;
        this.of = of;
        this.open = open;
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private String length() {
        return one(LENGTHS);
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    /** A pattern at most so deep. */
    String pattern(int depth) {
        return switch (random.nextInt(depth > 0 ? 11 : 6)) {
            case 0, 1 -> event();
            case 2 -> "{nth: {" + event("product") + ", n: " + upTo(3) + "}}";
            case 3 ->
                random.nextInt(4) == 0
                        ? "{count: {event: " + of + "order" + mine("") + ", at_least: " + upTo(3) + window()
                                + ", distinct: order_id}}"
                        : "{count: {" + event("product") + ", at_least: " + upTo(3) + window()
                                + (random.nextInt(3) == 0 ? ", distinct: color" : "") + "}}";
            case 4 -> sum();
            case 5 ->
                "{level: {field: "
                        + (random.nextInt(2) == 0 && !open && of.isEmpty()
                                ? "mrr, at_least: " + upTo(9) + ".00"
                                : prefix + "score, at_least: " + upTo(6))
                        + (random.nextBoolean() ? ", for: " + length() : "") + "}}";
            case 6 -> "{all: [" + pattern(depth - 1) + ", " + pattern(depth - 1) + "]" + window() + "}";
            case 7 -> "{any: [" + pattern(depth - 1) + ", " + pattern(depth - 1) + "]}";
            case 8 -> "{sequence: [" + pattern(depth - 1) + ", " + pattern(depth - 1) + "], within: " + length() + "}";
            case 9 ->
                "{timer: {anchor: " + pattern(depth - 1) + ", after: " + length()
                        + (random.nextBoolean() ? ", every: " + one(List.of("5d", "12d", "1mo")) : "") + "}}";
            default ->
                "{absence: {" + event("product") + ", during: " + length() + ", after: " + pattern(depth - 1) + "}}";
        };
    }

    /** Of orders, or of values. */
    private String sum() {
        return random.nextBoolean()
                ? "{sum: {event: " + of + "order" + mine("") + ", field: amount, at_least: " + (20 + random.nextInt(60))
                        + ".00" + window() + "}}"
                : "{sum: {event: " + of + prefix + "alpha, field: value, at_least: " + upTo(15) + window() + "}}";
    }

    String event() {
        return "{" + (random.nextInt(3) == 0 ? event("money") : event("product")) + "}";
    }

    private String event(String kind) {
        if (kind.equals("money")) {
            return switch (random.nextInt(4)) {
                case 0 -> "event: " + of + "renewal" + mine("");
                case 1 -> "event: " + of + "order" + mine("amount: {at_least: " + (5 + random.nextInt(25)) + ".00}");
                case 2 -> "event: [" + of + "order, " + of + "renewal]" + mine("");
                default -> "event: " + of + "refund" + mine("");
            };
        }
        String name = of + prefix + one(List.of("alpha", "beta", "gamma"));
        return switch (random.nextInt(5)) {
            case 0 -> "event: " + name + ", where: {color: [red, blue]}";
            case 1 -> "event: " + name + ", where: {color: {not_equal: red}}";
            case 2 -> "event: " + name + ", where: {value: {more_than: 2}}";
            case 3 ->
                of.isEmpty() && !open
                        ? "event: " + name + ", where: {referrer.country: {not_equal: referee.country}}"
                        : "event: " + name;
            default -> "event: " + name;
        };
    }

    private String mine(String where) {
        String world = open ? "world: " + prefix : "";
        String both = where.isEmpty() || world.isEmpty() ? where + world : where + ", " + world;
        return both.isEmpty() ? "" : ", where: {" + both + "}";
    }

    private String window() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> ", within: " + length();
            case 2 -> ", per: " + one(List.of("day", "week", "month", "quarter", "year"));
            case 3 -> ", gap: " + one(List.of("6h", "2d", "5d"));
            default -> "";
        };
    }
}
