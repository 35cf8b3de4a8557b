package dev.milepost.fraud.model.detect;

import java.io.IOException;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** A kind of detector: how to make one of a width, and how to read one back. */
record Kind(String name, IntFunction<Detector> make, Streams.Reading<Detector> reading) {

    static Stream<Kind> all() {
        return Stream.of(
                new Kind("ewma_z", EwmaZ::new, EwmaZ::read),
                new Kind("ecod", Ecod::new, Ecod::read),
                new Kind("half_space_trees", width -> new HalfSpaceTrees(width, 5), HalfSpaceTrees::read),
                new Kind("nearest", width -> new NearestSample(width, 5), NearestSample::read),
                new Kind("random_cut", width -> new RandomCut(width, 5), RandomCut::read),
                new Kind("combination", width -> new Combination(width, 5), Combination::read));
    }

    Detector back(byte[] bytes) throws IOException {
        return Streams.back(bytes, reading);
    }

    @Override
    public String toString() {
        return name;
    }
}
