package dev.milepost.runtime.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An e-mail address in the one spelling that is hashed: lower case, without plus tag, Gmail without dots.
 *
 * @param local the part before the @
 * @param domain the part after it; googlemail.com is gmail.com
 */
record EmailAddress(String local, String domain) {

    private static final String GMAIL = "gmail.com";

    /**
     * Reads an address.
     *
     * @return the address, or null where the text is none
     */
    static EmailAddress parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        int at = lower.lastIndexOf('@');
        if (at < 1 || at == lower.length() - 1 || lower.chars().anyMatch(Character::isWhitespace)) {
            return null;
        }
        String local = lower.substring(0, at);
        String domain = lower.substring(at + 1);
        int tag = local.indexOf('+');
        if (tag >= 0) {
            local = local.substring(0, tag);
        }
        if (domain.equals(GMAIL) || domain.equals("googlemail.com")) {
            domain = GMAIL;
            local = local.replace(".", "");
        }
        return local.isEmpty() ? null : new EmailAddress(local, domain);
    }

    String text() {
        return local + "@" + domain;
    }

    /** The 3-grams of the local part with every digit as 0; a shorter local part is its own only gram. */
    List<String> grams() {
        String masked = local.replaceAll("[0-9]", "0");
        if (masked.length() < 3) {
            return List.of(masked);
        }
        List<String> grams = new ArrayList<>();
        for (int i = 0; i + 3 <= masked.length(); i++) {
            grams.add(masked.substring(i, i + 3));
        }
        return grams;
    }
}
