package dev.milepost.testkit.oracle;

final class Texts {

    private Texts() {}

    /** An optional field carries a value: it is there and not blank. */
    static boolean present(String text) {
        return text != null && !text.isBlank();
    }

    static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
