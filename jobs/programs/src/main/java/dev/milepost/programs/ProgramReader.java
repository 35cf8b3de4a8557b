package dev.milepost.programs;

import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.yaml.Place;
import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads one program file; what is wrong goes to the problems. */
final class ProgramReader {

    static final Set<String> KEYS = Set.of(
            "program",
            "version",
            "valid_from",
            "valid_to",
            "timezone",
            "retroactive",
            "currency",
            "annualise",
            "budget",
            "attribution",
            "qualifies",
            "activation",
            "asks",
            "rewards",
            "review");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[1-9]\\d{0,8}");
    /** Ingest takes no other time, of an event or of a version. */
    private static final Instant FIRST = Instant.EPOCH;

    private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

    private static final String INSTANT_EXAMPLE = "a time with its offset from UTC, such as 2026-01-01T00:00:00Z";

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
        Currency currency = currency(root.get("currency"));
        boolean annualises = annualises(root.get("annualise"));
        Values values = new Values(currency, root.get("currency") != null, annualises, problems);
        values.refuseOtherKeys(root, "a program file", KEYS);
        String program = values.id(required(root, "program", "first-success"), "program", "first-success");
        YamlNode versionNode = required(root, "version", "1");
        YamlNode validFromNode = required(root, "valid_from", "2026-01-01T00:00:00Z");
        int version = version(versionNode);
        long validFrom = instant(validFromNode, "valid_from", 0);
        long validTo = validTo(root.get("valid_to"), validFrom);
        ZoneId timezone = new TimezoneReader(values).read(root.get("timezone"));
        Retroactive retroactive = values.word(root.get("retroactive"), "retroactive", Retroactive.class);
        QualificationReader qualifications = new QualificationReader(values);
        Ids ids = new Ids(values);
        List<Ask> asks = entries(root.get("asks"), "asks", node -> new AskReader(values).read(node, ids));
        List<Reward> rewards =
                entries(root.get("rewards"), "rewards", node -> new RewardReader(values).read(node, ids));
        MilestoneCheck.run(values, ids);
        Qualification qualifies = qualifications.qualifies(root.get("qualifies"));
        ReversalCheck.run(values, ids, qualifies);
        ProgramVersion read = new ProgramVersion(
                program,
                version,
                validFrom,
                validTo,
                timezone,
                retroactive == null ? Retroactive.NONE : retroactive,
                values.currency(),
                new BudgetReader(values).read(root.get("budget"), rewards),
                new AttributionReader(values).read(root.get("attribution")),
                qualifies,
                qualifications.activation(root.get("activation")),
                asks,
                rewards,
                new ReviewReader(values).read(root, !rewards.isEmpty()));
        return problems.count() > before
                ? null
                : new ProgramFiles.Sourced(read, root, versionNode.place(), validFromNode.place());
    }

    private <T> List<T> entries(YamlNode list, String what, Function<YamlNode, T> reader) {
        if (list == null || !list.expectList(what, "[{id: …}, {id: …}], or remove the key", problems)) {
            return List.of();
        }
        return list.oneOrMore().stream().map(reader).filter(Objects::nonNull).toList();
    }

    private YamlNode required(YamlNode root, String key, String example) {
        YamlNode node = root.get(key);
        if (node == null) {
            problems.add(new Place(root.place().file(), 1, 1), "there is no " + key + ": add " + key + ": " + example);
        }
        return node;
    }

    private int version(YamlNode node) {
        String text = node == null ? null : node.expectText("version", "a whole number from 1", problems);
        if (text == null) {
            return 0;
        }
        if (node.kind() != YamlNode.Kind.NUMBER || !WHOLE_NUMBER.matcher(text).matches()) {
            problems.add(
                    node.place(),
                    Values.isTooGreat(node)
                            ? "version " + node.written() + " is more than 999999999: write a smaller number"
                            : "version " + node.written() + " is not a whole number: write 1, 2, 3 and so on");
            return 0;
        }
        return Integer.parseInt(text);
    }

    private long validTo(YamlNode node, long validFrom) {
        long validTo = instant(node, "valid_to", Long.MAX_VALUE);
        if (node != null && validTo <= validFrom) {
            problems.add(
                    node.place(),
                    "valid_to " + node.text()
                            + " is not after valid_from, so the version would never hold: write a later" + " time");
        }
        return validTo;
    }

    private long instant(YamlNode node, String what, long fallback) {
        String text = node == null ? null : node.expectText(what, INSTANT_EXAMPLE, problems);
        if (text == null) {
            return fallback;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(FIRST) && time.isBefore(END)) {
                return time.toEpochMilli();
            }
            problems.add(
                    node.place(),
                    what + " " + text + " is not between 1970 and 2199, as all times of events are: write another"
                            + (what.equals("valid_to") ? ", or remove the key where the program has no end" : ""));
            return fallback;
        } catch (DateTimeException e) {
            problems.add(node.place(), what + " " + text + " is no time: write " + INSTANT_EXAMPLE);
            return fallback;
        }
    }

    /** Whether the file says how a month becomes a year, be it wrongly: one problem is told once. */
    private boolean annualises(YamlNode node) {
        if (node != null && !node.text().equals(String.valueOf(Measure.MONTHS_A_YEAR))) {
            problems.add(
                    node.place(),
                    "annualise is " + node.written()
                            + ", and arr is twelve times mrr: write annualise: 12, or remove it");
        }
        return node != null;
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
}
