package dev.milepost.console;

import dev.milepost.console.oidc.OidcSettings;
import dev.milepost.console.security.TrustedProxies;
import dev.milepost.runtime.settings.Setting;
import java.util.List;
import java.util.stream.Stream;

/** The settings of the console. */
public final class ConsoleSettings {

    public static final Setting<String> HOST = Setting.text(
            "console.host",
            "127.0.0.1",
            "The address that the console listens on. Put it behind HTTPS before it is any other.");

    public static final Setting<Integer> PORT = Setting.integer(
                    "console.port",
                    0,
                    "port",
                    "The console's port; 0 takes any that is free. up, demo and console take 8090 unless told otherwise.")
            .atLeast(0)
            .atMost(65_535);

    public static final Setting<String> URL = Setting.text(
                    "console.url",
                    "",
                    "Where people reach the console, such as https://milepost.example.com: sign-in sends them back there, forms are taken"
                            + " from pages of it alone, and with https its cookies go by HTTPS alone. Empty: http, the host and the port"
                            + " that it listens on.")
            .that(
                    "empty or http:// or https://, a host and what follows it",
                    url -> url.isEmpty() || url.matches("https?://[^/\\s]+(/\\S*)?"));

    public static final Setting<String> TRUSTED_PROXIES = Setting.text(
                    "console.trusted_proxies",
                    "",
                    "The proxies before the console, such as an ingress. Where one of them asks, the client's address is the last in"
                            + " X-Forwarded-For that is none of them; of others that header is not read. Empty behind a proxy: all people"
                            + " share its address, and the limits below.")
            .that(TrustedProxies.ALLOWED, TrustedProxies::isAllowed);

    public static final Setting<Integer> IDLE_MINUTES = Setting.integer(
                    "console.idle_minutes",
                    30,
                    "minutes",
                    "A session ends after so long without a request, panels that ask again by themselves aside.")
            .atLeast(1)
            .atMost(1_440);

    public static final Setting<Integer> SESSION_HOURS = Setting.integer(
                    "console.session_hours", 12, "hours", "A session ends at the latest after so long.")
            .atLeast(1)
            .atMost(168);

    public static final Setting<Integer> REQUESTS_PER_MINUTE = Setting.integer(
                    "console.requests_per_minute",
                    1_200,
                    "requests",
                    "How often each account, and each address that is not signed in, may ask within a minute.")
            .atLeast(10);

    public static final Setting<Integer> SIGN_INS_PER_MINUTE = Setting.integer(
                    "console.sign_ins_per_minute",
                    10,
                    "tries",
                    "How often each address, and each name, may try to sign in within a minute.")
            .atLeast(1);

    public static final List<Setting<?>> ALL = Stream.concat(
                    Stream.of(
                            HOST,
                            PORT,
                            URL,
                            TRUSTED_PROXIES,
                            IDLE_MINUTES,
                            SESSION_HOURS,
                            REQUESTS_PER_MINUTE,
                            SIGN_INS_PER_MINUTE),
                    OidcSettings.ALL.stream())
            .toList();

    private ConsoleSettings() {}
}
