package dev.milepost.milestones.model;

import dev.milepost.milestones.model.ask.AskPrograms;
import dev.milepost.milestones.model.ledger.Terms;
import dev.milepost.milestones.model.pattern.Horizons;
import dev.milepost.milestones.model.pattern.RuleBook;
import dev.milepost.milestones.model.people.Interests;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All versions of all programs, and what is made of them for milestones. Immutable; made anew where it is read from bytes. */
public final class MilestoneRules implements AskPrograms, Serializable {

    private static final long serialVersionUID = 1L;

    private static final Terms NO_TERMS = Terms.of(List.of());

    private final ProgramCatalog programs;
    private transient Map<String, List<ProgramVersion>> byProgram;
    private transient Map<String, Terms> terms;
    private transient RuleBook book;
    private transient Interests interests;
    private transient Map<String, Long> riskAskedFrom;

    /**
     * @throws IllegalStateException where two milestones cannot be told apart in state
     */
    public MilestoneRules(ProgramCatalog programs) {
        this.programs = programs;
        make();
    }

    private void make() {
        byProgram = programs.versions().stream().collect(Collectors.groupingBy(ProgramVersion::program));
        terms = byProgram.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Terms.of(entry.getValue())));
        book = RuleBook.of(programs.versions(), Horizons.DEFAULT);
        interests = new Interests(book.namesFrom(), book.partyFieldsFrom());
        riskAskedFrom = programs.versions().stream()
                .filter(MilestoneRules::asksForRisk)
                .collect(Collectors.toMap(ProgramVersion::program, ProgramVersion::validFromMillis, Math::min));
    }

    public ProgramCatalog programs() {
        return programs;
    }

    /** All versions of a program, oldest first. */
    public List<ProgramVersion> versions(String program) {
        if (byProgram == null) {
            make();
        }
        return byProgram.getOrDefault(program, List.of());
    }

    /** The version of a program that holds at a time, or null before the first. */
    @Override
    public ProgramVersion version(String program, long timeMillis) {
        ProgramVersion last = null;
        for (ProgramVersion version : versions(program)) {
            last = version.validFromMillis() <= timeMillis ? version : last;
        }
        return last;
    }

    private static boolean asksForRisk(ProgramVersion version) {
        return version.asks().stream()
                .flatMap(ask -> ask.guards().inOrder().stream())
                .anyMatch(Ask.Guard.RiskAtMost.class::isInstance);
    }

    @Override
    public long riskAskedFromMillis(String program) {
        return riskAskedFrom().getOrDefault(program, Long.MAX_VALUE);
    }

    /** The first such time of all programs; Long.MAX_VALUE: none asks. As long as none does, no verdict is remembered. */
    public long riskAskedFromMillis() {
        return riskAskedFrom().values().stream().mapToLong(from -> from).min().orElse(Long.MAX_VALUE);
    }

    private Map<String, Long> riskAskedFrom() {
        if (riskAskedFrom == null) {
            make();
        }
        return riskAskedFrom;
    }

    /** What a program's ledger goes by. */
    public Terms terms(String program) {
        if (terms == null) {
            make();
        }
        return terms.getOrDefault(program, NO_TERMS);
    }

    public RuleBook book() {
        if (book == null) {
            make();
        }
        return book;
    }

    public Interests interests() {
        if (interests == null) {
            make();
        }
        return interests;
    }
}
