package dev.milepost.runtime.settings;

import java.util.Collection;
import java.util.Map;

/** The reference page of settings, in Markdown. */
public final class SettingsReference {

    private SettingsReference() {}

    /**
     * Renders one table per section.
     *
     * @param sections settings by the section's title, in the order they appear
     * @return the page, ended by a line feed
     */
    public static String markdown(Map<String, ? extends Collection<? extends Setting<?>>> sections) {
        StringBuilder page = new StringBuilder("# Settings\n\n"
                + "Given as `key: value` in a YAML file (nested or dotted keys), or as `key=value`.\n"
                + "Durations are " + Durations.ALLOWED + ".\n");
        sections.forEach((title, settings) -> {
            page.append("\n## ").append(title).append("\n\n");
            page.append("| Setting | Default | Unit | Allowed | Meaning |\n|---|---|---|---|---|\n");
            settings.forEach(setting -> page.append(row(setting)));
        });
        return page.toString();
    }

    private static <T extends Comparable<T>> String row(Setting<T> setting) {
        String byDefault = setting.format(setting.byDefault());
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        setting.key(),
                        byDefault.isEmpty() ? "(empty)" : "`" + byDefault + "`",
                        setting.unit(),
                        cell(setting.allowed()),
                        cell(setting.description()));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
