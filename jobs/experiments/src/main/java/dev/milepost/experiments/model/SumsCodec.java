package dev.milepost.experiments.model;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.experiments.statistics.ArmMoments;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes an experiment as it stands. */
public final class SumsCodec implements Codec<ExperimentSums> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(ExperimentSums sums, DataOutput out) throws IOException {
        writeText(sums.experimentId(), out);
        writeList(List.copyOf(sums.arms().entrySet()), SumsCodec::writeArm, out);
        writeList(List.copyOf(sums.lines().entrySet()), SumsCodec::writeLine, out);
        writeLong(sums.told(), out);
    }

    @Override
    public ExperimentSums read(int version, DataInput in) throws IOException {
        String experimentId = readName(in);
        SortedMap<String, ArmCount> arms = new TreeMap<>();
        for (Map.Entry<String, ArmCount> arm : readList(SumsCodec::readArm, in)) {
            arms.put(arm.getKey(), arm.getValue());
        }
        SortedMap<Line, ArmMoments> lines = new TreeMap<>();
        for (Map.Entry<Line, ArmMoments> line : readList(SumsCodec::readLine, in)) {
            lines.put(line.getKey(), line.getValue());
        }
        return new ExperimentSums(experimentId, arms, lines, readLong(in));
    }

    private static void writeArm(Map.Entry<String, ArmCount> arm, DataOutput out) throws IOException {
        writeText(arm.getKey(), out);
        writeLong(arm.getValue().exposed(), out);
        writeLong(arm.getValue().plannedMillionths(), out);
        writeLong(arm.getValue().matured(), out);
        writeLong(arm.getValue().referees(), out);
    }

    private static Map.Entry<String, ArmCount> readArm(DataInput in) throws IOException {
        return Map.entry(readName(in), new ArmCount(readLong(in), readLong(in), readLong(in), readLong(in)));
    }

    private static void writeLine(Map.Entry<Line, ArmMoments> line, DataOutput out) throws IOException {
        writeText(line.getKey().arm(), out);
        out.writeByte(line.getKey().metric().code);
        writeText(line.getKey().currency(), out);
        Coding.writeMoments(line.getValue(), out);
    }

    private static Map.Entry<Line, ArmMoments> readLine(DataInput in) throws IOException {
        Line line = new Line(readName(in), metric(in.readByte()), readName(in));
        return Map.entry(line, Coding.readMoments(in));
    }

    private static Metric metric(byte code) throws IOException {
        for (Metric metric : Metric.values()) {
            if (metric.code == code) {
                return metric;
            }
        }
        throw new IOException("No metric has code " + code);
    }
}
