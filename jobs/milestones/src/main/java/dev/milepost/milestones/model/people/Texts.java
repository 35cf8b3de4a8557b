package dev.milepost.milestones.model.people;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeText;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Texts by the names of their fields, as bytes: sorted, so that equal ones have equal bytes. */
final class Texts {

    private Texts() {}

    static void write(Map<String, String> texts, DataOutput out) throws IOException {
        writeInt(texts.size(), out);
        for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
            writeText(text.getKey(), out);
            writeText(text.getValue(), out);
        }
    }

    static Map<String, String> read(DataInput in) throws IOException {
        int size = readInt(in);
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < size; i++) {
            texts.put(readName(in), readText(in));
        }
        return texts;
    }
}
