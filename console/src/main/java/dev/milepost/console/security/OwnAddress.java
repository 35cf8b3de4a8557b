package dev.milepost.console.security;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;

/** Where people reach the console, and so which pages are its own. */
public final class OwnAddress {

    private static final String SITE = "Sec-Fetch-Site";
    private static final String ORIGIN = "Origin";

    /** Of {@value #SITE}: a page of the console itself, or none, as with an address that somebody types. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final String url;

    /** @param url empty: whatever address a request is sent to */
    public OwnAddress(String url) {
        this.url = url;
    }

    /** Whether people reach it by HTTPS alone. */
    public boolean isHttps() {
        return url.startsWith("https:");
    }

    /** Whether a browser says that a page of another site sends this. What is no browser says nothing. */
    boolean isSentFromElsewhere(Context context) {
        String site = context.header(SITE);
        String origin = context.header(ORIGIN);
        return (site != null && !OWN_SITES.contains(site)) || (origin != null && !origin.equals(origin(context)));
    }

    /** As browsers write it: without a path, and without the port where it is the usual one. */
    String origin(Context context) {
        String whole = url.isEmpty() ? context.scheme() + "://" + context.host() : url;
        return whole.toLowerCase(Locale.ROOT)
                .replaceFirst("^(https?://[^/]*).*", "$1")
                .replaceFirst("^(http://.*):80$|^(https://.*):443$", "$1$2");
    }
}
