package dev.milepost.fraud.operator;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFileException;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramText;
import dev.milepost.runtime.fold.Rules;
import dev.milepost.runtime.rules.RuleException;
import dev.milepost.runtime.rules.RuleLanguage;
import dev.milepost.runtime.rules.RuleVersion;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Program files as rules of the fraud room. The id of a version is {@code program@version}. */
public final class ProgramLanguage implements RuleLanguage<FraudRules> {

    private static final long serialVersionUID = 1L;

    /** The name that a file has in messages; it has none. */
    private static final String FILE = "program";

    /** The programs of a start, to which others may come. Each operator has its own. */
    public static Rules<FraudRules> rules(ProgramCatalog programs) {
        return Rules.from(
                new ProgramLanguage(),
                programs.texts().stream().map(ProgramLanguage::version).toList());
    }

    private static RuleVersion version(ProgramText text) {
        return new RuleVersion(text.label(), text.validFromMillis(), text.text());
    }

    @Override
    public RuleVersion read(String text) throws RuleException {
        return version(parse(Map.of(FILE, text)).texts().get(0));
    }

    @Override
    public FraudRules compile(Collection<RuleVersion> versions) throws RuleException {
        Map<String, String> texts = new TreeMap<>();
        versions.forEach(version -> texts.put(version.id(), version.text()));
        return new FraudRules(parse(texts));
    }

    private static ProgramCatalog parse(Map<String, String> texts) throws RuleException {
        try {
            return ProgramFiles.parse(texts);
        } catch (ProgramFileException e) {
            throw new RuleException(e.getMessage(), e);
        }
    }
}
