package dev.milepost.runtime.fold;

import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One entry of the changelog that a fold reads.
 *
 * @param kind what happened
 * @param element the event or fact; of {@link Kind#REMOVE} the version that is taken back
 * @param <E> the element's type
 */
public record Change<E>(Kind kind, E element) {

    /** What happened to the element. */
    public enum Kind {
        /** An event arrived: once by identity, a second one is a duplicate or a conflict. */
        ADD,
        /** A fact is true now; it replaces the former version of the same identity, be that older or newer. */
        PUT,
        /**
         * A fact is no longer true. Only for what takes it back at its own time or before: it is taken out of the tail,
         * and a version that the base holds would show again. A fact that ends by a later event is {@link #PUT}, as a
         * version of that event's time that says so.
         */
        REMOVE
    }

    public static <E> Change<E> add(E event) {
        return new Change<>(Kind.ADD, event);
    }

    public static <E> Change<E> put(E fact) {
        return new Change<>(Kind.PUT, fact);
    }

    public static <E> Change<E> remove(E fact) {
        return new Change<>(Kind.REMOVE, fact);
    }

    /**
     * Writes changes by the element's codec; for streams, not for state.
     *
     * @param <E> the element's type
     */
    public static final class ChangeCodec<E> implements Codec<Change<E>> {

        private static final long serialVersionUID = 1L;

        private final Codec<E> elements;

        public ChangeCodec(Codec<E> elements) {
            this.elements = elements;
        }

        @Override
        public int version() {
            return elements.version();
        }

        @Override
        public void write(Change<E> change, DataOutput out) throws IOException {
            out.writeByte(
                    switch (change.kind) {
                        case ADD -> 0;
                        case PUT -> 1;
                        case REMOVE -> 2;
                    });
            elements.write(change.element, out);
        }

        @Override
        public Change<E> read(int version, DataInput in) throws IOException {
            byte code = in.readByte();
            Kind kind = switch (code) {
                case 0 -> Kind.ADD;
                case 1 -> Kind.PUT;
                case 2 -> Kind.REMOVE;
                default -> throw new IOException("No kind of change has code " + code);
            };
            return new Change<>(kind, elements.read(version, in));
        }
    }
}
