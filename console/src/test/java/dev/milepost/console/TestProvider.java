package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import dev.milepost.console.oidc.OidcSettings;
import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import okhttp3.mockwebserver.RecordedRequest;

/** A provider in this process, which answers as OpenID Connect has it. */
final class TestProvider implements AutoCloseable {

    static final String CLIENT = "milepost";

    private static final String ISSUER = "staff";
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private final MockOAuth2Server server = new MockOAuth2Server();

    private TestProvider() {}

    static TestProvider start() throws IOException {
        TestProvider provider = new TestProvider();
        provider.server.start();
        return provider;
    }

    String issuer() {
        return server.issuerUrl(ISSUER).toString();
    }

    /** Those settings, with people signing in here. */
    Settings in(Settings settings) {
        return settings.with(OidcSettings.ISSUER, issuer());
    }

    /** The next who signs in is that one. */
    void promise(String name, List<String> groups) {
        server.enqueueCallback(new DefaultOAuth2TokenCallback(
                ISSUER,
                "subject-" + name,
                JOSEObjectType.JWT.getType(),
                List.of(CLIENT),
                Map.of("preferred_username", name, "groups", groups)));
    }

    /** Where the console sends somebody who signs in. */
    static URI begin(TestBrowser browser, String back) throws Exception {
        HttpResponse<String> sent = browser.get("/sign-in/provider?back=" + back);
        assertThat(sent.statusCode()).isEqualTo(303);
        return URI.create(sent.headers().firstValue("Location").orElseThrow());
    }

    /** Where the provider sends them back to. */
    static String answer(URI there) throws Exception {
        HttpResponse<String> answer =
                BROWSER.send(HttpRequest.newBuilder(there).build(), HttpResponse.BodyHandlers.ofString());
        URI back = URI.create(answer.headers().firstValue("Location").orElseThrow());
        return back.getPath() + "?" + back.getRawQuery();
    }

    /** There and back again; returns what the console answers. */
    HttpResponse<String> signIn(TestBrowser browser, String back, String name, List<String> groups) throws Exception {
        promise(name, groups);
        return browser.get(answer(begin(browser, back)));
    }

    /** What it was asked next. */
    RecordedRequest takeRequest() {
        return server.takeRequest();
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
