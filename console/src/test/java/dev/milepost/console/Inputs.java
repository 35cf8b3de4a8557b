package dev.milepost.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every place of the console into which people or programs write; {@link #HERE} stands where a string goes. */
final class Inputs {

    static final String NAME = "rita";
    static final String PASSWORD = "correct horse battery";

    private static final String HERE = "\u0001";
    private static final String DECIDE = "/api/v1/review/cases/@case/decisions";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Inputs() {}

    /**
     * What the strings are sent with.
     *
     * @param signedIn an admin's
     * @param stranger nobody's, until one of its sign-ins is good
     * @param atProvider of a console whose people sign in at that provider
     * @param openCase the id of a case that can be decided
     */
    record Doors(
            TestBrowser signedIn,
            TestBrowser stranger,
            TestBrowser atProvider,
            TestProvider provider,
            String openCase) {}

    /** How a string is sent. */
    interface Way {
        HttpResponse<String> send(Doors doors, String text) throws Exception;
    }

    /**
     * One place.
     *
     * @param also the one status from 500 on that is an answer; 0: none is
     */
    record Input(String name, int also, Way way) {

        Input(String name, Way way) {
            this(name, 0, way);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Input> ALL = List.of(
            read("/" + HERE),
            read("/assets/" + HERE),
            read("/sign-in?back=" + HERE),
            read("/audit?before=" + HERE),
            signIn("name", HERE, "password", PASSWORD, "back", "/"),
            signIn("name", NAME, "password", HERE, "back", "/"),
            signIn("name", NAME, "password", PASSWORD, "back", HERE),
            new Input("there and back from the provider, to " + HERE, alone(Inputs::thereAndBack)),
            new Input("the name that a token has", alone(Inputs::named)),
            callback("state=" + HERE + "&code=x"),
            callback("state=@state&code=" + HERE),
            callback("state=@state&error=" + HERE + "&error_description=" + HERE),
            read("/customers?q=" + HERE),
            read("/customers/one?id=" + HERE),
            read("/dashboards/" + HERE),
            read("/dashboards/milepost-conversion?from=" + HERE),
            read("/dashboards/milepost-conversion?to=" + HERE),
            read("/dashboards/milepost-conversion?refresh=" + HERE),
            read("/dashboards/milepost-conversion?var-program=" + HERE),
            read("/dashboards/milepost-conversion?" + HERE + "=1"),
            read("/dashboards/milepost-conversion/panels/" + HERE),
            read("/dashboards/milepost-conversion/panels/1?var-program=" + HERE),
            read("/dashboards/milepost-conversion/panels/1?from=" + HERE),
            read("/dashboards/milepost-conversion/panels/1/csv?var-source=" + HERE),
            read("/programs/" + HERE),
            read("/programs/spring?version=" + HERE),
            read("/experiments/" + HERE),
            read("/experiments/" + HERE + "/csv"),
            read("/experiments/spring-timing?metric=" + HERE),
            read("/experiments/" + HERE + "/over-time"),
            read("/experiments/spring-timing/over-time?metric=" + HERE),
            read("/review?program=" + HERE),
            read("/review?mine=" + HERE),
            read("/review?list=" + HERE),
            read("/review/cases/" + HERE),
            read("/review/sent/" + HERE),
            write("/review/bulk", "action", "claim", "case", HERE),
            write("/review/bulk", "action", HERE, "case", "1"),
            write("/review/cases/@case", "action", HERE, "version", "1"),
            write("/review/cases/@case", "action", "escalate", "version", HERE),
            write("/review/cases/@case", "action", "reject", "version", "1", "typology", HERE, "reason", "x"),
            write("/review/cases/@case", "action", "reject", "version", "1", "typology", "SELF", "reason", HERE),
            write("/review/cases/@case", "action", "escalate", "version", "1", "note", HERE),
            write("/review/cases/@case", "action", "approve", "version", "1", "referral", HERE),
            write("/review/cases/@case/undo", "decision", HERE, "version", "1"),
            read("/api/v1/rewards?reward_id=" + HERE),
            read("/api/v1/customers?user_id=" + HERE),
            read("/api/v1/fraud-cases?status=" + HERE),
            read("/api/v1/programs?limit=" + HERE),
            read("/api/v1/programs?offset=" + HERE),
            read("/api/v1/programs?" + HERE + "=1"),
            read("/api/v1/review/cases?list=" + HERE),
            read("/api/v1/review/cases?program_id=" + HERE),
            read("/api/v1/review/cases?" + HERE + "=1"),
            read("/api/v1/review/cases/" + HERE),
            read("/api/v1/review/decisions/" + HERE),
            json("/api/v1/review/cases/" + HERE + "/decisions", "{'action':'claim','version':1}"),
            json(DECIDE, HERE),
            json(DECIDE, "{'action':'" + HERE + "','version':1}"),
            json(DECIDE, "{'action':'escalate','version':1,'" + HERE + "':1}"),
            json(DECIDE, "{'action':'escalate','version':'" + HERE + "'}"),
            json(DECIDE, "{'action':'escalate','version':9,'note':'" + HERE + "'}"),
            json(DECIDE, "{'action':'approve','version':9,'referral_ids':['" + HERE + "']}"),
            json(DECIDE, "{'action':'reject','version':9,'typology':'" + HERE + "','reason':'" + HERE + "'}"),
            header("Idempotency-Key", HERE, "POST", DECIDE),
            header("Authorization", HERE, "GET", "/api/v1/programs"),
            header("Authorization", "Bearer " + HERE, "GET", "/api/v1/programs"),
            read("/api/" + HERE));

    private static Input read(String path) {
        return new Input("GET " + path, (doors, text) -> doors.signedIn().get(path(path, doors, text)));
    }

    private static Input write(String path, String... fields) {
        Map<String, String> form = form(fields);
        return new Input(
                "POST " + path + " " + form,
                (doors, text) -> doors.signedIn().post(path(path, doors, text), filled(form, text)));
    }

    private static Input json(String path, String body) {
        String json = body.replace('\'', '"');
        return new Input("POST " + path + " " + json, (doors, text) -> {
            String written = JSON.writeValueAsString(text);
            return doors.signedIn()
                    .postJson(
                            path(path, doors, text),
                            json.equals(HERE) ? text : json.replace(HERE, written.substring(1, written.length() - 1)));
        });
    }

    /** A right one ends the admin's session, so it is another browser's. */
    private static Input signIn(String... fields) {
        Map<String, String> form = form(fields);
        return new Input(
                "POST /sign-in " + form, (doors, text) -> doors.stranger().post("/sign-in", filled(form, text)));
    }

    /** A header takes visible ASCII alone. */
    private static Input header(String name, String value, String method, String path) {
        return new Input(name + ": " + value, (doors, text) -> {
            TestBrowser browser =
                    doors.signedIn().with(name, value.replace(HERE, text.replaceAll("[^\\x20-\\x7e\t]", "?")));
            String there = path(path, doors, "");
            return method.equals("GET")
                    ? browser.get(there)
                    : browser.postJson(there, "{\"action\":\"escalate\",\"version\":9}");
        });
    }

    /** As if the provider sent somebody back who has just been sent there; with a code that it does not know it is a bad gateway. */
    private static Input callback(String query) {
        return new Input("GET /sign-in/callback?" + query, 502, alone((doors, text) -> {
            URI there = TestProvider.begin(doors.atProvider(), "/");
            String state = there.getRawQuery().replaceAll(".*\\bstate=([^&]*).*", "$1");
            return doors.atProvider()
                    .get("/sign-in/callback?" + path(query, doors, text).replace("@state", state));
        }));
    }

    /** The provider is told beforehand whom it signs in next. */
    private static Way alone(Way way) {
        return (doors, text) -> {
            synchronized (doors.provider()) {
                return way.send(doors, text);
            }
        };
    }

    private static HttpResponse<String> thereAndBack(Doors doors, String text) throws Exception {
        return doors.provider().signIn(doors.atProvider(), encoded(text), NAME, List.of("milepost-admin"));
    }

    private static HttpResponse<String> named(Doors doors, String text) throws Exception {
        doors.provider().signIn(doors.atProvider(), "/", text, List.of("milepost-admin"));
        return doors.atProvider().get("/audit");
    }

    private static Map<String, String> form(String... fields) {
        Map<String, String> form = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return form;
    }

    private static Map<String, String> filled(Map<String, String> form, String text) {
        Map<String, String> fields = new HashMap<>(form);
        fields.replaceAll((field, value) -> value.replace(HERE, text));
        return fields;
    }

    private static String path(String path, Doors doors, String text) {
        return path.replace("@case", doors.openCase()).replace(HERE, encoded(text));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
