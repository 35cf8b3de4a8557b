package dev.milepost.runtime.clickhouse.sink;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The warehouse can take nothing until a person has done something. Flink fails the job at once, whatever its restart
 * strategy: a restart would only meet the same wall, and hide the message. Nothing is lost: the blocks are in the
 * checkpoint, and go in when the job is started from it.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class WarehouseStopped extends IOException {

    private static final long serialVersionUID = 1L;

    WarehouseStopped(String message, Throwable cause) {
        super(message, cause);
    }
}
