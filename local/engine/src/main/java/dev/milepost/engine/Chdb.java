package dev.milepost.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The functions of libchdb that are used here, by their C names. */
@SuppressWarnings("checkstyle:MethodName")
interface Chdb extends Library {

    /** What was loaded, by file: kept for ever, for a library that is unloaded takes its running threads' code away. */
    ConcurrentMap<Path, Chdb> LOADED = new ConcurrentHashMap<>();

    /** Of the reason why a library does not load. */
    int MOST_WORDS = 300;

    /** The library, loaded once per process and guarded from the JVM's signal handlers. */
    static Chdb load(Path library) {
        return LOADED.computeIfAbsent(library, Chdb::loadAnew);
    }

    private static Chdb loadAnew(Path library) {
        try {
            Chdb chdb = Native.load(library.toString(), Chdb.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
            SignalGuard.install(library);
            SignalGuard.keepingHandlers(() -> {
                chdb.chdb_set_signal_handlers_enabled(0);
                return chdb;
            });
            return chdb;
        } catch (UnsatisfiedLinkError e) {
            throw new EngineMissingException(
                    "The ClickHouse engine at " + library + " does not load on this machine: " + reason(e) + ". Remove"
                            + " .milepost/engine and run ./milepost demo, which installs it anew, or name another"
                            + " library's file in MILEPOST_ENGINE_LIB.",
                    e);
        }
    }

    /** The system's own words: JNA puts a line before them, and after them the whole class path. */
    private static String reason(UnsatisfiedLinkError error) {
        String message = String.valueOf(error.getMessage());
        String words = message.lines().skip(1).findFirst().orElse(message).strip();
        return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS) + "…";
    }

    void chdb_set_signal_handlers_enabled(int enabled);

    Pointer chdb_connect(int argc, String[] argv);

    void chdb_close_conn(Pointer connection);

    Pointer chdb_query_n(Pointer connection, byte[] sql, long sqlLength, byte[] format, long formatLength);

    Pointer chdb_query_with_params_n(
            Pointer connection,
            byte[] sql,
            long sqlLength,
            byte[] format,
            long formatLength,
            Pointer names,
            Pointer nameLengths,
            Pointer values,
            Pointer valueLengths,
            long count);

    Pointer chdb_result_buffer(Pointer result);

    long chdb_result_length(Pointer result);

    Pointer chdb_result_error(Pointer result);

    double chdb_result_elapsed(Pointer result);

    long chdb_result_storage_rows_read(Pointer result);

    long chdb_result_storage_bytes_read(Pointer result);

    long chdb_result_rows_read(Pointer result);

    long chdb_result_rows_written(Pointer result);

    long chdb_result_bytes_written(Pointer result);

    void chdb_destroy_query_result(Pointer result);
}
