package dev.milepost.testkit.scenario;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of one line, taken from the left; what is {@code key=value} is taken by its key. */
final class Words {

    /** What a line that cannot be read is given up with; told with the line by whoever reads lines. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    private static final Pattern LENGTH =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?(?:(\\d{1,6})ms)?");
    private static final Pattern PAIR = Pattern.compile("([A-Za-z_][\\w.]*)=(.*)");

    private final Instant start;
    private final List<String> plain = new ArrayList<>();
    private final Map<String, String> pairs = new LinkedHashMap<>();
    private int next;

    Words(Script.Line line, Instant start) throws Unreadable {
        this.start = start;
        for (String word : line.words()) {
            Matcher pair = PAIR.matcher(word);
            if (!pair.matches()) {
                plain.add(word);
            } else if (pairs.put(pair.group(1), pair.group(2)) != null) {
                throw new Unreadable(pair.group(1) + " stands twice: keep one");
            }
        }
    }

    String next(String what) throws Unreadable {
        if (next == plain.size()) {
            throw new Unreadable("lacks " + what + ": write it" + (next == 0 ? "" : " after " + plain.get(next - 1)));
        }
        return plain.get(next++);
    }

    /** Takes the next word if it is that one. */
    boolean nextIs(String word) {
        boolean is = next < plain.size() && plain.get(next).equals(word);
        next += is ? 1 : 0;
        return is;
    }

    /** Takes the next word if it begins so, and gives the rest of it, else null. */
    String nextAfter(String prefix) {
        if (next < plain.size() && plain.get(next).startsWith(prefix)) {
            return plain.get(next++).substring(prefix.length());
        }
        return null;
    }

    boolean isEmpty() {
        return next == plain.size();
    }

    void expect(String word) throws Unreadable {
        String found = next(word);
        if (!found.equals(word)) {
            throw new Unreadable(found + " stands where " + word + " is expected");
        }
    }

    <E extends Enum<E>> E oneOf(Class<E> type, String word) throws Unreadable {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(word)) {
                return constant;
            }
        }
        throw new Unreadable(word + " is unknown: use one of " + List.of(type.getEnumConstants()));
    }

    Instant moment(String what) throws Unreadable {
        return moment(next(what), start);
    }

    /** {@code +3d6h} from the start, or an instant. */
    static Instant moment(String text, Instant start) throws Unreadable {
        if (!text.startsWith("+")) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw new Unreadable(text + " is no time: write +3d6h (from the start) or 2026-02-02T10:00:00Z");
            }
        }
        if (start == null) {
            throw new Unreadable(text + " counts from the start, which is not known yet: write start above it");
        }
        return start.plus(length(text.substring(1)));
    }

    /** {@code 3d6h30m5s1ms}, largest unit first. */
    static Duration length(String text) throws Unreadable {
        Matcher length = LENGTH.matcher(text);
        if (text.isEmpty() || !length.matches()) {
            throw new Unreadable(text + " is no length of time: write 3d6h, 30m, 1ms");
        }
        return Duration.ofDays(group(length, 1))
                .plusHours(group(length, 2))
                .plusMinutes(group(length, 3))
                .plusSeconds(group(length, 4))
                .plusMillis(group(length, 5));
    }

    private static long group(Matcher length, int group) {
        return length.group(group) == null ? 0 : Long.parseLong(length.group(group));
    }

    Quantity quantity() throws Unreadable {
        String text = next("an amount, such as 20.00 USD");
        BigDecimal number = number(text);
        String unit = next("the currency or unit of " + text);
        try {
            return Quantity.of(number, unit);
        } catch (ArithmeticException e) {
            throw new Unreadable(text + " is finer than " + unit + " has it: round it");
        }
    }

    static BigDecimal number(String text) throws Unreadable {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new Unreadable(text + " is no number: write 20.00");
        }
    }

    /** {@code RULE SUBJECT -> BENEFICIARY SIDE [#OCCURRENCE]}. */
    RewardName reward() throws Unreadable {
        String rule = next("a rule of rewards");
        String subject = next("the subject");
        expect("->");
        String beneficiary = next("the beneficiary");
        String side = next("advocate or referee");
        if (!side.equals("advocate") && !side.equals("referee")) {
            throw new Unreadable(side + " is no side: write advocate or referee");
        }
        String occurrence = nextAfter("#");
        return new RewardName(rule, subject, beneficiary, side, occurrence == null ? "0" : occurrence);
    }

    /** The value of a key, or null. */
    String take(String key) {
        return pairs.remove(key);
    }

    String need(String key) throws Unreadable {
        String value = take(key);
        if (value == null) {
            throw new Unreadable("lacks " + key + "=…: add it");
        }
        return value;
    }

    /** The values of a key, separated by commas; none where it is absent. */
    List<String> list(String key) {
        String value = take(key);
        return value == null ? List.of() : List.of(value.split(","));
    }

    /** All pairs that nobody has taken. */
    Map<String, String> rest() {
        Map<String, String> rest = Map.copyOf(pairs);
        pairs.clear();
        return rest;
    }

    /** Nothing may be left. */
    void end() throws Unreadable {
        if (next < plain.size()) {
            throw new Unreadable(plain.get(next) + " is one word too many: remove it");
        }
        if (!pairs.isEmpty()) {
            throw new Unreadable(pairs.keySet().iterator().next() + "=… is unknown here: remove it");
        }
    }
}
