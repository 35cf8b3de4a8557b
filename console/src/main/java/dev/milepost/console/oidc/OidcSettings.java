package dev.milepost.console.oidc;

import dev.milepost.runtime.settings.Setting;
import java.util.List;

/** The settings of signing in at an OpenID Connect provider. */
public final class OidcSettings {

    /** The environment variable of the client's secret; without it the console is a public client. */
    public static final String SECRET = "MILEPOST_OIDC_CLIENT_SECRET";

    public static final Setting<String> ISSUER = Setting.text(
            "console.oidc.issuer",
            "",
            "The OpenID Connect provider at which people sign in, as its tokens name it, such as"
                    + " https://login.example.com/realms/staff. Empty: they sign in with names and passwords of this stack. The client's"
                    + " secret, if it has one: MILEPOST_OIDC_CLIENT_SECRET.");

    public static final Setting<String> CLIENT = Setting.text(
            "console.oidc.client_id",
            "milepost",
            "The console's client id at the provider; its redirect address there is console.url and /sign-in/callback.");

    public static final Setting<String> SCOPES = Setting.text(
            "console.oidc.scopes", "openid profile", "What is asked of the provider, with a space between.");

    public static final Setting<String> NAME_CLAIM = Setting.text(
            "console.oidc.name_claim",
            "preferred_username",
            "The claim of the ID token that names the account in reviews and in the record of changes: unique, and no e-mail address where"
                    + " the record is to hold none. Where a token has it not, sub.");

    public static final Setting<String> ROLES_CLAIM = Setting.text(
            "console.oidc.roles_claim",
            "groups",
            "The claim of the ID token that lists groups or roles, as an array or with spaces between.");

    public static final Setting<String> ROLE_PREFIX = Setting.text(
            "console.oidc.role_prefix",
            "milepost-",
            "What stands before analyst, growth, reviewer and admin in that claim; others are passed over.");

    public static final List<Setting<?>> ALL = List.of(ISSUER, CLIENT, SCOPES, NAME_CLAIM, ROLES_CLAIM, ROLE_PREFIX);

    private OidcSettings() {}
}
