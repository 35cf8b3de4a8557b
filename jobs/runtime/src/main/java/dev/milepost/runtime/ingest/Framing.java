package dev.milepost.runtime.ingest;

import dev.milepost.runtime.registry.RegistryCredentials;
import dev.milepost.runtime.registry.RegistrySettings;
import dev.milepost.runtime.registry.SchemaRegistry;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.settings.SettingsException;
import dev.milepost.schemas.ConfluentWire;
import dev.milepost.schemas.Wire;
import org.apache.flink.metrics.MetricGroup;

/** How a record of a topic names the schema that it was written with. */
public enum Framing {

    /** By its fingerprint, which our releases publish: see {@link Wire}. */
    SINGLE_OBJECT,

    /** By a registry's id: see {@link ConfluentWire}. Single-object records beside them are read too: the clock's are. */
    CONFLUENT;

    /**
     * What reads topics by those settings.
     *
     * @throws SettingsException if they ask for a registry and do not say where it is
     */
    public static TopicDecoder.Factory decoders(Settings settings, RegistryCredentials credentials) {
        if (settings.get(IngestSettings.FRAMING) == SINGLE_OBJECT) {
            return metrics -> new Wire()::decode;
        }
        if (settings.get(RegistrySettings.URL).isEmpty()) {
            throw new SettingsException("Setting " + IngestSettings.FRAMING + " is confluent, so "
                    + RegistrySettings.URL + " must say where the schema registry is");
        }
        return metrics -> confluent(settings, credentials, metrics);
    }

    private static TopicDecoder confluent(Settings settings, RegistryCredentials credentials, MetricGroup metrics) {
        Wire wire = new Wire();
        ConfluentWire confluent = new ConfluentWire(SchemaRegistry.of(settings, credentials, metrics));
        return (contract, bytes) ->
                ConfluentWire.frames(bytes) ? confluent.decode(contract, bytes) : wire.decode(contract, bytes);
    }
}
