package dev.milepost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A profile in collapsed stacks, and where its samples fall. */
final class Stacks {

    private static final String OURS = "dev/milepost/";
    private static final Pattern COMPILER = Pattern.compile("^\\[?C[12] Compiler");
    private static final String BENCH = "dev/milepost/bench/";

    private final List<Stack> stacks;
    private final long all;

    /** Frames from the outermost in; the first names the thread. */
    private record Stack(List<String> frames, long samples) {}

    /** A place in the code and its share of all samples. */
    record Share(String place, double share) {}

    private Stacks(List<Stack> stacks, long all) {
        this.stacks = stacks;
        this.all = all;
    }

    /** Reads what async-profiler wrote, but for the threads of compilers. */
    static Stacks read(Path file) throws IOException {
        List<Stack> stacks = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            int blank = line.lastIndexOf(' ');
            List<String> frames = List.of(line.substring(0, blank).split(";", -1));
            if (!COMPILER.matcher(frames.get(0)).find()) {
                stacks.add(new Stack(frames, Long.parseLong(line.substring(blank + 1))));
            }
        }
        return new Stacks(stacks, count(stacks));
    }

    /** Those of tasks whose names begin so; their shares stay those of all. */
    Stacks of(String prefix) {
        Pattern task = task(prefix);
        return new Stacks(
                stacks.stream()
                        .filter(stack -> task.matcher(stack.frames().get(0)).find())
                        .toList(),
                all);
    }

    private static long count(List<Stack> stacks) {
        return stacks.stream().mapToLong(Stack::samples).sum();
    }

    /** How many samples there are. */
    long samples() {
        return count(stacks);
    }

    /** By the innermost method of Milepost, what it calls of libraries included; what has none, by kind of thread. */
    List<Share> byOurMethod() {
        return by(Stacks::ourMethod);
    }

    /** By the method that ran, whoever called it. */
    List<Share> byInnermost() {
        return by(stack -> method(stack.frames().get(stack.frames().size() - 1)));
    }

    /** By what of the pipeline it is: of the outermost named frames that a stack passes, the last. */
    List<Share> byPart(Map<String, String> partsByFrame) {
        return by(stack -> {
            String part = null;
            for (String frame : stack.frames()) {
                for (Map.Entry<String, String> entry : partsByFrame.entrySet()) {
                    if (frame.contains(entry.getKey())) {
                        part = entry.getValue();
                    }
                }
            }
            return part == null ? threadKind(stack) : part;
        });
    }

    /**
     * By task, all of its parallel instances together; what no task is, by kind of thread.
     *
     * @param prefix what the names of the tasks begin with that are told apart
     */
    List<Share> byTask(String prefix) {
        Pattern task = task(prefix);
        return by(stack -> {
            Matcher name = task.matcher(stack.frames().get(0));
            return name.find() ? name.group(1) : threadKind(stack);
        });
    }

    private static Pattern task(String prefix) {
        return Pattern.compile("^\\[?(" + Pattern.quote(prefix) + "[^(]*[^( ]) \\(\\d+/\\d+\\)");
    }

    private static String ourMethod(Stack stack) {
        for (int i = stack.frames().size() - 1; i > 0; i--) {
            String frame = stack.frames().get(i);
            if (frame.startsWith(OURS) && !frame.startsWith(BENCH)) {
                return method(frame);
            }
        }
        return threadKind(stack);
    }

    private static String threadKind(Stack stack) {
        String thread = stack.frames().get(0);
        String all = String.join(";", stack.frames());
        if (thread.contains("GC") || all.contains("GCTaskThread") || all.contains("PSPromotion")) {
            return "(garbage collection)";
        }
        if (thread.contains("Source Data Fetcher")) {
            return "(Kafka consumer)";
        }
        if (thread.contains("pekko") || thread.contains("Checkpoint Timer")) {
            return "(Flink: coordination)";
        }
        return all.contains("StreamTask") ? "(Flink: task)" : "(other threads)";
    }

    private static String method(String frame) {
        String name = frame.replace("dev/milepost/", "");
        int arguments = name.indexOf('(');
        // Of a library's native method, its arguments say nothing here.
        return arguments > 0 ? name.substring(0, arguments) : name.replace('/', '.');
    }

    private List<Share> by(Function<Stack, String> place) {
        Map<String, Long> counts = new HashMap<>();
        stacks.forEach(stack -> counts.merge(place.apply(stack), stack.samples(), Long::sum));
        return counts.entrySet().stream()
                .map(entry -> new Share(entry.getKey(), (double) entry.getValue() / all))
                .sorted((a, b) -> Double.compare(b.share(), a.share()))
                .toList();
    }
}
