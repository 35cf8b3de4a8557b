package dev.milepost.testkit.scenario;

import dev.milepost.testkit.scenario.Words.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads scenario scripts; the package page has their language. */
public final class ScenarioReader {

    private static final String SUFFIX = ".txt";
    private static final Set<String> SECTIONS = Set.of("happens", "asks", "rewards");

    private final Issues issues;
    private final String name;
    private String program;
    private List<String> files;
    private Instant start;
    private Instant until;
    private Happenings happenings;
    private Expectations expectations;

    /** The section that is being read; null: none yet. */
    private String section;

    private boolean asksTold;
    private boolean rewardsTold;

    private ScenarioReader(String file) {
        issues = new Issues(file);
        String last = Path.of(file).getFileName().toString();
        name = last.endsWith(SUFFIX) ? last.substring(0, last.length() - SUFFIX.length()) : last;
    }

    /**
     * Reads a file.
     *
     * @throws ScenarioException with every problem and its line
     */
    public static Scenario read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The scenario " + file + " cannot be read", e);
        }
    }

    /**
     * Reads text.
     *
     * @param file what problems name as its place; its last part without {@code .txt} is the scenario's name
     * @throws ScenarioException with every problem and its line
     */
    public static Scenario parse(String file, String text) {
        return new ScenarioReader(file).read(text);
    }

    private Scenario read(String text) {
        for (Script.Line line : Script.lines(text, issues)) {
            try {
                read(line);
            } catch (Unreadable e) {
                issues.add(line.number(), e.getMessage());
            }
        }
        refuseWhatIsMissing();
        issues.throwIfAny();
        Scenario scenario = new Scenario(
                name,
                program,
                files == null ? List.of(program + ".yaml") : files,
                start,
                until,
                happenings.events(),
                happenings.verdicts(),
                happenings.reviews(),
                happenings.payouts(),
                expectations.asks(),
                expectations.rewards());
        refuseWhatIsAfterTheEnd(scenario);
        issues.throwIfAny();
        return scenario;
    }

    private void read(Script.Line line) throws Unreadable {
        Words words = new Words(line, start);
        if (!line.indented()) {
            header(words);
            return;
        }
        if (section == null) {
            throw new Unreadable("stands under no section: write happens, asks or rewards above it, at the margin");
        }
        switch (section) {
            case "happens" -> happenings.read(words, line.number());
            case "asks" -> {
                if (!saysNone(words)) {
                    expectations.ask(words, line.number());
                }
                asksTold = true;
            }
            default -> {
                if (!saysNone(words)) {
                    expectations.reward(words, line.number(), beginsWithTime(line));
                }
                rewardsTold = true;
            }
        }
    }

    private static boolean saysNone(Words words) throws Unreadable {
        boolean none = words.nextIs("none");
        if (none) {
            words.end();
        }
        return none;
    }

    private static boolean beginsWithTime(Script.Line line) {
        String first = line.words().get(0);
        return first.startsWith("+") || (Character.isDigit(first.charAt(0)) && first.endsWith("Z"));
    }

    private void header(Words words) throws Unreadable {
        String key = words.next("a key");
        switch (key) {
            case "program" -> program = words.next("a program's id");
            case "files" -> files = allOf(words);
            case "start" -> start = words.moment("an instant");
            case "until" -> until = words.moment("a time");
            default -> {
                if (!SECTIONS.contains(key)) {
                    throw new Unreadable(key
                            + " is unknown at the margin: use program, files, start, until, happens, asks or rewards,"
                            + " and begin other lines with a blank");
                }
                begin(key);
            }
        }
        words.end();
    }

    private static List<String> allOf(Words words) throws Unreadable {
        List<String> all = new ArrayList<>();
        all.add(words.next("a program file"));
        while (!words.isEmpty()) {
            all.add(words.next("a program file"));
        }
        return List.copyOf(all);
    }

    private void begin(String key) throws Unreadable {
        if (program == null || start == null) {
            throw new Unreadable(key + " begins before program and start are known: write them above it");
        }
        if (happenings == null) {
            happenings = new Happenings(name, program);
            expectations = new Expectations(issues, start);
        }
        section = key;
    }

    private void refuseWhatIsMissing() {
        if (until == null) {
            issues.add(1, "there is no until: write when the run ends, such as until +60d");
        }
        if (happenings == null || happenings.events().isEmpty()) {
            issues.add(1, "nothing happens: write happens, and events below it");
        }
        if (!asksTold || !rewardsTold) {
            issues.add(1, "asks or rewards are not told: write both, and none where there are none");
        }
    }

    private void refuseWhatIsAfterTheEnd(Scenario scenario) {
        for (ExpectedReward reward : scenario.rewards()) {
            for (ExpectedReward.Entry entry : reward.entries()) {
                if (entry.effectiveAt().isAfter(until)) {
                    issues.add(entry.line(), "is after the end of the run, " + until + ": write a later until");
                }
            }
        }
        for (ExpectedAsk ask : scenario.asks()) {
            if (ask.milestoneAt().isAfter(until)) {
                issues.add(ask.line(), "is after the end of the run, " + until + ": write a later until");
            }
        }
    }
}
