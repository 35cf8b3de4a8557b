package dev.milepost.programs.explain;

import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.util.List;

/** Says what has to happen: what is made of parts as a list, all else in one sentence. */
final class PatternText {

    private final EventText events;

    PatternText(Wording wording) {
        events = new EventText(wording);
    }

    EventText events() {
        return events;
    }

    /** Writes {@code lead} and the pattern; with a list below it where the pattern has parts. */
    void write(String lead, Pattern pattern, Page page) {
        if (pattern instanceof Pattern.All all) {
            parts(lead + each(all), all.parts(), false, page);
        } else if (pattern instanceof Pattern.Any any) {
            parts(lead + "any of these", any.parts(), false, page);
        } else if (pattern instanceof Pattern.Sequence sequence) {
            parts(lead + oneAfterTheOther(sequence), sequence.parts(), true, page);
        } else {
            page.sentence(lead + inline(pattern) + ".");
        }
    }

    private void parts(String lead, List<Pattern> parts, boolean ordered, Page page) {
        page.sentence(lead + ":");
        items(parts, ordered, page);
    }

    private void items(List<Pattern> parts, boolean ordered, Page page) {
        int number = 0;
        for (Pattern part : parts) {
            number++;
            String marker = ordered ? number + "." : "-";
            String end = number == parts.size() ? "." : ";";
            if (part instanceof Pattern.All all) {
                page.item(marker, each(all) + ":", () -> items(all.parts(), false, page));
            } else if (part instanceof Pattern.Any any) {
                page.item(marker, "any of these:", () -> items(any.parts(), false, page));
            } else if (part instanceof Pattern.Sequence sequence) {
                page.item(marker, oneAfterTheOther(sequence) + ":", () -> items(sequence.parts(), true, page));
            } else {
                page.item(marker, inline(part) + end);
            }
        }
    }

    private static String each(Pattern.All all) {
        return "all of these, in any order" + among(all.window());
    }

    private static String oneAfterTheOther(Pattern.Sequence sequence) {
        return "these, one after the other, the last less than " + Wording.length(sequence.within())
                + " after the first";
    }

    /** With a comma before it; nothing for a lifetime. */
    private static String among(Window window) {
        return window.equals(Window.LIFETIME) ? "" : ", " + Wording.window(window);
    }

    /** In one phrase, without a full stop. */
    String inline(Pattern pattern) {
        if (pattern instanceof Pattern.Event event) {
            return events.one(event);
        }
        if (pattern instanceof Pattern.Nth nth) {
            return "the " + Wording.ordinal(nth.n()) + " " + events.bare(nth.event());
        }
        if (pattern instanceof Pattern.Count count) {
            return count(count);
        }
        if (pattern instanceof Pattern.Sum sum) {
            Measure measure = Measure.of(sum.field());
            String least = measure == null ? Wording.number(sum.atLeast()) : events.quantity(measure, sum.atLeast());
            return "a total " + sum.field() + " of at least " + least + " over every " + events.bare(sum.event())
                    + (measure == Measure.AMOUNT && isOfOrders(sum.event()) ? ", less what is refunded of it, " : ", ")
                    + Wording.window(sum.window());
        }
        if (pattern instanceof Pattern.Level level) {
            Measure measure = Measure.of(level.field());
            String least =
                    measure == null ? Wording.number(level.atLeast()) : events.quantity(measure, level.atLeast());
            return revenue(level.field()) + " of at least " + least
                    + (level.hold().equals(Span.ZERO)
                            ? ""
                            : " that lasts for " + Wording.length(level.hold()) + " without a break");
        }
        if (pattern instanceof Pattern.Timer timer) {
            return Wording.length(timer.after()) + " after " + inline(timer.anchor()) + " (the first that there is)"
                    + (timer.every() == null ? "" : ", and every " + Wording.length(timer.every()) + " from then on");
        }
        if (pattern instanceof Pattern.Absence absence) {
            return Wording.length(absence.during()) + " without " + events.one(absence.event()) + ", after "
                    + inline(absence.after());
        }
        return composite(pattern);
    }

    private static boolean isOfOrders(Pattern.Event event) {
        return event.names().stream()
                .map(name -> name.startsWith(Names.REFERRAL) ? name.substring(Names.REFERRAL.length()) : name)
                .anyMatch(name -> name.equals(Names.ORDER) || name.equals("renewal"));
    }

    private String composite(Pattern pattern) {
        if (pattern instanceof Pattern.All all) {
            return each(all) + " (" + join(all.parts(), "and") + ")";
        }
        if (pattern instanceof Pattern.Any any) {
            return join(any.parts(), "or");
        }
        Pattern.Sequence sequence = (Pattern.Sequence) pattern;
        return oneAfterTheOther(sequence) + " (" + join(sequence.parts(), "then") + ")";
    }

    private String join(List<Pattern> parts, String conjunction) {
        return Wording.list(parts.stream().map(this::inline).toList(), conjunction);
    }

    private String count(Pattern.Count count) {
        String number = Wording.whole(count.atLeast());
        String these = count.distinct() == null
                ? "the " + Wording.ordinal(count.atLeast()) + " " + events.bare(count.event())
                : "at least " + number + " different values of " + count.distinct() + " in the "
                        + events.bare(count.event());
        return these + ", counted " + Wording.window(count.window());
    }

    private static String revenue(String field) {
        return switch (field) {
            case "mrr" -> "monthly recurring revenue (mrr)";
            case "arr" -> "annual recurring revenue (arr, " + Measure.MONTHS_A_YEAR + " times the mrr)";
            default -> field;
        };
    }
}
