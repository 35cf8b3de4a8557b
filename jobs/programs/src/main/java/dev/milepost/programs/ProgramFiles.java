package dev.milepost.programs;

import dev.milepost.programs.yaml.Place;
import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlFile;
import dev.milepost.programs.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the program files of a folder: each {@code *.yaml} or {@code *.yml} in it is one version of one program. */
public final class ProgramFiles {

    /** A version, its file, and where that says its version and valid_from. */
    record Sourced(ProgramVersion version, YamlNode root, Place versionPlace, Place validFromPlace) {}

    private final Problems problems;
    private final List<Sourced> versions = new ArrayList<>();
    private final List<ProgramText> texts = new ArrayList<>();

    /** Null: windows are as long as they like. */
    private final LongestWindow longest;

    private ProgramFiles(LongestWindow longest) {
        this(new Problems(), longest);
    }

    /**
     * What is wrong with what is added goes to the problems.
     *
     * @param longest null: not asked
     */
    ProgramFiles(Problems problems, LongestWindow longest) {
        this.problems = problems;
        this.longest = longest;
    }

    /**
     * Reads a folder, without those below it; other files are passed over.
     *
     * @throws ProgramFileException with every problem of every file, its place and what to do
     */
    public static ProgramCatalog read(Path dir) {
        return read(dir, null);
    }

    /**
     * Reads a folder, as {@link #read(Path)}, for a deployment that keeps touches so long.
     *
     * @param longest null: not asked
     */
    public static ProgramCatalog read(Path dir, LongestWindow longest) {
        ProgramFiles files = new ProgramFiles(longest);
        for (Path file : files.list(dir)) {
            files.add(file.toString(), YamlFile.text(file, files.problems));
        }
        return files.catalog();
    }

    /**
     * Reads texts by the name that problems call them by.
     *
     * @throws ProgramFileException with every problem of every text, its place and what to do
     */
    public static ProgramCatalog parse(Map<String, String> texts) {
        return parse(texts, null);
    }

    /**
     * Reads texts, as {@link #parse(Map)}, for a deployment that keeps touches so long.
     *
     * @param longest null: not asked
     */
    public static ProgramCatalog parse(Map<String, String> texts, LongestWindow longest) {
        ProgramFiles files = new ProgramFiles(longest);
        texts.forEach(files::add);
        return files.catalog();
    }

    /**
     * Reads files, each of which holds one version, and folders of such files.
     *
     * @throws ProgramFileException with every problem of every file, its place and what to do
     */
    public static ProgramCatalog read(List<Path> paths) {
        return read(paths, null);
    }

    /**
     * Reads files and folders, as {@link #read(List)}, for a deployment that keeps touches so long.
     *
     * @param longest null: not asked
     */
    public static ProgramCatalog read(List<Path> paths, LongestWindow longest) {
        ProgramFiles files = new ProgramFiles(longest);
        for (Path file : files.each(paths)) {
            files.add(file.toString(), YamlFile.text(file, files.problems));
        }
        return files.catalog();
    }

    /**
     * Reads files, and folders' files, and says of each what became of it: it refuses none.
     *
     * @param longest how long touches are kept; null: not asked
     */
    public static ProgramCheck check(List<Path> paths, LongestWindow longest) {
        ProgramFiles files = new ProgramFiles(longest);
        Map<String, String> labels = new LinkedHashMap<>();
        Map<String, List<String>> hints = new LinkedHashMap<>();
        for (Path file : files.each(paths)) {
            Sourced read = files.add(file.toString(), YamlFile.text(file, files.problems));
            if (read != null) {
                labels.put(file.toString(), read.version().label());
                hints.put(file.toString(), Hints.of(read.root()));
            }
        }
        files.compare();
        labels.keySet().removeAll(files.problems.files());
        hints.keySet().retainAll(labels.keySet());
        return new ProgramCheck(
                labels,
                files.problems.lines(),
                hints.values().stream().flatMap(List::stream).toList());
    }

    /** The files, and those of the folders. */
    List<Path> each(List<Path> paths) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            files.addAll(Files.isDirectory(path) ? list(path) : List.of(path));
        }
        return files;
    }

    private List<Path> list(Path dir) {
        if (!Files.isDirectory(dir)) {
            problems.add(Place.whole(dir.toString()), "is no folder: name the one that holds the program files");
            return List.of();
        }
        try (Stream<Path> files = Files.list(dir)) {
            List<Path> found = files.filter(ProgramFiles::isYaml).sorted().toList();
            if (found.isEmpty()) {
                problems.add(
                        Place.whole(dir.toString()),
                        "holds no program file (*.yaml, *.yml): name the folder that does");
            }
            return found;
        } catch (IOException e) {
            problems.add(Place.whole(dir.toString()), "cannot be read (" + e + "): check its permissions");
            return List.of();
        }
    }

    static boolean isYaml(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
    }

    /** Adds a file's version, and what it was read from; null, and none, where the file has a problem. */
    private Sourced add(String name, String text) {
        if (text == null) {
            return null;
        }
        Sourced version = ReadTexts.find(name, text);
        if (version != null) {
            versions.add(version);
        } else {
            version = read(name, text);
        }
        if (version != null && longest != null) {
            longest.check(version, problems);
        }
        if (version != null) {
            texts.add(
                    new ProgramText(version.version().label(), version.version().validFromMillis(), text));
        }
        return version;
    }

    private Sourced read(String name, String text) {
        int before = problems.count();
        Sourced version = readNode(YamlFile.parse(name, text, problems));
        if (version != null && problems.count() == before) {
            ReadTexts.keep(name, text, version);
        }
        return version;
    }

    /** Adds a file's version; null, and none, where the file has a problem. */
    Sourced add(YamlNode root) {
        Sourced version = readNode(root);
        if (version != null && longest != null) {
            longest.check(version, problems);
        }
        return version;
    }

    private Sourced readNode(YamlNode root) {
        Sourced version = root == null ? null : new ProgramReader(problems).read(root);
        if (version != null) {
            versions.add(version);
        }
        return version;
    }

    /** Sees to it that what was added agrees: versions that are distinct, and follow one another; programs that share nothing. */
    void compare() {
        compare(version -> List.of());
    }

    /**
     * As {@link #compare()}, where files follow versions that stand already, too.
     *
     * @param standing those of a version's program that are before it, in any order
     */
    void compare(Function<ProgramVersion, List<Succession.Former>> standing) {
        agree(distinct(), standing);
    }

    private void agree(List<Sourced> distinct, Function<ProgramVersion, List<Succession.Former>> standing) {
        List<Sourced> inOrder = distinct.stream()
                .sorted(Comparator.comparingInt((Sourced s) -> s.version().version()))
                .toList();
        Succession succession = new Succession(problems);
        Map<String, List<Succession.Former>> before = new HashMap<>();
        for (int i = 0; i < inOrder.size(); i++) {
            Sourced next = inOrder.get(i);
            List<Succession.Former> formers =
                    before.computeIfAbsent(next.version().program(), program -> new ArrayList<>());
            succession.follows(next, latestFirst(formers, standing.apply(next.version())));
            formers.add(
                    new Succession.Former(next.version(), next.versionPlace().toString()));
            for (Sourced other : inOrder.subList(0, i)) {
                refuseBackwardValidity(next, other);
                succession.sharesNoExperiment(
                        next, other.version(), other.versionPlace().toString());
            }
        }
    }

    /** A file's version hides the same one that stands. */
    private static List<Succession.Former> latestFirst(
            List<Succession.Former> files, List<Succession.Former> standing) {
        Map<Integer, Succession.Former> byVersion = new TreeMap<>(Comparator.reverseOrder());
        Stream.concat(standing.stream(), files.stream())
                .forEach(former -> byVersion.put(former.version().version(), former));
        return List.copyOf(byVersion.values());
    }

    private ProgramCatalog catalog() {
        List<Sourced> distinct = distinct();
        agree(distinct, version -> List.of());
        if (!problems.isEmpty()) {
            throw new ProgramFileException(problems.lines());
        }
        return new ProgramCatalog(distinct.stream().map(Sourced::version).toList(), texts);
    }

    private List<Sourced> distinct() {
        Map<String, Sourced> byName = new LinkedHashMap<>();
        for (Sourced sourced : versions) {
            ProgramVersion version = sourced.version();
            String name = version.program() + "@" + version.version();
            Sourced earlier = byName.putIfAbsent(name, sourced);
            if (earlier != null) {
                problems.add(
                        sourced.versionPlace(),
                        name + " is also in " + earlier.versionPlace() + ": give one of them another version");
            }
        }
        return List.copyOf(byName.values());
    }

    private void refuseBackwardValidity(Sourced later, Sourced earlier) {
        if (later.version().program().equals(earlier.version().program())
                && !later.version().mayFollow(earlier.version().validFromMillis())) {
            problems.add(
                    later.validFromPlace(),
                    "version " + later.version().version() + " of "
                            + later.version().program() + " is valid from an earlier time than version "
                            + earlier.version().version() + " (" + earlier.validFromPlace()
                            + "): a later version begins at the same time or later");
        }
    }
}
