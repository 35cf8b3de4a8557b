package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * A pattern's structure as a text of its own, independent of how the records print themselves: state is found again by its
 * hash, in any later version of the code.
 */
final class PatternText {

    private final StringBuilder text = new StringBuilder();
    private final ZoneId zone;
    private final String currency;

    private PatternText(ZoneId zone, String currency) {
        this.zone = zone;
        this.currency = currency;
    }

    /** The first 64 bits of the SHA-256 of the structure. */
    static long hash(Pattern pattern, ZoneId zone, String currency) {
        PatternText structure = new PatternText(zone, currency);
        structure.add(pattern);
        return hash(structure.text.toString());
    }

    static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private void add(Pattern pattern) {
        if (pattern instanceof Pattern.Event event) {
            open("event").add(event);
        } else if (pattern instanceof Pattern.Nth nth) {
            open("nth").word(nth.n()).add(nth.event());
        } else if (pattern instanceof Pattern.Count count) {
            open("count").word(count.atLeast()).word(count.distinct()).add(count.window());
            add(count.event());
        } else if (pattern instanceof Pattern.Sum sum) {
            open("sum")
                    .word(sum.field())
                    .word(money(sum.field()))
                    .word(sum.atLeast())
                    .add(sum.window());
            add(sum.event());
        } else if (pattern instanceof Pattern.Level level) {
            open("level")
                    .word(level.field())
                    .word(money(level.field()))
                    .word(level.atLeast())
                    .add(level.hold());
        } else if (pattern instanceof Pattern.All all) {
            open("all").add(all.window());
            all.parts().forEach(this::add);
        } else if (pattern instanceof Pattern.Any any) {
            open("any");
            any.parts().forEach(this::add);
        } else if (pattern instanceof Pattern.Sequence sequence) {
            open("sequence").add(sequence.within());
            sequence.parts().forEach(this::add);
        } else if (pattern instanceof Pattern.Timer timer) {
            open("timer").add(timer.after());
            add(timer.every() == null ? Span.ZERO : timer.every());
            add(timer.anchor());
        } else if (pattern instanceof Pattern.Absence absence) {
            open("absence").add(absence.during());
            add(absence.event());
            add(absence.after());
        } else {
            throw new IllegalArgumentException("A pattern of an unknown kind: " + pattern);
        }
        text.append(')');
    }

    private void add(Pattern.Event event) {
        event.names().forEach(this::word);
        for (Condition condition : event.where()) {
            open("where");
            if (condition instanceof Condition.Exact exact) {
                word(exact.field().word())
                        .word(exact.currency())
                        .word(exact.operator().word());
                exact.operands().forEach(this::word);
            } else if (condition instanceof Condition.Text texts) {
                word(texts.field()).word(texts.operator().word());
                for (Condition.Literal literal : texts.operands()) {
                    word(literal.text()).word(literal.number() == null ? "text" : "number");
                }
            } else if (condition instanceof Condition.Fields fields) {
                word(fields.field()).word(fields.operator().word()).word(fields.other());
            }
            text.append(')');
        }
    }

    private void add(Window window) {
        if (window instanceof Window.Rolling rolling) {
            open("rolling").add(rolling.length());
        } else if (window instanceof Window.Calendar calendar) {
            open("calendar").word(calendar.unit()).word(zone);
        } else if (window instanceof Window.Session session) {
            open("session").word(session.gapMillis());
        } else {
            open("lifetime");
        }
        text.append(')');
    }

    private void add(Span span) {
        word(span.months()).word(span.millis());
        if (span.months() > 0) {
            word(zone);
        }
    }

    private PatternText open(String kind) {
        text.append('(').append(kind).append(' ');
        return this;
    }

    /** Behind its length, so that no two structures have one text. */
    private PatternText word(Object value) {
        String word = String.valueOf(value);
        text.append(word.length()).append(':').append(word);
        return this;
    }

    private String money(String field) {
        Measure measure = Measure.of(field);
        return measure != null && measure.isMoney() ? currency : "";
    }

    /** Adds the names of the texts that a condition reads. */
    static void addFields(Condition condition, Set<String> fields) {
        if (condition instanceof Condition.Text texts) {
            fields.add(texts.field());
        } else if (condition instanceof Condition.Fields both) {
            fields.addAll(List.of(both.field(), both.other()));
        }
    }
}
