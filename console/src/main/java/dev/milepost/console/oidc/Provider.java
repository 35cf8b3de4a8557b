package dev.milepost.console.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.net.URI;

/**
 * An OpenID Connect provider, as its discovery document has it: OpenID Connect Core 1.0, section 3.1 (Authorization Code), with PKCE
 * (RFC 7636, S256). The document is read at the first sign-in, so that the console starts while the provider is away.
 */
final class Provider {

    private static final int MILLIS = 5_000;
    private static final int LARGEST_KEYS = 1 << 20;

    private final Issuer issuer;
    private final ClientID client;
    private final Scope scope;
    private final String secret;
    private OIDCProviderMetadata metadata;
    private IDTokenValidator validator;

    /** One that is asked as those settings say; the secret may be empty. */
    Provider(Settings settings, String secret) {
        this.issuer = new Issuer(settings.get(OidcSettings.ISSUER));
        this.client = new ClientID(settings.get(OidcSettings.CLIENT));
        this.scope = Scope.parse(settings.get(OidcSettings.SCOPES));
        this.secret = secret;
    }

    /** Where somebody signs in, and comes back from with a code. */
    URI signIn(Attempt attempt, URI back) throws ProviderException {
        return new AuthenticationRequest.Builder(new ResponseType(ResponseType.Value.CODE), scope, client, back)
                .endpointURI(metadata().getAuthorizationEndpointURI())
                .state(new State(attempt.state()))
                .nonce(new Nonce(attempt.nonce()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /** What the provider says of who came back with that code: an ID token whose signature, issuer, audience, times and nonce are right. */
    IDTokenClaimsSet claims(Attempt attempt, String code, URI back) throws ProviderException {
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(new AuthorizationCode(code), back, new CodeVerifier(attempt.verifier()));
        URI endpoint = metadata().getTokenEndpointURI();
        TokenRequest request = secret.isEmpty()
                ? new TokenRequest.Builder(endpoint, client, grant).build()
                : new TokenRequest.Builder(endpoint, new ClientSecretBasic(client, new Secret(secret)), grant).build();
        try {
            HTTPRequest http = request.toHTTPRequest();
            http.setConnectTimeout(MILLIS);
            http.setReadTimeout(MILLIS);
            TokenResponse response = OIDCTokenResponseParser.parse(http.send());
            if (!response.indicatesSuccess()) {
                throw new ProviderException("it refused the code: "
                        + response.toErrorResponse().getErrorObject().getCode());
            }
            JWT token = ((OIDCTokenResponse) response.toSuccessResponse())
                    .getOIDCTokens()
                    .getIDToken();
            if (token == null) {
                throw new ProviderException("it sent no ID token: is openid among console.oidc.scopes?");
            }
            return validator().validate(token, new Nonce(attempt.nonce()));
        } catch (IOException | ParseException e) {
            throw new ProviderException("it did not answer as OpenID Connect has it", e);
        } catch (BadJOSEException | JOSEException e) {
            throw new ProviderException("its token is not to be trusted", e);
        }
    }

    private synchronized OIDCProviderMetadata metadata() throws ProviderException {
        if (metadata == null) {
            try {
                metadata = OIDCProviderMetadata.resolve(issuer, MILLIS, MILLIS);
            } catch (GeneralException | IOException e) {
                throw new ProviderException("its discovery document cannot be read", e);
            }
        }
        return metadata;
    }

    private synchronized IDTokenValidator validator() throws ProviderException, IOException {
        if (validator == null) {
            OIDCProviderMetadata known = metadata();
            JWSAlgorithm algorithm = known.getIDTokenJWSAlgs() == null
                            || known.getIDTokenJWSAlgs().contains(JWSAlgorithm.RS256)
                    ? JWSAlgorithm.RS256
                    : JWSAlgorithm.ES256;
            validator = new IDTokenValidator(
                    issuer,
                    client,
                    algorithm,
                    known.getJWKSetURI().toURL(),
                    new DefaultResourceRetriever(MILLIS, MILLIS, LARGEST_KEYS));
        }
        return validator;
    }
}
