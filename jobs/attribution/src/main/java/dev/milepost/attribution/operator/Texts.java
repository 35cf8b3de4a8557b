package dev.milepost.attribution.operator;

/** Texts of records. */
final class Texts {

    private Texts() {}

    /** A blank text is none; empty where there is none. */
    static String text(String value) {
        return present(value) == null ? "" : value;
    }

    /** A blank text is none; null where there is none. */
    static String present(String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
