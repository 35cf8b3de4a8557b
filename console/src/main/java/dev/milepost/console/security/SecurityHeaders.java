package dev.milepost.console.security;

import io.javalin.http.Context;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a browser is told not to do with a page. Source: OWASP's HTTP Headers Cheat Sheet. Scripts and styles come from this server
 * alone, none stand in a page, and no other site may frame one, or learn its address. The console itself may: where nobody may, browsers
 * send forms with {@code Origin: null}, as forged ones have it.
 */
public final class SecurityHeaders {

    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'");

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()");

    private static final String ONE_YEAR = "max-age=31536000";

    private SecurityHeaders() {}

    /**
     * Sets them on an answer.
     *
     * @param https whether the console is reached by HTTPS, and is never to be asked otherwise again
     */
    public static void set(Context context, boolean https) {
        set(context::header, https);
    }

    /**
     * The same on an answer that no route gives.
     *
     * @param header sets one of its headers
     * @param https as above
     */
    public static void set(BiConsumer<String, String> header, boolean https) {
        HEADERS.forEach(header);
        header.accept("Cache-Control", "no-store");
        if (https) {
            header.accept("Strict-Transport-Security", ONE_YEAR);
        }
    }
}
