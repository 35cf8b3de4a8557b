package dev.milepost.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Personal data and secrets that nobody has, each another, so that one that is found says which it is. */
final class Canaries {

    private static final Pattern PLACE = Pattern.compile("<(\\w+)>");

    private final List<String> all = new ArrayList<>();
    private int last;

    /** Another set has another first number, from 100 on; the last is below 256. */
    Canaries(int first) {
        last = first;
    }

    /** What is to be found nowhere: of an address, the forms in which it is written and hashed. */
    List<String> all() {
        return List.copyOf(all);
    }

    /** Fills the places {@code <email>}, {@code <ip>}, {@code <ip6>}, {@code <device>}, {@code <card>} and {@code <phone>} of a text. */
    String in(String text) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(one(place.group(1))));
    }

    private String one(String kind) {
        last++;
        return switch (kind) {
            // The domain is kept in the clear, by contract.
            case "email" -> kept("Wren.Quill" + last, all::add) + "+tag@canary.example";
            case "ip" -> kept("198.51.100." + last, all::add);
            case "ip6" -> {
                all.add("2001:0db8:0051:0ca7:0000:0000:0000:0" + last);
                yield kept("2001:db8:51:ca7::" + last, all::add);
            }
            case "device" -> kept("device-of-quill-" + last, all::add);
            case "card" -> {
                String digits = withCheckDigit("411111223344" + last);
                all.add(digits);
                yield kept(digits.replaceAll("(\\d{4})(?=\\d)", "$1 "), all::add);
            }
            case "phone" -> kept("+44 7700 900" + last, all::add);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** A secret of that kind. */
    String secret(String kind) {
        return kept("secret-" + kind + "-xyzzy-" + ++last, all::add);
    }

    /** One that was made elsewhere. */
    String add(String secret) {
        return kept(secret, all::add);
    }

    private static String kept(String text, Consumer<String> list) {
        list.accept(text);
        return text;
    }

    private static String withCheckDigit(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? 2 * digit : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return number + (10 - sum % 10) % 10;
    }
}
