package dev.milepost.console;

import java.nio.file.Files;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One world for classes that follow one another, as an engine with its tables takes seconds to begin. Each uses advocates of its own.
 * A process has one engine at a time: whoever opens another ends it, and the next class begins it anew.
 */
final class SharedReviewWorld implements BeforeAllCallback, AutoCloseable {

    private static ReviewWorld world;
    private static ReviewPipeline pipeline;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (world == null) {
            ReviewWorld begun = ReviewWorld.start(Files.createTempDirectory("review"));
            pipeline = new ReviewPipeline(begun);
            begun.watermark(ReviewWorld.NOW);
            world = begun;
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(SharedReviewWorld.class))
                    .put(begun, this);
        }
    }

    static ReviewWorld world() {
        return world;
    }

    static ReviewPipeline pipeline() {
        return pipeline;
    }

    /** Ends it, if there is one. */
    static void end() {
        if (world != null) {
            ReviewWorld ended = world;
            world = null;
            ended.close();
        }
    }

    @Override
    public void close() {
        end();
    }
}
