package dev.milepost.milestones.operator;

import dev.milepost.milestones.model.MilestoneFact;
import dev.milepost.milestones.model.MilestoneKey;
import dev.milepost.milestones.model.people.Subjects;
import dev.milepost.milestones.model.people.Told;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.FoldOutput;
import dev.milepost.runtime.fold.Outcome;
import dev.milepost.runtime.fold.output.FactLetters;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.schemas.row.MilestoneRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Tells which milestones a subject has reached: rows of milestones, and of dead_letters. */
final class MilestoneOutput implements FoldOutput<Told, MilestoneKey, MilestoneFact, Row> {

    private static final long serialVersionUID = 1L;

    private final String operator;
    private transient Rows rows;

    /** Of the operator with that uid. */
    MilestoneOutput(String operator) {
        this.operator = operator;
    }

    @Override
    public void changed(MilestoneKey key, MilestoneFact before, MilestoneFact after, Emission<Row> out) {
        rows().replace(rows(before, out.key()), rows(after, out.key()), out);
    }

    private static List<MilestoneRow> rows(MilestoneFact fact, String subject) {
        if (fact == null) {
            return List.of();
        }
        MilestoneRow row = new MilestoneRow();
        row.setProgramId(fact.key().rule().program());
        row.setMilestoneId(fact.key().rule().milestone());
        row.setSubjectKind(fact.kind().name().toLowerCase(Locale.ROOT));
        row.setSubjectId(Subjects.id(subject));
        row.setOccurrence(occurrence(fact.key()));
        row.setVersion(fact.version());
        row.setUserId(Subjects.id(subject));
        row.setReachedAt(Instant.ofEpochMilli(fact.reachedMillis()));
        row.setCauseEventId(fact.causeEventId());
        row.setValueMinor(fact.amountMinor());
        row.setCurrency(fact.currency() == null ? "" : fact.currency());
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
