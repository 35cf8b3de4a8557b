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
        ask(News.ask(before, out.key()), News.ask(after, out.key()), out);
        rewards(News.rewards(before, out.key()), News.rewards(after, out.key()), out);
    }

    /** What is put takes the place of what was of its identity. */
    private static void ask(AskNews before, AskNews after, Emission<Row> out) {
        if (before != null && after == null) {
            out.collect(Sides.ASKS, Change.remove(before));
        } else if (after != null && !after.equals(before)) {
            out.collect(Sides.ASKS, Change.put(after));
        }
    }

    private static void rewards(List<LedgerNews> before, List<LedgerNews> after, Emission<Row> out) {
        for (LedgerNews news : before) {
            if (after.stream().noneMatch(other -> place(other) == place(news))) {
                out.collect(Sides.REWARDS, Change.remove(news));
            }
        }
        for (LedgerNews news : after) {
            if (!before.contains(news)) {
                out.collect(Sides.REWARDS, Change.put(news));
            }
        }
    }

    /** Of what is told of one fact: a condition goes by the time since when it stands. */
    private static long place(LedgerNews news) {
        return news.fact() instanceof LedgerFact.Condition condition ? condition.timeMillis() : 0;
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
