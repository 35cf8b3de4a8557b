package dev.milepost.runtime.settings;

import java.util.regex.Pattern;

/**
 * Keeps secrets out of what is said of a text that cannot be used. Secrets come from the environment alone, so none is asked for here;
 * but somebody may have put one into an address, or beside a key.
 */
public final class Secrets {

    private static final Pattern USER_INFO = Pattern.compile("(://)[^\\s'\"]*@");
    private static final Pattern NAMED = Pattern.compile(
            "((?:password|passwd|secret|token|credential)\\w*['\"]?\\s*[=:]\\s*)[^&\\s]+", Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** The text without user and password of an address, and without what stands behind {@code password=} and the like. */
    public static String hidden(String text) {
        return NAMED.matcher(USER_INFO.matcher(text).replaceAll("$1(withheld)@"))
                .replaceAll("$1(withheld)");
    }
}
