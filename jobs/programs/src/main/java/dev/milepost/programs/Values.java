package dev.milepost.programs;

import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Measure;
import dev.milepost.programs.yaml.Nearest;
import dev.milepost.programs.yaml.Place;
import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads single values of one program file. What is wrong goes to the problems, and the answer is then null or 0: a file with
 * a problem becomes no program.
 */
final class Values {

    /** An id stands in table keys and in names such as {@code program@version} and {@code milestone.id}. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern GREAT_NUMBER = Pattern.compile("[1-9]\\d{9,}");
    private static final Pattern MINOR = Pattern.compile("(.+)_minor");
    private static final int MILLIONTHS = 6;

    final Problems problems;

    /** Null where the file names none. */
    private final Currency currency;

    /** Whether the file names one, be it wrongly: one problem is told once. */
    private final boolean namesCurrency;

    private final boolean annualises;

    Values(Currency currency, boolean namesCurrency, boolean annualises, Problems problems) {
        this.currency = currency;
        this.namesCurrency = namesCurrency;
        this.annualises = annualises;
        this.problems = problems;
    }

    /** ISO 4217 code of the file's currency, or null. */
    String currency() {
        return currency == null ? null : currency.getCurrencyCode();
    }

    void add(Place place, String message) {
        problems.add(place, message);
    }

    /** Says what is missing of a map, or returns the value. */
    YamlNode required(YamlNode map, String what, String key, String example) {
        YamlNode node = map.get(key);
        if (node == null) {
            add(map.place(), what + " has no " + key + ": add " + key + ": " + example);
        }
        return node;
    }

    /** Refuses keys of a map that are unknown, and tells those of streams and tables apart. */
    void refuseOtherKeys(YamlNode map, String what, Set<String> known) {
        Set<String> minor = new TreeSet<>();
        map.entries().forEach((key, entry) -> {
            if (isMinor(key, entry.keyPlace())) {
                minor.add(key);
            }
        });
        minor.addAll(known);
        map.refuseOtherKeys(what, minor, problems);
    }

    /** Whether a name is one of streams and tables, where money is in minor units; says so. */
    boolean isMinor(String name, Place place) {
        var minor = MINOR.matcher(name);
        if (!minor.matches()) {
            return false;
        }
        add(
                place,
                name + " is a column of streams and tables, in minor units: a file has " + minor.group(1)
                        + ", in major units, such as 20.00");
        return true;
    }

    String id(YamlNode node, String what, String example) {
        String id = node == null ? null : node.expectText(what, "an id, such as " + example, problems);
        if (id != null && !ID.matcher(id).matches()) {
            add(
                    node.place(),
                    what + " " + id + " is no id: use up to 64 letters, digits, dots, dashes and underscores");
            return null;
        }
        return id;
    }

    String text(YamlNode node, String what, String example) {
        return node == null ? null : node.expectText(what, example, problems);
    }

    /** True or false; the fallback where there is no node. */
    boolean flag(YamlNode node, String what, boolean fallback) {
        if (node == null) {
            return fallback;
        }
        if (node.kind() != YamlNode.Kind.BOOLEAN) {
            add(node.place(), what + " is " + node.written() + ": write true or false");
            return fallback;
        }
        return Boolean.parseBoolean(node.text());
    }

    /** A word of an enum, in lower case; null where there is no node. */
    <E extends Enum<E>> E word(YamlNode node, String what, Class<E> words) {
        List<String> known = words(words);
        String choice = orList(known);
        String text = node == null ? null : node.expectText(what, choice, problems);
        if (text == null) {
            return null;
        }
        if (known.contains(text)) {
            return Enum.valueOf(words, text.toUpperCase(Locale.ROOT));
        }
        add(
                node.place(),
                what + " " + text + " is unknown: write "
                        + Nearest.to(text, known).orElse(choice));
        return null;
    }

    /** The words of an enum as files have them, in its order. */
    static <E extends Enum<E>> List<String> words(Class<E> words) {
        List<String> known = new ArrayList<>();
        for (E word : words.getEnumConstants()) {
            known.add(word.name().toLowerCase(Locale.ROOT));
        }
        return known;
    }

    private static String orList(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /** A whole number of at least {@code least}, which is then the answer where it is not one. */
    long whole(YamlNode node, String what, long least) {
        if (node == null) {
            return least;
        }
        boolean number = node.kind() == YamlNode.Kind.NUMBER
                && WHOLE_NUMBER.matcher(node.text()).matches();
        if (!number || Long.parseLong(node.text()) < least) {
            add(
                    node.place(),
                    what + " " + node.written()
                            + (isTooGreat(node)
                                    ? " is more than 999999999: write a smaller number"
                                    : " is not a whole number from " + least + ": write one"));
            return least;
        }
        return Long.parseLong(node.text());
    }

    /** Whether it is a whole number, but of more digits than any that a file may have. */
    static boolean isTooGreat(YamlNode node) {
        return node.kind() == YamlNode.Kind.NUMBER
                && GREAT_NUMBER.matcher(node.text()).matches();
    }

    /** Money above 0, in minor units. */
    long money(YamlNode node, String what) {
        return node != null && isMoney(node.place(), what) ? positive(node, what, n -> minor(n, what)) : 0;
    }

    /** A number above 0 in millionths. */
    long quantity(YamlNode node, String what) {
        return node == null ? 0 : positive(node, what, n -> millionths(n, what));
    }

    private long positive(YamlNode node, String what, Function<YamlNode, Long> scale) {
        BigDecimal number = number(node, what);
        if (number != null && number.signum() <= 0) {
            add(node.place(), what + " " + node.text() + " is not above 0: write a number that is");
            return 0;
        }
        return number == null ? 0 : scale.apply(node);
    }

    /** Whether the file has a currency, which money needs; says so where not. */
    boolean isMoney(Place place, String what) {
        if (!namesCurrency) {
            add(place, what + " is money, and the program names no currency: add currency: USD or another");
        }
        return currency != null;
    }

    /** A share from 0 to {@code most}, in millionths. */
    long share(YamlNode node, String what, String most) {
        BigDecimal number = node == null ? null : number(node, what);
        if (number == null) {
            return 0;
        }
        if (number.signum() < 0 || number.compareTo(new BigDecimal(most)) > 0) {
            add(node.place(), what + " " + node.text() + " is not from 0 to " + most + ": write a share, such as 0.1");
            return 0;
        }
        return millionths(node, what);
    }

    /** A number of a measure, or in millionths where the field is a property. */
    long of(Measure measure, YamlNode node, String what) {
        return measure == null || !measure.isMoney() ? millionths(node, what) : minor(node, what);
    }

    /** Whether a measure can stand in this file: money needs a currency, a yearly figure the way from the month. */
    boolean isUsable(Measure measure, Place place) {
        if (measure == null || !measure.isMoney()) {
            return true;
        }
        if (measure == Measure.ARR && !annualises) {
            add(
                    place,
                    "field arr is a yearly figure that no stream has: add annualise: 12 to the file, so that arr is 12 × mrr");
            return false;
        }
        return isMoney(place, "field " + measure.word());
    }

    long millionths(YamlNode node, String what) {
        return scaled(node, what, MILLIONTHS, "a value is kept");
    }

    /** Minor units of the file's currency, which it has; from 0 on. */
    long minor(YamlNode node, String what) {
        BigDecimal number = number(node, what);
        if (number == null) {
            return 0;
        }
        if (number.signum() < 0) {
            add(node.place(), what + " " + node.text() + " is below 0, where no amount is: write 0 or more");
            return 0;
        }
        return scaled(node, what, currency.getDefaultFractionDigits(), currency.getCurrencyCode() + " has it");
    }

    private BigDecimal number(YamlNode node, String what) {
        BigDecimal number = node.kind() == YamlNode.Kind.NUMBER ? Condition.Text.number(node.text()) : null;
        if (number == null) {
            add(node.place(), what + " is " + node.written() + ", not a number: write one, such as 5.00");
        }
        return number;
    }

    /** A number in units of 10^-digits. */
    private long scaled(YamlNode node, String what, int digits, String finest) {
        BigDecimal number = number(node, what);
        if (number == null) {
            return 0;
        }
        try {
            return number.movePointRight(digits).longValueExact();
        } catch (ArithmeticException e) {
            add(
                    node.place(),
                    what + " " + node.text() + " is finer than " + finest + " (" + digits
                            + " decimal places), or too large: round it");
            return 0;
        }
    }
}
