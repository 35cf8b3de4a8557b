package dev.milepost.bench.jmh;

import dev.milepost.attribution.AttributionSettings;
import dev.milepost.attribution.model.AttributionModel;
import dev.milepost.attribution.model.AttributionState;
import dev.milepost.attribution.model.KeptClick;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.attribution.model.VisitorEvent;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A user with five touches and an order. */
final class SampleUser {

    static final String ORDER = "o-1";

    private static final String USER = "u-1";
    private static final List<String> CHANNELS = List.of("email", "direct", "paid_search", "social", "direct");

    private SampleUser() {}

    static AttributionModel model() {
        return new AttributionModel(AttributionSettings.rules(Settings.defaults(), ProgramCatalog.empty()));
    }

    static AttributionState state(AttributionModel model, Instant start, Duration apart, long amountMinor) {
        AttributionState state = model.empty();
        Instant time = start;
        for (String channel : CHANNELS) {
            KeptClick click = new KeptClick(
                    "c-" + time,
                    time.toEpochMilli(),
                    USER,
                    VisitorEvent.Role.VISIT,
                    true,
                    channel,
                    "",
                    "",
                    "",
                    List.of(),
                    time.toEpochMilli());
            model.apply(state, new UserFact.OwnedClick(USER, time.toEpochMilli(), "a-1", click), key -> {});
            time = time.plus(apart);
        }
        model.apply(
                state,
                new UserFact.Purchase(
                        USER,
                        "p-1",
                        time.toEpochMilli(),
                        ORDER,
                        UserFact.PurchaseKind.ORDER,
                        amountMinor,
                        "USD",
                        "",
                        List.of(),
                        time.toEpochMilli(),
                        new Origin("purchases", 0, 0),
                        ""),
                key -> {});
        return state;
    }
}
