package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Pattern;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the tree of nodes of a pattern. */
final class PatternCompiler {

    private final ZoneId zone;
    private final String currency;
    private final Set<String> fields = new HashSet<>();
    private boolean countsOrders;

    private PatternCompiler(ZoneId zone, String currency) {
        this.zone = zone;
        this.currency = currency;
    }

    /**
     * Compiles a pattern.
     *
     * @param zone the program's, of calendar windows and lengths
     * @param currency the program's ISO 4217 code, or null
     */
    static CompiledPattern compile(Pattern pattern, ZoneId zone, String currency) {
        PatternCompiler compiler = new PatternCompiler(zone, currency);
        Node root = compiler.node(pattern);
        return new CompiledPattern(
                root, Set.copyOf(compiler.fields), compiler.countsOrders, PatternText.hash(pattern, zone, currency));
    }

    private Node node(Pattern pattern) {
        if (pattern instanceof Pattern.Event event) {
            reads(event);
            return new EventNode(event);
        }
        if (pattern instanceof Pattern.Nth nth) {
            reads(nth.event());
            return new NthNode(nth);
        }
        if (pattern instanceof Pattern.Count count) {
            reads(count.event());
            if (count.distinct() != null) {
                fields.add(count.distinct());
                return new DistinctNode(count, zone);
            }
            return new TallyNode(count.event(), null, count.atLeast(), Frame.of(count.window(), zone));
        }
        if (pattern instanceof Pattern.Sum sum) {
            reads(sum.event());
            fields.add(sum.field());
            boolean ofOrders = sum.event().names().stream().anyMatch(RefundedOrders::isOrder);
            NumberField field = new NumberField(sum.field(), currency, ofOrders);
            countsOrders |= field.isOfOrders();
            return new TallyNode(sum.event(), field, sum.atLeast(), Frame.of(sum.window(), zone));
        }
        if (pattern instanceof Pattern.Level level) {
            fields.add(level.field());
            countsOrders |= LevelNode.isOfOrders(level);
            return new LevelNode(level, currency, zone);
        }
        return composite(pattern);
    }

    private Node composite(Pattern pattern) {
        if (pattern instanceof Pattern.All all) {
            return new AllNode(nodes(all.parts()), Frame.of(all.window(), zone));
        }
        if (pattern instanceof Pattern.Any any) {
            return new AnyNode(nodes(any.parts()));
        }
        if (pattern instanceof Pattern.Sequence sequence) {
            return new SequenceNode(nodes(sequence.parts()), sequence.within(), zone);
        }
        if (pattern instanceof Pattern.Timer timer) {
            return new TimerNode(node(timer.anchor()), timer, zone);
        }
        if (pattern instanceof Pattern.Absence absence) {
            reads(absence.event());
            return new AbsenceNode(absence, node(absence.after()), zone);
        }
        throw new IllegalArgumentException("A pattern of an unknown kind: " + pattern);
    }

    private List<Node> nodes(List<Pattern> parts) {
        return parts.stream().map(this::node).toList();
    }

    /** Whatever its conditions read, on either side. */
    private void reads(Pattern.Event event) {
        event.where().forEach(condition -> PatternText.addFields(condition, fields));
    }
}
