package dev.milepost.attribution;

import dev.milepost.programs.LongestWindow;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFileException;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramText;
import dev.milepost.runtime.fold.Rules;
import dev.milepost.runtime.rules.RuleException;
import dev.milepost.runtime.rules.RuleLanguage;
import dev.milepost.runtime.rules.RuleVersion;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.settings.SettingsException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Program files as rules that come while events flow. The id of a version is {@code program@version}. */
public final class ProgramLanguage implements RuleLanguage<ProgramCatalog> {

    private static final long serialVersionUID = 1L;

    /** The name that a file has in messages; it has none. */
    private static final String FILE = "program";

    private final LongestWindow longest;

    public ProgramLanguage(Settings settings) {
        longest = AttributionSettings.longestWindow(settings);
    }

    /**
     * The programs of a start, to which others may come.
     *
     * @throws SettingsException where one has a window that the settings do not allow
     */
    static Rules<ProgramCatalog> rules(ProgramCatalog programs, Settings settings) {
        try {
            return Rules.from(new ProgramLanguage(settings), versions(programs));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    /** The versions of a catalogue. */
    public static List<RuleVersion> versions(ProgramCatalog programs) {
        return programs.texts().stream()
                .map(text -> new RuleVersion(text.label(), text.validFromMillis(), text.text()))
                .toList();
    }

    @Override
    public RuleVersion read(String text) throws RuleException {
        ProgramCatalog catalog = parse(Map.of(FILE, text));
        ProgramText version = catalog.texts().get(0);
        return new RuleVersion(version.label(), version.validFromMillis(), text);
    }

    @Override
    public ProgramCatalog compile(Collection<RuleVersion> versions) throws RuleException {
        Map<String, String> texts = new TreeMap<>();
        versions.forEach(version -> texts.put(version.id(), version.text()));
        return parse(texts);
    }

    private ProgramCatalog parse(Map<String, String> texts) throws RuleException {
        try {
            return ProgramFiles.parse(texts, longest);
        } catch (ProgramFileException e) {
            throw new RuleException(e.getMessage(), e);
        }
    }
}
