package dev.milepost.programs.yaml;

/**
 * Where something stands in a file.
 *
 * @param file the file as the person named it
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1; 0 where the whole file is meant
 */
public record Place(String file, int line, int column) {

    /** The file as a whole: it cannot be read, or is not there. */
    public static Place whole(String file) {
        return new Place(file, 0, 0);
    }

    /** {@code file:line:column}, which editors and terminals turn into a link. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
