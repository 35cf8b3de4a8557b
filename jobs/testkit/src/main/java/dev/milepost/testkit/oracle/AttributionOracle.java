package dev.milepost.testkit.oracle;

import dev.milepost.testkit.TableKeys;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.programs.ProgramFacts;
import dev.milepost.testkit.programs.Programs;
import dev.milepost.testkit.programs.SentProgram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Answers a whole log at once, as the written semantics of attribution say.
 *
 * <p>Clicks must declare their channel, carry a referral_code, or use an address of
 * {@link dev.milepost.testkit.population.KnownLink}.
 */
public final class AttributionOracle {

    private final List<ProgramFacts> given;
    private final List<SentProgram> sent;

    /**
     * @param given the programs that are known from the start; a log may add those of populations
     */
    public AttributionOracle(List<ProgramFacts> given) {
        this(given, Programs.sent());
    }

    /**
     * @param given the programs that are known from the start
     * @param sent those that a log may add
     */
    public AttributionOracle(List<ProgramFacts> given, List<SentProgram> sent) {
        this.given = List.copyOf(given);
        this.sent = List.copyOf(sent);
    }

    /** The answer to {@code log}; its order does not matter. */
    public Answer answer(List<TimedRecord> log) {
        AcceptedLog accepted = AcceptedLog.of(log);
        AppliedPrograms applied = AppliedPrograms.of(given, sent, log);
        ProgramBook programs = applied.versions();
        Identities identities = new Identities(accepted);
        DailyLimit limit = new DailyLimit(accepted, programs);
        Touches touches = new Touches(accepted, identities, limit);
        Referrals referrals = new Referrals(accepted, identities, limit);
        Bindings bindings = new Bindings(accepted, touches, referrals, programs);
        Conversions conversions = new Conversions(accepted);
        Credits credits = new Credits(touches, bindings, programs);

        List<DeadLetter> deadLetters = new ArrayList<>(accepted.deadLetters());
        deadLetters.addAll(applied.deadLetters());
        deadLetters.addAll(limit.deadLetters());
        deadLetters.addAll(conversions.deadLetters());
        deadLetters.sort(Comparator.comparing(DeadLetter::reason).thenComparing(DeadLetter::eventId));
        return new Answer(
                sorted(identities.rows()),
                sorted(touches.rows()),
                sorted(bindings.rows()),
                sorted(new Journeys(accepted, identities, limit, conversions).rows(bindings)),
                sorted(conversions.rows()),
                sorted(conversions.all().stream()
                        .flatMap(conversion -> credits.rows(conversion).stream())
                        .toList()),
                deadLetters,
                bindings.known(),
                accepted.events().size(),
                accepted.duplicates());
    }

    /** The records that ingest accepts, each once, in (event_time, event_id) order. */
    public static List<TimedRecord> accepted(List<TimedRecord> log) {
        return AcceptedLog.of(log).events();
    }

    private static <T extends SpecificRecord> List<T> sorted(List<T> rows) {
        return rows.stream().sorted(TableKeys.ORDER).toList();
    }
}
