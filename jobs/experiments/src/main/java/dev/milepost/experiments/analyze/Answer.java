package dev.milepost.experiments.analyze;

import dev.milepost.experiments.statistics.Comparison;
import dev.milepost.experiments.statistics.SampleRatio;
import java.util.List;
import java.util.Map;

/**
 * What a table says.
 *
 * @param sampleRatio whether arms have the units they should have; where it blocks, the others are to find out why, not to decide by
 * @param overall every arm against control on every metric
 * @param segments the same by segment, in the order of their first rows; empty without a column of segments
 */
public record Answer(SampleRatio sampleRatio, List<Comparison> overall, Map<String, List<Comparison>> segments) {}
