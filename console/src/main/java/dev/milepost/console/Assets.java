package dev.milepost.console;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The scripts and styles of pages: each named here, so that nothing else of the class path can be asked for. */
final class Assets {

    private static final String OWN = "/dev/milepost/console/static/";
    private static final String JARS = "/META-INF/resources/webjars/";

    /**
     * @param resource on the class path
     * @param type of its content
     */
    private record Asset(String resource, String type) {}

    private static final Map<String, Asset> ASSETS = Map.of(
            "console.css", new Asset(OWN + "console.css", "text/css; charset=utf-8"),
            "console.js", new Asset(OWN + "console.js", "text/javascript; charset=utf-8"),
            "charts.js", new Asset(OWN + "charts.js", "text/javascript; charset=utf-8"),
            "icon.svg", new Asset(OWN + "icon.svg", "image/svg+xml"),
            "htmx.js", new Asset(JARS + "htmx.org/2.0.8/dist/htmx.min.js", "text/javascript; charset=utf-8"),
            "echarts.js", new Asset(JARS + "echarts/5.3.1/dist/echarts.min.js", "text/javascript; charset=utf-8"));

    private static final String ONE_HOUR = "public, max-age=3600";

    private Assets() {}

    static void serve(Context context) throws IOException {
        Asset asset = ASSETS.get(context.pathParam("name"));
        if (asset == null) {
            throw new NotFoundResponse("There is no such file.");
        }
        try (InputStream in = Assets.class.getResourceAsStream(asset.resource())) {
            if (in == null) {
                throw new IOException("The class path lacks " + asset.resource());
            }
            context.contentType(asset.type()).header("Cache-Control", ONE_HOUR).result(in.readAllBytes());
        }
    }
}
