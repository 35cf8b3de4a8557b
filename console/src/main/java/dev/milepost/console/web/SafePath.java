package dev.milepost.console.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A path of this console that a person may be sent to, and no other site's. */
public final class SafePath {

    private static final Pattern OWN = Pattern.compile("/(?![/\\\\])[\\w\\-./?=&%:@~+]*");

    private SafePath() {}

    /** The path where it is one of this console's, else {@code /}. */
    public static String of(String path) {
        return path != null && path.length() <= 2_000 && OWN.matcher(path).matches() ? path : "/";
    }

    /** An id as it stands in a path or a query, whatever is in it. */
    public static String part(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
