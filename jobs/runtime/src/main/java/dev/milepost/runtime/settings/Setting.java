package dev.milepost.runtime.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One setting: its key, type, default, unit, bounds and meaning. Immutable; a constant of its module.
 *
 * @param <T> Duration, Long, Integer, Double, Boolean, String or an enum
 */
public final class Setting<T extends Comparable<T>> {

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*(\\.[a-z][a-z0-9]*(_[a-z0-9]+)*)+");

    private final String key;
    private final Class<T> type;
    private final T byDefault;
    private final String unit;
    private final String description;
    private final String allowed;
    private final Predicate<T> check;
    private final Function<String, T> parser;
    private final Function<T, String> formatter;

    private Setting(
            String key,
            Class<T> type,
            T byDefault,
            String unit,
            String description,
            String allowed,
            Predicate<T> check,
            Function<String, T> parser,
            Function<T, String> formatter) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "A key is module.name in lower case with underscores, not '" + key + "'");
        }
        if (description.isBlank()) {
            throw new IllegalArgumentException(key + " has no description");
        }
        if (!check.test(byDefault)) {
            throw new IllegalArgumentException(
                    key + ": its own default " + formatter.apply(byDefault) + " is not " + allowed);
        }
        this.key = key;
        this.type = type;
        this.byDefault = byDefault;
        this.unit = unit;
        this.description = description;
        this.allowed = allowed;
        this.check = check;
        this.parser = parser;
        this.formatter = formatter;
    }

    /** An exact duration, written {@code 30m}, {@code 24h}, {@code 30d}, {@code 500ms}. Never negative. */
    public static Setting<Duration> duration(String key, Duration byDefault, String description) {
        return new Setting<>(
                key,
                Duration.class,
                byDefault,
                "duration",
                description,
                Durations.ALLOWED,
                value -> !value.isNegative(),
                Durations::parse,
                Durations::format);
    }

    /** A whole number of 64 bits. */
    public static Setting<Long> whole(String key, long byDefault, String unit, String description) {
        return new Setting<>(
                key,
                Long.class,
                byDefault,
                unit,
                description,
                "a whole number",
                value -> true,
                Long::valueOf,
                String::valueOf);
    }

    /** A whole number of 32 bits. */
    public static Setting<Integer> integer(String key, int byDefault, String unit, String description) {
        return new Setting<>(
                key,
                Integer.class,
                byDefault,
                unit,
                description,
                "a whole number",
                value -> true,
                Integer::valueOf,
                String::valueOf);
    }

    /** A finite number. */
    public static Setting<Double> number(String key, double byDefault, String unit, String description) {
        return new Setting<>(
                key,
                Double.class,
                byDefault,
                unit,
                description,
                "a finite number",
                Double::isFinite,
                Double::valueOf,
                String::valueOf);
    }

    /** {@code true} or {@code false}; nothing else is read as false. */
    public static Setting<Boolean> flag(String key, boolean byDefault, String description) {
        return new Setting<>(
                key,
                Boolean.class,
                byDefault,
                "flag",
                description,
                "true or false",
                value -> true,
                Setting::parseFlag,
                String::valueOf);
    }

    /** A text, possibly empty. */
    public static Setting<String> text(String key, String byDefault, String description) {
        return new Setting<>(
                key,
                String.class,
                byDefault,
                "text",
                description,
                "a text",
                value -> true,
                Function.identity(),
                Function.identity());
    }

    /** One of an enum's constants, written in lower case. */
    public static <E extends Enum<E>> Setting<E> choice(String key, E byDefault, String description) {
        Class<E> type = byDefault.getDeclaringClass();
        String allowed = Arrays.stream(type.getEnumConstants())
                .map(Setting::lower)
                .collect(Collectors.joining(", ", "one of ", ""));
        return new Setting<>(
                key,
                type,
                byDefault,
                "choice",
                description,
                allowed,
                value -> true,
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)),
                Setting::lower);
    }

    /** The same setting, from {@code least} on. */
    public Setting<T> atLeast(T least) {
        return that("at least " + formatter.apply(least), value -> value.compareTo(least) >= 0);
    }

    /** The same setting, up to {@code most}. */
    public Setting<T> atMost(T most) {
        return that("at most " + formatter.apply(most), value -> value.compareTo(most) <= 0);
    }

    /** The same setting with one more condition, in words that continue "allowed: …". */
    public Setting<T> that(String condition, Predicate<T> further) {
        return new Setting<>(
                key,
                type,
                byDefault,
                unit,
                description,
                allowed + ", " + condition,
                check.and(further),
                parser,
                formatter);
    }

    public String key() {
        return key;
    }

    public Class<T> type() {
        return type;
    }

    public T byDefault() {
        return byDefault;
    }

    /** What the number counts; of a duration, a flag, a text or a choice, that word. */
    public String unit() {
        return unit;
    }

    public String description() {
        return description;
    }

    /** What may be given, in words. */
    public String allowed() {
        return allowed;
    }

    /** A value as it would be written in a file. */
    public String format(T value) {
        return formatter.apply(value);
    }

    /**
     * Reads and checks what a person gave.
     *
     * @throws SettingsException naming the key, what was given, without {@linkplain Secrets secrets}, and what is allowed
     */
    public T parse(String given) {
        T value;
        try {
            value = parser.apply(given.strip());
        } catch (IllegalArgumentException e) {
            // Not handed on: it says nothing more, and quotes what was given.
            throw refused(given);
        }
        if (!check.test(value)) {
            throw refused(given);
        }
        return value;
    }

    /**
     * Checks a value.
     *
     * @throws SettingsException naming the key, the value and what is allowed
     */
    public T checked(T value) {
        if (value == null || !check.test(value)) {
            throw refused(value == null ? "nothing" : formatter.apply(value));
        }
        return value;
    }

    @Override
    public String toString() {
        return key;
    }

    private SettingsException refused(String given) {
        return new SettingsException("Setting " + key + ": '" + Secrets.hidden(given) + "' is not allowed. Allowed: "
                + allowed + " (default " + formatter.apply(byDefault) + ")");
    }

    private static Boolean parseFlag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
