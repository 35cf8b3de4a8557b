package dev.milepost.dashboards;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The dashboards that ship, in the order in which people are shown them. */
public final class Dashboards {

    /** Names of the files, without {@code .json}. */
    static final List<String> FILES =
            List.of("conversion", "cohorts", "economics", "programs", "experiments", "fraud", "health");

    private static final List<Dashboard> ALL =
            FILES.stream().map(Dashboards::load).toList();

    private Dashboards() {}

    /** All. */
    public static List<Dashboard> all() {
        return ALL;
    }

    /** The one of that uid. */
    public static Optional<Dashboard> find(String uid) {
        return ALL.stream().filter(dashboard -> dashboard.uid().equals(uid)).findFirst();
    }

    private static Dashboard load(String name) {
        return DashboardFile.read(name + ".json", bytes(name + ".json"));
    }

    static byte[] bytes(String file) {
        try (InputStream in = Dashboards.class.getResourceAsStream("grafana/" + file)) {
            if (in == null) {
                throw new InvalidDashboardException("There is no dashboard " + file + ".");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
