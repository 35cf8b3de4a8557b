/**
 * The contracts of everything that moves: which event streams and warehouse tables there are, how their records are
 * written to bytes, and how their schemas may grow.
 *
 * <p>The Avro schemas under {@code src/main/avro} are the one place where a field is declared; the generated classes
 * carry them, and {@link dev.milepost.schemas.Streams} and {@link dev.milepost.schemas.Tables} read the registries from
 * their properties ({@code stream} and {@code key}, {@code table} and {@code table_key}). Every version that was ever
 * published stays under {@code history/}, so that {@link dev.milepost.schemas.Wire} reads what any release wrote.
 */
package dev.milepost.schemas;
