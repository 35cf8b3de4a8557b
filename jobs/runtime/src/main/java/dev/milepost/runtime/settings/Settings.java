package dev.milepost.runtime.settings;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values that were set; every other setting has its default. Immutable, and serialisable into a job graph.
 *
 * <p>Only what was given is held, so two sets of settings are equal where the same was given.
 */
public final class Settings implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Settings DEFAULTS = new Settings(Map.of());

    /** By key; values are of the setting's type, all of which are serialisable. */
    private final TreeMap<String, Serializable> values;

    private Settings(Map<String, Serializable> values) {
        this.values = new TreeMap<>(values);
    }

    /** Nothing set. */
    public static Settings defaults() {
        return DEFAULTS;
    }

    /**
     * Reads values by key.
     *
     * @param given text by key
     * @param known every setting that may be given
     * @throws SettingsException at an unknown key, with the nearest known one, or at a value that is not allowed
     */
    public static Settings of(Map<String, String> given, Collection<? extends Setting<?>> known) {
        Map<String, Setting<?>> byKey = new LinkedHashMap<>();
        for (Setting<?> setting : known) {
            if (byKey.put(setting.key(), setting) != null) {
                throw new SettingsException("Two settings are called " + setting.key());
            }
        }
        Map<String, Serializable> values = new TreeMap<>();
        given.forEach((key, text) -> {
            Setting<?> setting = byKey.get(key);
            if (setting == null) {
                throw unknown(key, byKey.keySet());
            }
            values.put(key, (Serializable) setting.parse(text));
        });
        return new Settings(values);
    }

    /**
     * Reads {@code key=value} texts, as a command line gives them; of a key given twice the later one counts.
     *
     * @throws SettingsException as {@link #of}, and at a text without {@code =}
     */
    public static Settings ofArguments(List<String> arguments, Collection<? extends Setting<?>> known) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String argument : arguments) {
            int at = argument.indexOf('=');
            if (at < 1) {
                throw new SettingsException("'" + Secrets.hidden(argument) + "' sets nothing: write key=value");
            }
            given.put(argument.substring(0, at).strip(), argument.substring(at + 1));
        }
        return of(given, known);
    }

    /**
     * Reads a YAML file. Keys may be nested or dotted: {@code attribution: {look_back: 30d}} is
     * {@code attribution.look_back: 30d}.
     *
     * @throws SettingsException as {@link #of}, and where the file cannot be read, with the line
     */
    public static Settings ofYaml(Path file, Collection<? extends Setting<?>> known) {
        Map<String, String> given = SettingsFile.read(file);
        try {
            return of(given, known);
        } catch (SettingsException e) {
            throw new SettingsException(file + ": " + e.getMessage(), e);
        }
    }

    /** The setting's value: what was given, else its default. */
    public <T extends Comparable<T>> T get(Setting<T> setting) {
        Serializable value = values.get(setting.key());
        return value == null ? setting.byDefault() : setting.type().cast(value);
    }

    /**
     * The same settings with one more.
     *
     * @throws SettingsException where the value is not allowed
     */
    public <T extends Comparable<T>> Settings with(Setting<T> setting, T value) {
        Map<String, Serializable> copy = new TreeMap<>(values);
        copy.put(setting.key(), (Serializable) setting.checked(value));
        return new Settings(copy);
    }

    /** The same settings, where {@code over} does not say otherwise. */
    public Settings with(Settings over) {
        Map<String, Serializable> copy = new TreeMap<>(values);
        copy.putAll(over.values);
        return new Settings(copy);
    }

    /** Whether a value was given for the setting. */
    public boolean has(Setting<?> setting) {
        return values.containsKey(setting.key());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** What was given, by key. */
    @Override
    public String toString() {
        return values.toString();
    }

    private static SettingsException unknown(String key, Collection<String> known) {
        String hint = NearestKey.to(key, known)
                .map(near -> ". Did you mean " + near + "?")
                .orElse("; ./milepost settings lists them");
        return new SettingsException("There is no setting '" + Secrets.hidden(key) + "'" + hint);
    }
}
