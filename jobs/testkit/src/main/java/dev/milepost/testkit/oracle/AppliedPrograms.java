package dev.milepost.testkit.oracle;

import dev.milepost.schemas.event.AppliedProgram;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.programs.ProgramFacts;
import dev.milepost.testkit.programs.ProgramFiles;
import dev.milepost.testkit.programs.SentProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The versions of programs that a log adds to those that a run knows from the start, and what it must refuse: {@code invalid}
 * (unreadable, or another version than its record says), {@code rule_conflict} (a known version of other content),
 * {@code rule_late} (received less than a minute before its valid_from). A known version of the same content is neither.
 *
 * <p>Logs contradict a version only long after it, so that the order of receipt may stand for that of delivery.
 *
 * @param versions all that hold
 */
record AppliedPrograms(ProgramBook versions, List<DeadLetter> deadLetters) {

    private static final Duration AHEAD = Duration.ofMinutes(1);

    /** As {@link ProgramFiles} begins a file. */
    private static final Pattern BEGINNING = Pattern.compile(
            "program: (?<program>\\S+)\nversion: (?<version>\\d+)\nvalid_from: \\S+\n.*", Pattern.DOTALL);

    /**
     * Reads the stream {@code programs} of a log.
     *
     * @param given what a run knows from the start
     * @param sent what a log may add
     */
    static AppliedPrograms of(List<ProgramFacts> given, List<SentProgram> sent, List<TimedRecord> log) {
        Map<String, ProgramFacts> byText =
                sent.stream().collect(Collectors.toMap(SentProgram::text, SentProgram::facts));
        List<ProgramFacts> versions = new ArrayList<>(given);
        Map<String, String> known = new HashMap<>();
        given.forEach(facts -> known.put(facts.program() + "@" + facts.version(), ProgramFiles.yaml(facts)));
        List<DeadLetter> refused = new ArrayList<>();
        List<TimedRecord> records = log.stream()
                .filter(record -> record.record() instanceof AppliedProgram && AcceptedLog.untimely(record) == null)
                .sorted(Comparator.comparing(TimedRecord::receivedAt).thenComparing(TimedRecord::eventId))
                .toList();
        for (TimedRecord record : records) {
            AppliedProgram program = (AppliedProgram) record.record();
            String refusal = refusal(record, program, known);
            if (refusal != null) {
                refused.add(
                        new DeadLetter(refusal, record.stream(), record.key(), record.eventId(), record.eventTime()));
            } else if (known.put(program.getProgramVersion(), program.getText()) == null) {
                versions.add(byText.get(program.getText()));
            }
        }
        return new AppliedPrograms(new ProgramBook(List.copyOf(versions)), refused);
    }

    private static String refusal(TimedRecord record, AppliedProgram program, Map<String, String> known) {
        Matcher beginning = BEGINNING.matcher(program.getText());
        if (!beginning.matches()
                || !program.getProgramVersion().equals(beginning.group("program") + "@" + beginning.group("version"))) {
            return "invalid";
        }
        String content = known.get(program.getProgramVersion());
        if (content != null) {
            return content.equals(program.getText()) ? null : "rule_conflict";
        }
        return Duration.between(record.receivedAt(), program.getValidFrom()).compareTo(AHEAD) < 0 ? "rule_late" : null;
    }
}
