package dev.milepost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fifty programs that are live at once: those that Milepost ships, and of each a variant. The shipped ones ask for events of
 * their own trade, most of which nobody here does; the variants for what the simulated people do, twice as much of it. The two
 * programs that the people's codes are of come first.
 */
final class Fleet {

    /** How many there are. */
    static final int SIZE = 50;

    /** By what name the simulated people's codes know the first programs. */
    private static final Map<String, String> OF_CODES = Map.of(
            "two-way-with-bonus", "default",
            "crm-first-subscription", "friends-and-family");

    /** The second version of a program that is there already. */
    private static final String LATER_VERSION = "storage-for-both-v2.yaml";

    /** What the simulated people do in place of what a shipped program asks for. */
    private static final Map<String, String> DONE_HERE = new HashMap<>();

    static {
        put("task_completed", "ride_completed", "feature_used", "workout_completed", "nps_answered", "envelope_sent");
        put(
                "report_exported",
                "contract_signed",
                "saving_booked",
                "demo_attended",
                "order_delivered",
                "stay_completed");
        put("project_created", "kickoff_held", "workspace_created", "demo_booked");
        put("teammate_invited", "meeting_hosted");
        put(
                "activated",
                "lead_qualified",
                "client_installed",
                "app_installed",
                "profile_completed",
                "first_campaign_sent",
                "integration_connected");
    }

    private static final Pattern PROGRAM = Pattern.compile("(?m)^program: (\\S+)$");
    private static final Pattern EXPERIMENT = Pattern.compile("experiment: \\{id: ([^,]+),");
    private static final Pattern THRESHOLD = Pattern.compile("at_least: (\\d+)");

    private Fleet() {}

    private static void put(String here, String... there) {
        for (String each : there) {
            DONE_HERE.put(each, here);
        }
    }

    /** Writes the files of the first so many into a folder, which is made. */
    static Path write(int programs, Path folder) throws IOException {
        Files.createDirectories(folder);
        int number = 0;
        for (String text : texts().subList(0, programs)) {
            Files.writeString(folder.resolve("program-" + number++ + ".yaml"), text);
        }
        return folder;
    }

    private static List<String> texts() throws IOException {
        List<String> first = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> listed = Files.list(shipped())) {
            files = listed.filter(file -> file.getFileName().toString().endsWith(".yaml"))
                    .filter(file -> !file.getFileName().toString().equals(LATER_VERSION))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            // Touches are kept for the default of 90 days, by every number of programs.
            String text = Files.readString(file).replace("click_window: 180d", "click_window: 90d");
            String program = program(text);
            String known = OF_CODES.get(program);
            if (known != null) {
                first.add(
                        known.equals("default") ? 0 : first.size(),
                        text.replace("program: " + program, "program: " + known));
            } else {
                texts.add(text);
            }
            texts.add(variant(text, program));
        }
        first.addAll(texts);
        if (first.size() < SIZE) {
            throw new IllegalStateException("Of the programs in " + shipped() + " only " + first.size() + " come, not "
                    + SIZE + ": this measurement goes by those that Milepost ships");
        }
        return first;
    }

    private static String program(String text) {
        Matcher matcher = PROGRAM.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("A program file names no program: " + text);
        }
        return matcher.group(1);
    }

    private static String variant(String text, String program) {
        String variant = text.replace("program: " + program, "program: " + program + "-here");
        variant = EXPERIMENT.matcher(variant).replaceAll("experiment: {id: $1-here,");
        variant = THRESHOLD.matcher(variant).replaceAll(Fleet::doubled);
        for (Map.Entry<String, String> event : DONE_HERE.entrySet()) {
            variant = variant.replaceAll("\\b" + event.getKey() + "\\b", event.getValue());
        }
        return variant;
    }

    private static String doubled(MatchResult threshold) {
        return "at_least: " + 2 * Long.parseLong(threshold.group(1));
    }

    /** The folder {@code programs} of the repository that this directory is in. */
    private static Path shipped() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("programs").resolve("scenarios"))) {
                return folder.resolve("programs");
            }
        }
        throw new IllegalStateException(
                "There is no folder programs here or in a folder above: run it in the repository");
    }
}
