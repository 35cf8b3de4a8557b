package dev.milepost.runtime.ingest;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a text looks as if it had personal data in it. Of what is refused anyway, a text too many may be withheld; of what is taken
 * in, only an e-mail address is, or a text that is an IP address and nothing else.
 */
final class PersonalText {

    static final String WITHHELD = "(withheld)";

    /** An @ as such, or as an address of the web or a JSON text may have it. */
    private static final Pattern AT = Pattern.compile("@|%40|\\\\u0040", Pattern.CASE_INSENSITIVE);

    /** Of any length in linear time: it begins where a word does, and a host has no more labels than DNS has room for (RFC 1035). */
    private static final Pattern EMAIL = Pattern.compile(
            "(?<![\\p{L}\\p{N}._%+'-])[\\p{L}\\p{N}._%+'-]+(?:@|%40)(?:[\\p{L}\\p{N}-]{1,63}\\.){1,127}[\\p{L}-]*\\p{L}[\\p{L}\\p{N}-]*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern IP_4 = Pattern.compile("(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d.])");

    /** Also an address of a network card. A time has two colons at most without anything else between. */
    private static final Pattern IP_6 = Pattern.compile(
            "(?<![0-9a-z:])(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){3,7}|[0-9a-f]{0,4}(?::[0-9a-f]{1,4}){0,7}::[0-9a-f:]*[0-9a-f])(?![0-9a-z:])",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PHONE = Pattern.compile("(?<![\\d+])\\+\\d(?:[ ()/.-]{0,2}\\d){7,14}(?!\\d)");
    private static final Pattern CARD = Pattern.compile("(?<![\\d.-])[2-6](?:[ -]?\\d){13,15}(?![\\d.-])");

    /** A raw field, as it begins in JSON, or in something like it. */
    private static final Pattern RAW_FIELD = Pattern.compile(
            PersonalData.rawNames().collect(Collectors.joining("|", "[\"'](?:", ")|"))
                    + PersonalData.rawNames().collect(Collectors.joining("|", "(?<!\\w)(?:", ")\\\\?[\"']?\\s*[:=]")),
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ESCAPE = Pattern.compile("\\\\u00([0-7][0-9a-f])", Pattern.CASE_INSENSITIVE);

    private PersonalText() {}

    /** Whether a text has something that looks like an address, a card or a telephone number. */
    static boolean isIn(String text) {
        return AT.matcher(text).find()
                || IP_4.matcher(text).find()
                || IP_6.matcher(text).find()
                || PHONE.matcher(text).find()
                || CARD.matcher(text).results().anyMatch(card -> isCard(card.group()));
    }

    /** Whether a text that is no record has personal data, or the name of a field that is made for it. */
    static boolean mayBeIn(String mixed) {
        // UTF-16 has a zero beside every letter of ASCII.
        String text = ESCAPE.matcher(mixed.replace("\0", ""))
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
        return RAW_FIELD.matcher(text).find() || isIn(text);
    }

    /** The text without e-mail addresses; the very text where it has none. */
    static String withoutEmails(String text) {
        if (text.indexOf('@') < 0 && !text.contains("%40")) {
            return text;
        }
        Matcher emails = EMAIL.matcher(text);
        return emails.find() ? emails.replaceAll(WITHHELD) : text;
    }

    /**
     * A value of somebody's own name without personal data; the very text where it has none. Four numbers with dots between them are
     * an address, whoever means a version by them.
     */
    static String ofOwn(String name, String value) {
        return PersonalData.isRaw(name) || isIp(value) ? WITHHELD : withoutEmails(value);
    }

    /** Whether it is an IP address and nothing else. */
    static boolean isIp(String text) {
        if (text.length() < 3 || text.length() > 45) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && c != ':' && Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return IpAddress.parse(text) != null;
    }

    /** Luhn's check digit (ISO/IEC 7812-1, annex B). */
    private static boolean isCard(String text) {
        List<Integer> digits =
                text.chars().filter(Character::isDigit).mapToObj(c -> c - '0').toList();
        int sum = 0;
        for (int i = 0; i < digits.size(); i++) {
            int digit = digits.get(digits.size() - 1 - i);
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
