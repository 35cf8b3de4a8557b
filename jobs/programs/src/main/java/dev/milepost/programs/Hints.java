package dev.milepost.programs;

import dev.milepost.programs.model.Names;
import dev.milepost.programs.yaml.Nearest;
import dev.milepost.programs.yaml.Place;
import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a right file says that is hardly meant. Any name may be that of a product event or a property, so that a slip in one of
 * Milepost's is no problem of the file: nothing would ever match.
 */
final class Hints {

    /** Clicks with a meaning of their own. */
    private static final Set<String> CLICKS = Set.of(
            "page_view",
            "referral_code_created",
            "referral_link_clicked",
            "ask_viewed",
            "referral_shared",
            "invite_sent",
            "identified",
            "consent_changed",
            "support_ticket_opened",
            "support_ticket_resolved",
            "opted_out");

    private static final Set<String> EVENTS = events();

    private static final Set<String> FIELDS =
            Set.of(Names.AMOUNT, Names.VALUE, Names.COUNTRY, Names.PLAN, Names.SEGMENT, Names.MRR, Names.ARR);

    /** Lists whose order and repetitions say nothing. */
    private static final Set<String> SETS =
            Set.of("event", "evidence", "exclude_channels", "exclude_segments", "reverse_on");

    private static final int FEW_SLIPS = 2;

    private final Problems hints = new Problems();

    private static Set<String> events() {
        Set<String> events = new TreeSet<>(CLICKS);
        events.addAll(Names.PURCHASES);
        events.add(Names.SIGNUP);
        return events;
    }

    /** Of a file without a problem, one line each: {@code file:line:column: what, and what to do}. */
    static List<String> of(YamlNode root) {
        Hints hints = new Hints();
        hints.defaultProgram(root.get("program"));
        hints.nothing(root, "asks", "is empty, so nobody is asked");
        hints.nothing(root, "rewards", "is empty, so nothing is rewarded");
        hints.walk(root);
        return hints.hints.lines();
    }

    private void defaultProgram(YamlNode program) {
        if (program.text().strip().equals(ProgramCatalog.DEFAULT_PROGRAM)) {
            hints.add(
                    program.place(),
                    "program default is that of every code that names no program: give it another id where it is to hold"
                            + " for codes of its own alone");
        }
    }

    private void nothing(YamlNode root, String key, String what) {
        YamlNode list = root.get(key);
        if (list != null && list.oneOrMore().isEmpty()) {
            hints.add(list.place(), key + " " + what + ": add an entry, or remove the key");
        }
    }

    private void walk(YamlNode node) {
        YamlNode event = node.get("event");
        if (event != null) {
            event.oneOrMore().forEach(this::event);
            if (event.oneOrMore().stream().allMatch(name -> isOwn(name.text().strip()))) {
                fields(node);
            }
        }
        if (node.get("unless") != null) {
            event(node.get("unless"));
        }
        node.entries().forEach((key, entry) -> {
            if (SETS.contains(key)) {
                repetitions(key, entry.value());
            }
            walk(entry.value());
        });
        if (node.kind() == YamlNode.Kind.LIST) {
            node.oneOrMore().forEach(this::walk);
        }
    }

    private void event(YamlNode node) {
        String name = node.text().strip();
        String prefix = name.startsWith(Names.REFERRAL) ? Names.REFERRAL : "";
        String event = name.substring(prefix.length());
        if (node.isScalar() && !isOwn(name)) {
            near(event, EVENTS, node.place(), "event " + name + " is one of your own, as it stands: ", prefix);
        }
    }

    /** Whether events of that name are Milepost's. */
    private static boolean isOwn(String name) {
        return EVENTS.contains(name)
                || name.equals(Names.REFERRAL_BOUND)
                || name.equals(Names.REFERRAL_QUALIFIED)
                || name.startsWith(Names.MILESTONE)
                || (name.startsWith(Names.REFERRAL) && EVENTS.contains(name.substring(Names.REFERRAL.length())));
    }

    /** The fields that conditions, a sum or a level name. */
    private void fields(YamlNode pattern) {
        YamlNode where = pattern.get("where");
        if (where != null) {
            where.entries().forEach((field, entry) -> field(field, entry.keyPlace()));
        }
        if (pattern.get("field") != null) {
            field(pattern.get("field").text().strip(), pattern.get("field").place());
        }
    }

    private void field(String name, Place at) {
        String prefix =
                name.startsWith(Names.REFERRER) ? Names.REFERRER : name.startsWith(Names.REFEREE) ? Names.REFEREE : "";
        String field = name.substring(prefix.length());
        if (!FIELDS.contains(field)) {
            near(field, FIELDS, at, "field " + name + " is a property of your own, as it stands: ", prefix);
        }
    }

    private void near(String word, Set<String> known, Place at, String what, String prefix) {
        Nearest.to(word.toLowerCase(Locale.ROOT), known)
                .filter(meant -> Nearest.distance(word.toLowerCase(Locale.ROOT), meant) <= FEW_SLIPS)
                .ifPresent(meant -> hints.add(at, what + "write " + prefix + meant + " where that is meant"));
    }

    private void repetitions(String key, YamlNode list) {
        Set<String> seen = new HashSet<>();
        for (YamlNode item : list.oneOrMore()) {
            if (item.isScalar() && !seen.add(item.text().strip())) {
                hints.add(item.place(), key + " names " + item.text().strip() + " twice: once does");
            }
        }
    }
}
