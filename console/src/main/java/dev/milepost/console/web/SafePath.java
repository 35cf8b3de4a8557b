package dev.milepost.console.web;

import java.util.regex.Pattern;

/** A path of this console that a person may be sent to, and no other site's. */
public final class SafePath {

    private static final Pattern OWN = Pattern.compile("/(?![/\\\\])[\\w\\-./?=&%:@~+]*");

    private SafePath() {}

    /** The path where it is one of this console's, else {@code /}. */
    public static String of(String path) {
        return path != null && path.length() <= 2_000 && OWN.matcher(path).matches() ? path : "/";
    }
}
