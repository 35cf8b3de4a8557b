package dev.milepost.programs;

import dev.milepost.programs.yaml.Place;
import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one program file; what is wrong goes to the problems. */
final class ProgramReader {

    /** The keys of a program file; those that attribution does not read belong to the jobs that do. */
    private static final Set<String> KEYS = Set.of(
            "program",
            "version",
            "valid_from",
            "timezone",
            "retroactive",
            "currency",
            "budget",
            "attribution",
            "qualifies",
            "activation",
            "asks",
            "rewards",
            "review");

    private static final Set<String> ATTRIBUTION_KEYS =
            Set.of("window", "exclude_channels", "click_window", "bind", "evidence", "half_life");

    /** An id stands in table keys and in {@code program@version}. */
    private static final Pattern PROGRAM_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[1-9]\\d{0,8}");
    private static final String INSTANT_EXAMPLE = "a UTC time, such as 2026-01-01T00:00:00Z";

    private final Problems problems;

    ProgramReader(Problems problems) {
        this.problems = problems;
    }

    /** The version, or null where the file has a problem. */
    ProgramFiles.Sourced read(YamlNode root) {
        int before = problems.count();
        if (!root.expectMap("a program file", "program, version, valid_from and so on", problems)) {
            return null;
        }
        root.refuseOtherKeys("a program file", KEYS, problems);
        String program = program(required(root, "program", "first-success"));
        YamlNode versionNode = required(root, "version", "1");
        int version = version(versionNode);
        YamlNode validFromNode = required(root, "valid_from", "2026-01-01T00:00:00Z");
        long validFrom = validFrom(validFromNode);
        Currency currency = currency(root.get("currency"));
        AttributionTerms terms = attribution(root.get("attribution"));
        Qualification qualifies = new QualificationReader(currency, problems).read(root.get("qualifies"));
        if (problems.count() > before) {
            return null;
        }
        String code = currency == null ? null : currency.getCurrencyCode();
        return new ProgramFiles.Sourced(
                new ProgramVersion(
                        program,
                        version,
                        validFrom,
                        Long.MAX_VALUE,
                        java.time.ZoneOffset.UTC,
                        dev.milepost.programs.model.Retroactive.NONE,
                        code,
                        null,
                        terms,
                        qualifies,
                        null,
                        java.util.List.of(),
                        java.util.List.of(),
                        null),
                versionNode.place(),
                validFromNode.place());
    }

    private YamlNode required(YamlNode root, String key, String example) {
        YamlNode node = root.get(key);
        if (node == null) {
            problems.add(new Place(root.place().file(), 1, 1), "there is no " + key + ": add " + key + ": " + example);
        }
        return node;
    }

    private String program(YamlNode node) {
        String id = node == null ? null : node.expectText("program", "an id, such as first-success", problems);
        if (id != null && !PROGRAM_ID.matcher(id).matches()) {
            problems.add(
                    node.place(),
                    "program " + id + " is no id: use up to 64 letters, digits, dots, dashes and underscores");
        }
        return id;
    }

    private int version(YamlNode node) {
        String text = node == null ? null : node.expectText("version", "a whole number from 1", problems);
        if (text == null) {
            return 0;
        }
        if (node.kind() != YamlNode.Kind.NUMBER || !WHOLE_NUMBER.matcher(text).matches()) {
            problems.add(node.place(), "version " + node.written() + " is not a whole number: write 1, 2, 3 and so on");
            return 0;
        }
        return Integer.parseInt(text);
    }

    private long validFrom(YamlNode node) {
        String text = node == null ? null : node.expectText("valid_from", INSTANT_EXAMPLE, problems);
        if (text == null) {
            return 0;
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return instant.toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            problems.add(node.place(), "valid_from " + text + " is no time: write " + INSTANT_EXAMPLE);
            return 0;
        }
    }

    private Currency currency(YamlNode node) {
        String code = node == null ? null : node.expectText("currency", "an ISO 4217 code, such as USD", problems);
        if (code == null) {
            return null;
        }
        try {
            Currency currency = Currency.getInstance(code);
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException e) {
            // The problem is told below, as for codes that are not of money.
        }
        problems.add(node.place(), "currency " + code + " is not one: write an ISO 4217 code, such as USD");
        return null;
    }

    private AttributionTerms attribution(YamlNode node) {
        AttributionTerms defaults = AttributionTerms.DEFAULTS;
        if (node == null || !node.expectMap("attribution", "{window: 30d}, or remove the key", problems)) {
            return defaults;
        }
        node.refuseOtherKeys("attribution", ATTRIBUTION_KEYS, problems);
        return new AttributionTerms(
                duration(node, "window", defaults.windowMillis()),
                channels(node.get("exclude_channels")),
                duration(node, "click_window", defaults.clickWindowMillis()),
                bind(node.get("bind")),
                evidence(node.get("evidence")),
                duration(node, "half_life", defaults.halfLifeMillis()));
    }

    private long duration(YamlNode parent, String key, long fallback) {
        YamlNode node = parent.get(key);
        return node == null ? fallback : Durations.exactMillis(node, key, fallback, problems);
    }

    private Set<String> channels(YamlNode node) {
        Set<String> channels = new HashSet<>();
        if (node != null && node.expectList("exclude_channels", "[direct]", problems)) {
            for (YamlNode item : node.oneOrMore()) {
                String channel = item.expectText("a channel", "a name such as direct", problems);
                if (channel != null) {
                    channels.add(channel.toLowerCase(Locale.ROOT));
                }
            }
        }
        return channels;
    }

    private Bind bind(YamlNode node) {
        String text = node == null ? "last" : node.expectText("bind", "first or last", problems);
        if ("first".equals(text)) {
            return Bind.FIRST;
        }
        if (text != null && !text.equals("last")) {
            problems.add(node.place(), "bind " + text + " is unknown: write first or last");
        }
        return Bind.LAST;
    }

    private Set<Evidence> evidence(YamlNode node) {
        if (node == null || !node.expectList("evidence", "[code, invite, link]", problems)) {
            return AttributionTerms.DEFAULTS.evidence();
        }
        Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
        if (node.oneOrMore().isEmpty()) {
            problems.add(
                    node.place(), "evidence is empty, so nothing would bind: name at least one of code, invite, link");
        }
        for (YamlNode item : node.oneOrMore()) {
            switch (item.text()) {
                case "code" -> evidence.add(Evidence.CODE);
                case "invite" -> evidence.add(Evidence.INVITE);
                case "link" -> evidence.add(Evidence.LINK);
                default ->
                    problems.add(item.place(), "evidence " + item.text() + " is unknown: use code, invite or link");
            }
        }
        return evidence;
    }
}
