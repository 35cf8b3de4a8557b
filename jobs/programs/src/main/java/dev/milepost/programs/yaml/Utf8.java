package dev.milepost.programs.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads bytes as UTF-8, and says where they are not, or where what they say stands in no YAML. */
final class Utf8 {

    private Utf8() {}

    /** The text; null, and a problem, where the bytes are none. */
    static String text(String file, byte[] bytes, Problems problems) {
        if (isUtf16(bytes)) {
            problems.add(new Place(file, 1, 1), "is UTF-16 text: save it as UTF-8");
            return null;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            problems.add(place(file, text, text.length()), "is not UTF-8 text: save the file as UTF-8");
            return null;
        }
        return text.toString();
    }

    /** As the mark at its beginning tells. */
    private static boolean isUtf16(byte[] bytes) {
        return bytes.length >= 2
                && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                        || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
    }

    /** Adds a problem for the first character that YAML has no place for, such as a NUL. */
    static void refuseWhatIsNoText(String file, String text, Problems problems) {
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int character = text.codePointAt(i);
            if (!isText(character)) {
                problems.add(
                        place(file, text, i),
                        String.format(
                                "the character U+%04X is no text: remove it, or save the file as UTF-8", character));
                return;
            }
        }
    }

    /** YAML's printable characters. */
    private static boolean isText(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= ' ' && character <= '~')
                || character == 0x85
                || (character >= 0xA0 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }

    private static Place place(String file, CharSequence text, int at) {
        int line = 1;
        int begins = 0;
        for (int i = 0; i < at; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                begins = i + 1;
            }
        }
        return new Place(file, line, at - begins + 1);
    }
}
