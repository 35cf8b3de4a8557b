package dev.milepost.programs.explain;

import java.util.ArrayList;
import java.util.List;

/** A text of headings, sentences and lists, wrapped only when its width is known. */
final class Page {

    /** What stands for a blank at which no line may break: inside $20.00 USD, 14 days, 10 %. */
    static final char NO_BREAK = '\u00a0';

    private static final int STEP = 2;

    /** A line before it is wrapped; the marker of a list's item stands before the text's indent. */
    private record Block(Explanation.Kind kind, int indent, String marker, String text, boolean blankBefore) {}

    private final List<Block> blocks = new ArrayList<>();
    private int indent;

    /** A part of the program. */
    void heading(String text) {
        indent = 0;
        blocks.add(new Block(Explanation.Kind.HEADING, 0, "", text, !blocks.isEmpty()));
        indent = STEP;
    }

    /** One ask or reward. */
    void title(String text) {
        indent = STEP;
        blocks.add(new Block(Explanation.Kind.TITLE, indent, "", text, true));
        indent = 2 * STEP;
    }

    void sentence(String text) {
        blocks.add(new Block(Explanation.Kind.SENTENCE, indent, "", text, false));
    }

    /** An item of a list below the last sentence; what is written by {@code below} stands under it. */
    void item(String marker, String text, Runnable below) {
        String before = marker + " ";
        blocks.add(new Block(Explanation.Kind.ITEM, indent + before.length(), before, text, false));
        indent += before.length();
        below.run();
        indent -= before.length();
    }

    void item(String marker, String text) {
        item(marker, text, () -> {});
    }

    List<Explanation.Line> lines() {
        return blocks.stream()
                .map(block -> new Explanation.Line(
                        block.kind(), (block.indent() - block.marker().length()) / STEP, block.marker() + block.text()))
                .toList();
    }

    String text(int width) {
        StringBuilder text = new StringBuilder();
        for (Block block : blocks) {
            if (block.blankBefore()) {
                text.append('\n');
            }
            wrap(block, width, text);
        }
        return text.toString().replace(NO_BREAK, ' ');
    }

    private static void wrap(Block block, int width, StringBuilder text) {
        String margin = " ".repeat(block.indent());
        StringBuilder line =
                new StringBuilder(" ".repeat(block.indent() - block.marker().length())).append(block.marker());
        boolean empty = true;
        for (String word : block.text().split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > width) {
                text.append(line).append('\n');
                line = new StringBuilder(margin);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        text.append(line).append('\n');
    }
}
