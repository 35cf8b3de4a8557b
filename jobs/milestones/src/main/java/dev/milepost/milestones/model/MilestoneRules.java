package dev.milepost.milestones.model;

import dev.milepost.milestones.model.pattern.Horizons;
import dev.milepost.milestones.model.pattern.RuleBook;
import dev.milepost.milestones.model.people.Interests;
import dev.milepost.programs.ProgramCatalog;
import java.io.Serializable;

/** All versions of all programs, and what is made of them for milestones. Immutable; made anew where it is read from bytes. */
public final class MilestoneRules implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ProgramCatalog programs;
    private transient RuleBook book;
    private transient Interests interests;

    /**
     * @throws IllegalStateException where two milestones cannot be told apart in state
     */
    public MilestoneRules(ProgramCatalog programs) {
        this.programs = programs;
        make();
    }

    private void make() {
        book = RuleBook.of(programs.versions(), Horizons.DEFAULT);
        interests = new Interests(book.namesFrom(), book.partyFieldsFrom());
    }

    public ProgramCatalog programs() {
        return programs;
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
