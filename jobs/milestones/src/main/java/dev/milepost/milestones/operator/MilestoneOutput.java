package dev.milepost.milestones.operator;

import dev.milepost.milestones.model.FactKey;
import dev.milepost.milestones.model.MilestoneFact;
import dev.milepost.milestones.model.MilestoneKey;
import dev.milepost.milestones.model.SubjectFact;
import dev.milepost.milestones.model.ledger.LedgerFact;
import dev.milepost.milestones.model.people.Subjects;
import dev.milepost.milestones.model.people.Told;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.FoldOutput;
import dev.milepost.runtime.fold.Outcome;
import dev.milepost.runtime.fold.output.FactLetters;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.schemas.row.MilestoneRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.flink.util.OutputTag;

/** Tells which milestones a subject has reached: rows of milestones, and of dead_letters. */
final class MilestoneOutput implements FoldOutput<Told, FactKey, SubjectFact, Row> {

    private static final long serialVersionUID = 1L;

    private final String operator;
    private transient Rows rows;

    /** Of the operator with that uid. */
    MilestoneOutput(String operator) {
        this.operator = operator;
    }

    @Override
    public void changed(FactKey key, SubjectFact before, SubjectFact after, Emission<Row> out) {
        rows().replace(rows(before, out.key()), rows(after, out.key()), out);
        tell(News.ask(before, out.key()), News.ask(after, out.key()), Sides.ASKS, out);
        tell(News.reward(before, out.key()), News.reward(after, out.key()), Sides.REWARDS, out);
    }

    /** What is put takes the place of what was of its identity; a condition's has its time. */
    private static <N> void tell(N before, N after, OutputTag<Change<N>> side, Emission<Row> out) {
        if (Objects.equals(before, after)) {
            return;
        }
        boolean replaced = before != null
                && after != null
                && !(before instanceof LedgerNews news && news.fact() instanceof LedgerFact.Condition);
        if (before != null && !replaced) {
            out.collect(side, Change.remove(before));
        }
        if (after != null) {
            out.collect(side, Change.put(after));
        }
    }

    private static List<MilestoneRow> rows(SubjectFact found, String subject) {
        if (!(found instanceof MilestoneFact fact) || fact.standing() == null) {
            return List.of();
        }
        MilestoneFact.Reach reach = fact.standing();
        MilestoneRow row = new MilestoneRow();
        row.setProgramId(fact.key().rule().program());
        row.setMilestoneId(fact.key().rule().milestone());
        row.setSubjectKind(fact.kind().name().toLowerCase(Locale.ROOT));
        row.setSubjectId(Subjects.id(subject));
        row.setOccurrence(occurrence(fact.key()));
        row.setVersion(reach.version());
        row.setUserId(reach.referee() == null ? Subjects.id(subject) : reach.referee());
        row.setReachedAt(Instant.ofEpochMilli(reach.reachedMillis()));
        row.setCauseEventId(reach.causeEventId());
        row.setValueMinor(reach.amountMinor());
        row.setCurrency(reach.currency() == null ? "" : reach.currency());
        return List.of(row);
    }

    /** The kth; of a ladder, the kth of a rung. */
    private static String occurrence(MilestoneKey key) {
        String kth = Long.toString(key.occurrence());
        return key.rule().rung() == 0 ? kth : key.rule().rung() + "/" + kth;
    }

    @Override
    public void refused(Told told, Outcome.Kind why, Emission<Row> out) {
        rows().put(FactLetters.of(told, why, operator, out.key()), out);
    }

    private Rows rows() {
        if (rows == null) {
            rows = new Rows();
        }
        return rows;
    }
}
