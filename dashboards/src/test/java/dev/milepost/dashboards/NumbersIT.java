package dev.milepost.dashboards;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class NumbersIT {
    @Test
    void dump() {
        try (TestWarehouse w = TestWarehouse.seeded()) {
            for (Asked a : Asked.all(Asked.What.AS_AT_FIRST).toList()) {
                Frame f = w.ask(a.sql(w, Map.of("experiment", "when-to-ask")));
                System.out.println("@@ " + a + " rows " + f.rows().size() + " " + f.columns().stream().map(Frame.Column::name).toList());
                f.rows().stream().limit(6).forEach(r -> System.out.println("@@    " + r));
            }
        }
    }
}
