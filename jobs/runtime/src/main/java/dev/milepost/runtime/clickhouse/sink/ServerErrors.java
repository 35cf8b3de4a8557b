package dev.milepost.runtime.clickhouse.sink;

import static dev.milepost.runtime.clickhouse.sink.FailureKind.REJECT;
import static dev.milepost.runtime.clickhouse.sink.FailureKind.RETRY;
import static dev.milepost.runtime.clickhouse.sink.FailureKind.STOP;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * ClickHouse's error codes, as far as an insert can meet them, each with what it calls for and why.
 *
 * <p>Numbers and names are those of {@code errorCodeToName} in ClickHouse 26.5. Two traps, kept out by settings of the
 * insert rather than by reading messages: 252 is also "too many partitions in one block" (lasting), so inserts lift that
 * limit; 117 is also "the header does not fit the table" (no row's fault), so a refused block's header is tried alone.
 */
final class ServerErrors {

    /**
     * One code.
     *
     * @param code the number
     * @param name the server's name of it
     * @param kind what it calls for
     * @param reason why; of {@link FailureKind#STOP}, what a person should do
     */
    record Entry(int code, String name, FailureKind kind, String reason) {}

    private static final Map<Integer, Entry> ENTRIES = new TreeMap<>();

    static {
        put(RETRY, "the connection broke, or the server could not reach another", """
                3 UNEXPECTED_END_OF_FILE
                86 RECEIVED_ERROR_FROM_REMOTE_IO_SERVER
                95 CANNOT_READ_FROM_SOCKET
                96 CANNOT_WRITE_TO_SOCKET
                198 DNS_ERROR
                203 NO_FREE_CONNECTION
                209 SOCKET_TIMEOUT
                210 NETWORK_ERROR
                279 ALL_CONNECTION_TRIES_FAILED
                410 EXTERNAL_SERVER_IS_NOT_RESPONDING
                519 NO_REMOTE_SHARD_AVAILABLE
                904 TOO_MANY_UNAVAILABLE_SHARDS
                """);
        put(RETRY, "the server is busy: fewer, later attempts are what it asks for", """
                159 TIMEOUT_EXCEEDED
                160 TOO_SLOW
                201 QUOTA_EXCEEDED
                202 TOO_MANY_SIMULTANEOUS_QUERIES
                252 TOO_MANY_PARTS
                364 RECEIVED_ERROR_TOO_MANY_REQUESTS
                439 CANNOT_SCHEDULE_TASK
                473 DEADLOCK_AVOIDED
                574 DISTRIBUTED_TOO_MANY_PENDING_BYTES
                692 TOO_MANY_MUTATIONS
                700 USER_SESSION_LIMIT_EXCEEDED
                745 SERVER_OVERLOADED
                749 TCP_CONNECTION_LIMIT_REACHED
                762 HTTP_CONNECTION_LIMIT_REACHED
                """);
        put(RETRY, "the server is short of memory", """
                173 CANNOT_ALLOCATE_MEMORY
                241 MEMORY_LIMIT_EXCEEDED
                """);
        put(
                RETRY,
                "the server is short of disk, or its disk or object store answers badly: somebody frees or mends it",
                """
                74 CANNOT_READ_FROM_FILE_DESCRIPTOR
                75 CANNOT_WRITE_TO_FILE_DESCRIPTOR
                76 CANNOT_OPEN_FILE
                204 CANNOT_FSYNC
                243 NOT_ENOUGH_SPACE
                499 S3_ERROR
                500 AZURE_BLOB_STORAGE_ERROR
                693 AWS_ERROR
                900 DISTRIBUTED_CACHE_ERROR
                """);
        put(RETRY, "the table is read-only until its replica has Keeper again", """
                225 NO_ZOOKEEPER
                242 TABLE_IS_READ_ONLY
                244 UNEXPECTED_ZOOKEEPER_ERROR
                999 KEEPER_EXCEPTION
                """);
        put(RETRY, "replicas are not in the state that an insert needs; they will be", """
                254 NO_ACTIVE_REPLICAS
                265 NO_AVAILABLE_REPLICA
                285 TOO_FEW_LIVE_REPLICAS
                286 UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
                289 REPLICA_IS_NOT_IN_QUORUM
                319 UNKNOWN_STATUS_OF_INSERT
                369 ALL_REPLICAS_ARE_STALE
                384 PART_IS_TEMPORARILY_LOCKED
                416 REPLICA_STATUS_CHANGED
                529 NOT_A_LEADER
                733 TABLE_IS_BEING_RESTARTED
                """);
        put(RETRY, "the server is starting or shutting down, or somebody ended the query", """
                216 QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING
                236 ABORTED
                394 QUERY_WAS_CANCELLED
                667 NOT_INITIALIZED
                677 THREAD_WAS_CANCELED
                695 ASYNC_LOAD_FAILED
                696 ASYNC_LOAD_CANCELED
                710 FAULT_INJECTED
                722 ASYNC_LOAD_WAIT_FAILED
                735 QUERY_WAS_CANCELLED_BY_CLIENT
                """);

        put(REJECT, "a value cannot be read as its column's type", """
                6 CANNOT_PARSE_TEXT
                19 SIZE_OF_FIXED_STRING_DOESNT_MATCH
                26 CANNOT_PARSE_QUOTED_STRING
                27 CANNOT_PARSE_INPUT_ASSERTION_FAILED
                32 ATTEMPT_TO_READ_AFTER_EOF
                33 CANNOT_READ_ALL_DATA
                38 CANNOT_PARSE_DATE
                41 CANNOT_PARSE_DATETIME
                53 TYPE_MISMATCH
                70 CANNOT_CONVERT_TYPE
                72 CANNOT_PARSE_NUMBER
                117 INCORRECT_DATA
                169 BAD_TYPE_OF_FIELD
                349 CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
                376 CANNOT_PARSE_UUID
                441 CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING
                467 CANNOT_PARSE_BOOL
                675 CANNOT_PARSE_IPV4
                676 CANNOT_PARSE_IPV6
                691 UNKNOWN_ELEMENT_OF_ENUM
                760 UNICODE_ERROR
                """);
        put(REJECT, "a value is larger than its column, or than the server's limit", """
                69 ARGUMENT_OUT_OF_BOUND
                128 TOO_LARGE_ARRAY_SIZE
                131 TOO_LARGE_STRING_SIZE
                190 SIZES_OF_ARRAYS_DONT_MATCH
                248 INVALID_PARTITION_VALUE
                321 VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
                407 DECIMAL_OVERFLOW
                """);
        put(REJECT, "the table, or a view behind it, refuses the row's content", """
                153 ILLEGAL_DIVISION
                395 FUNCTION_THROW_IF_VALUE_IS_NON_ZERO
                469 VIOLATED_CONSTRAINT
                """);

        put(STOP, "create the database and tables: apply the migrations of this release to the warehouse", """
                60 UNKNOWN_TABLE
                81 UNKNOWN_DATABASE
                218 TABLE_IS_DROPPED
                """);
        put(STOP, "the table's columns are not those of this release: apply its migrations to the warehouse", """
                7 INCORRECT_NUMBER_OF_COLUMNS
                8 THERE_IS_NO_COLUMN
                10 NOT_FOUND_COLUMN_IN_BLOCK
                16 NO_SUCH_COLUMN_IN_TABLE
                20 NUMBER_OF_COLUMNS_DOESNT_MATCH
                44 ILLEGAL_COLUMN
                47 UNKNOWN_IDENTIFIER
                50 UNKNOWN_TYPE
                122 INCOMPATIBLE_COLUMNS
                370 DATA_TYPE_CANNOT_BE_USED_IN_TABLES
                772 INCOMPATIBLE_SCHEMA
                """);
        put(STOP, "check the warehouse's user, password and grants: it needs INSERT on the store's tables", """
                164 READONLY
                192 UNKNOWN_USER
                193 WRONG_PASSWORD
                194 REQUIRED_PASSWORD
                195 IP_ADDRESS_NOT_ALLOWED
                291 DATABASE_ACCESS_DENIED
                492 ACCESS_ENTITY_NOT_FOUND
                497 ACCESS_DENIED
                511 UNKNOWN_ROLE
                516 AUTHENTICATION_FAILED
                720 USER_EXPIRED
                767 REQUIRED_SECOND_FACTOR
                """);
        put(
                STOP,
                "the server does not take this kind of insert: compare its version and its settings' constraints",
                """
                1 UNSUPPORTED_METHOD
                36 BAD_ARGUMENTS
                46 UNKNOWN_FUNCTION
                48 NOT_IMPLEMENTED
                62 SYNTAX_ERROR
                73 UNKNOWN_FORMAT
                115 UNKNOWN_SETTING
                217 CLIENT_HAS_CONNECTED_TO_WRONG_PORT
                229 QUERY_IS_TOO_LARGE
                344 SUPPORT_IS_DISABLED
                392 QUERY_IS_PROHIBITED
                452 SETTING_CONSTRAINT_VIOLATION
                471 INVALID_SETTING_VALUE
                472 READONLY_SETTING
                764 DEDUPLICATION_IS_NOT_POSSIBLE
                """);
    }

    private ServerErrors() {}

    /** What {@code code} calls for; {@link FailureKind#UNKNOWN} of a code that is not listed. */
    static FailureKind kind(int code) {
        Entry entry = ENTRIES.get(code);
        return entry == null ? FailureKind.UNKNOWN : entry.kind();
    }

    /** What {@code code} means for a person. */
    static String reason(int code) {
        Entry entry = ENTRIES.get(code);
        return entry == null ? "look the code up in the server's log and in system.errors" : entry.reason();
    }

    static Collection<Entry> all() {
        return Collections.unmodifiableCollection(ENTRIES.values());
    }

    private static void put(FailureKind kind, String reason, String codes) {
        codes.lines().forEach(line -> {
            int gap = line.indexOf(' ');
            int code = Integer.parseInt(line.substring(0, gap));
            Entry earlier = ENTRIES.put(code, new Entry(code, line.substring(gap + 1), kind, reason));
            if (earlier != null) {
                throw new IllegalStateException("Code " + code + " is listed twice");
            }
        });
    }
}
