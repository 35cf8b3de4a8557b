package dev.milepost.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ClickHouse refused or failed a statement. The message is ClickHouse's own, {@code Code: 60. DB::Exception: …}. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What ClickHouse itself answers where it has no better code: {@code UNKNOWN_EXCEPTION}. */
    private static final int UNKNOWN = 1002;

    private static final Pattern CODE = Pattern.compile("Code: (\\d{1,6})\\.");

    private final int code;

    EngineException(String message) {
        super(message);
        Matcher matcher = CODE.matcher(message);
        this.code = matcher.find() ? Integer.parseInt(matcher.group(1)) : UNKNOWN;
    }

    EngineException(int code, String name, String message) {
        super("Code: " + code + ". DB::Exception: " + message + " (" + name + ")");
        this.code = code;
    }

    /** ClickHouse's error code, for example 60 for UNKNOWN_TABLE; 1002 where the engine gave none. */
    public int code() {
        return code;
    }
}
