package dev.milepost.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SQL files that make the warehouse, in the order in which they are applied. To change the warehouse, add the next
 * number here and as a file under {@code clickhouse/}; a file that has been released is never edited.
 */
public final class Migrations {

    private static final List<String> FILES = List.of(
            "V001__store.sql",
            "V002__views.sql",
            "V003__second_store.sql",
            "V004__credit_key.sql",
            "V005__progress.sql",
            "V006__event_names.sql",
            "V007__dead_letter_payload.sql",
            "V008__replayed_payload.sql",
            "V009__programs.sql",
            "V010__told.sql",
            "V011__reward_use.sql",
            "V012__ask_value.sql",
            "V013__wide_sums.sql",
            "V014__ledger_sequence.sql",
            "V015__fraud.sql",
            "V016__fraud_read_outs.sql",
            "V017__cohorts.sql",
            "V018__forecasts.sql",
            "V019__fraud_words.sql",
            "V020__metrics.sql",
            "V021__experiments.sql",
            "V022__dashboards.sql",
            "V023__lighter_views.sql",
            "V024__exact_amounts.sql");

    private static final Pattern NAME = Pattern.compile("V(\\d{3})__[a-z0-9_]+\\.sql");

    private Migrations() {}

    /**
     * One file.
     *
     * @param version its number, from 1
     * @param name its file name: {@code V001__store.sql}
     * @param sql its statements, each ended by a semicolon
     */
    public record Migration(int version, String name, String sql) {

        /** Reads the version from the name. */
        public static Migration of(String name, String sql) {
            Matcher form = NAME.matcher(name);
            if (!form.matches()) {
                throw new IllegalArgumentException("The migration '" + name + "' must be named like V001__store.sql");
            }
            return new Migration(Integer.parseInt(form.group(1)), name, sql);
        }

        /** SHA-256 of the text, in hexadecimal; line ends count alike on every system. */
        public String checksum() {
            try {
                byte[] text = sql.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256", e);
            }
        }
    }

    /** All migrations of this release, by ascending version from 1 without gaps. */
    public static List<Migration> all() {
        return FILES.stream().map(name -> Migration.of(name, text(name))).toList();
    }

    private static String text(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream("clickhouse/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The migration " + name + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The migration " + name + " cannot be read", e);
        }
    }
}
