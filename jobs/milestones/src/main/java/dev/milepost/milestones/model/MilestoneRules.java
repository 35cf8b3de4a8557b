package dev.milepost.milestones.model;

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
public final class MilestoneRules implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Terms NO_TERMS = Terms.of(List.of());

    private final ProgramCatalog programs;
    private transient Map<String, List<ProgramVersion>> byProgram;
    private transient Map<String, Terms> terms;
    private transient RuleBook book;
    private transient Interests interests;
    private transient long riskAskedFromMillis;

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
        riskAskedFromMillis = programs.versions().stream()
                .filter(MilestoneRules::asksForRisk)
                .mapToLong(ProgramVersion::validFromMillis)
                .min()
                .orElse(Long.MAX_VALUE);
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

    /**
     * From when on some version had an ask with {@code risk_at_most}; Long.MAX_VALUE: none has. Asks go by no verdict of before:
     * as long as nobody asks, none is remembered.
     */
    public long riskAskedFromMillis() {
        if (book == null) {
            make();
        }
        return riskAskedFromMillis;
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
