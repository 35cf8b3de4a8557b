package dev.milepost.fraud.model.detect;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.state.ExecutionContext;
import com.amazon.randomcutforest.state.RandomCutForestMapper;
import com.amazon.randomcutforest.state.RandomCutForestState;
import com.amazon.randomcutforest.state.sampler.CompactSamplerState;
import com.amazon.randomcutforest.state.store.NodeStoreState;
import com.amazon.randomcutforest.state.store.PointStoreState;
import com.amazon.randomcutforest.state.tree.CompactRandomCutTreeState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.stream.Stream;

/**
 * The bytes of a forest: the library's own state objects, field by field.
 *
 * <p>A forest that is read back goes on bit for bit only where its trees and its executor are saved, not the samples alone.
 */
final class ForestState {

    private static final int FORM = 1;
    private static final int MOST_TREES = 1000;

    private ForestState() {}

    static void write(RandomCutForest forest, DataOutput out) throws IOException {
        RandomCutForestState state = mapper().toState(forest);
        out.writeByte(FORM);
        out.writeInt(state.getNumberOfTrees());
        forest(new Wire.To(out), state);
    }

    static RandomCutForest read(DataInput in) throws IOException {
        int form = in.readUnsignedByte();
        int trees = in.readInt();
        if (form != FORM || trees < 1 || trees > MOST_TREES) {
            throw new IOException("The state of a forest of form " + form + " with " + trees + " trees");
        }
        RandomCutForestState state = new RandomCutForestState();
        state.setPointStoreState(new PointStoreState());
        state.setExecutionContext(new ExecutionContext());
        state.setCompactSamplerStates(
                Stream.generate(CompactSamplerState::new).limit(trees).toList());
        state.setCompactRandomCutTreeStates(
                Stream.generate(ForestState::emptyTree).limit(trees).toList());
        forest(new Wire.From(in), state);
        return mapper().toModel(state);
    }

    private static CompactRandomCutTreeState emptyTree() {
        CompactRandomCutTreeState tree = new CompactRandomCutTreeState();
        tree.setNodeStoreState(new NodeStoreState());
        return tree;
    }

    private static RandomCutForestMapper mapper() {
        RandomCutForestMapper mapper = new RandomCutForestMapper();
        mapper.setSaveTreeStateEnabled(true);
        mapper.setSaveExecutorContextEnabled(true);
        mapper.setSaveCoordinatorStateEnabled(true);
        mapper.setSaveSamplerStateEnabled(true);
        return mapper;
    }

    private static void forest(Wire wire, RandomCutForestState state) throws IOException {
        fields(wire, state);
        context(wire, state.getExecutionContext());
        points(wire, state.getPointStoreState());
        for (CompactSamplerState sampler : state.getCompactSamplerStates()) {
            sampler(wire, sampler);
        }
        for (CompactRandomCutTreeState tree : state.getCompactRandomCutTreeStates()) {
            tree(wire, tree);
            nodes(wire, tree.getNodeStoreState());
        }
    }

    private static void fields(Wire wire, RandomCutForestState state) throws IOException {
        wire.text(state::getVersion, state::setVersion);
        wire.whole(state::getTotalUpdates, state::setTotalUpdates);
        wire.real(state::getTimeDecay, state::setTimeDecay);
        wire.integer(state::getNumberOfTrees, state::setNumberOfTrees);
        wire.integer(state::getSampleSize, state::setSampleSize);
        wire.integer(state::getShingleSize, state::setShingleSize);
        wire.integer(state::getDimensions, state::setDimensions);
        wire.integer(state::getOutputAfter, state::setOutputAfter);
        wire.flag(state::isCompressed, state::setCompressed);
        wire.flag(state::isPartialTreeState, state::setPartialTreeState);
        wire.real(state::getBoundingBoxCacheFraction, state::setBoundingBoxCacheFraction);
        wire.flag(state::isStoreSequenceIndexesEnabled, state::setStoreSequenceIndexesEnabled);
        wire.flag(state::isCompact, state::setCompact);
        wire.flag(state::isInternalShinglingEnabled, state::setInternalShinglingEnabled);
        wire.flag(state::isCenterOfMassEnabled, state::setCenterOfMassEnabled);
        wire.text(state::getPrecision, state::setPrecision);
        wire.flag(state::isSaveTreeStateEnabled, state::setSaveTreeStateEnabled);
        wire.flag(state::isSaveSamplerStateEnabled, state::setSaveSamplerStateEnabled);
        wire.flag(state::isSaveCoordinatorStateEnabled, state::setSaveCoordinatorStateEnabled);
        wire.flag(state::isCurrentlySampling, state::setCurrentlySampling);
    }

    private static void points(Wire wire, PointStoreState points) throws IOException {
        wire.text(points::getVersion, points::setVersion);
        wire.integer(points::getDimensions, points::setDimensions);
        wire.integer(points::getCapacity, points::setCapacity);
        wire.integer(points::getShingleSize, points::setShingleSize);
        wire.text(points::getPrecision, points::setPrecision);
        wire.integer(points::getStartOfFreeSegment, points::setStartOfFreeSegment);
        wire.bytes(points::getPointData, points::setPointData);
        wire.flag(points::isCompressed, points::setCompressed);
        wire.integers(points::getRefCount, points::setRefCount);
        wire.flag(points::isDirectLocationMap, points::setDirectLocationMap);
        wire.integers(points::getLocationList, points::setLocationList);
        wire.integers(points::getReverseLocationList, points::setReverseLocationList);
        wire.flag(points::isReverseAvailable, points::setReverseAvailable);
        wire.flag(points::isInternalShinglingEnabled, points::setInternalShinglingEnabled);
        wire.reals(points::getInternalShingle, points::setInternalShingle);
        wire.whole(points::getLastTimeStamp, points::setLastTimeStamp);
        wire.flag(points::isRotationEnabled, points::setRotationEnabled);
        wire.flag(points::isDynamicResizingEnabled, points::setDynamicResizingEnabled);
        wire.integer(points::getCurrentStoreCapacity, points::setCurrentStoreCapacity);
        wire.integer(points::getIndexCapacity, points::setIndexCapacity);
        wire.integers(points::getDuplicateRefs, points::setDuplicateRefs);
    }

    private static void sampler(Wire wire, CompactSamplerState sampler) throws IOException {
        wire.text(sampler::getVersion, sampler::setVersion);
        wire.singles(sampler::getWeight, sampler::setWeight);
        wire.integers(sampler::getPointIndex, sampler::setPointIndex);
        wire.flag(sampler::isStoreSequenceIndicesEnabled, sampler::setStoreSequenceIndicesEnabled);
        wire.wholes(sampler::getSequenceIndex, sampler::setSequenceIndex);
        wire.integer(sampler::getSize, sampler::setSize);
        wire.integer(sampler::getCapacity, sampler::setCapacity);
        wire.real(sampler::getInitialAcceptFraction, sampler::setInitialAcceptFraction);
        wire.real(sampler::getTimeDecay, sampler::setTimeDecay);
        wire.whole(
                sampler::getSequenceIndexOfMostRecentTimeDecayUpdate,
                sampler::setSequenceIndexOfMostRecentTimeDecayUpdate);
        wire.whole(sampler::getMaxSequenceIndex, sampler::setMaxSequenceIndex);
        wire.flag(sampler::isCompressed, sampler::setCompressed);
        wire.whole(sampler::getRandomSeed, sampler::setRandomSeed);
    }

    private static void tree(Wire wire, CompactRandomCutTreeState tree) throws IOException {
        wire.text(tree::getVersion, tree::setVersion);
        wire.integer(tree::getRoot, tree::setRoot);
        wire.integer(tree::getMaxSize, tree::setMaxSize);
        wire.integer(tree::getOutputAfter, tree::setOutputAfter);
        wire.flag(tree::isStoreSequenceIndexesEnabled, tree::setStoreSequenceIndexesEnabled);
        wire.flag(tree::isCenterOfMassEnabled, tree::setCenterOfMassEnabled);
        wire.real(tree::getBoundingBoxCacheFraction, tree::setBoundingBoxCacheFraction);
        wire.flag(tree::isPartialTreeState, tree::setPartialTreeState);
        wire.whole(tree::getSeed, tree::setSeed);
        wire.integer(tree::getId, tree::setId);
        wire.integer(tree::getDimensions, tree::setDimensions);
        wire.whole(tree::getStaticSeed, tree::setStaticSeed);
        wire.single(tree::getWeight, tree::setWeight);
        wire.bytes(tree::getAuxiliaryData, tree::setAuxiliaryData);
        wire.flag(tree::isHasAuxiliaryData, tree::setHasAuxiliaryData);
    }

    private static void nodes(Wire wire, NodeStoreState nodes) throws IOException {
        wire.text(nodes::getVersion, nodes::setVersion);
        wire.integer(nodes::getCapacity, nodes::setCapacity);
        wire.flag(nodes::isCompressed, nodes::setCompressed);
        wire.integers(nodes::getCutDimension, nodes::setCutDimension);
        wire.bytes(nodes::getCutValueData, nodes::setCutValueData);
        wire.text(nodes::getPrecision, nodes::setPrecision);
        wire.integer(nodes::getRoot, nodes::setRoot);
        wire.flag(nodes::isCanonicalAndNotALeaf, nodes::setCanonicalAndNotALeaf);
        wire.integer(nodes::getSize, nodes::setSize);
        wire.integers(nodes::getLeftIndex, nodes::setLeftIndex);
        wire.integers(nodes::getRightIndex, nodes::setRightIndex);
        wire.integers(nodes::getNodeFreeIndexes, nodes::setNodeFreeIndexes);
        wire.integer(nodes::getNodeFreeIndexPointer, nodes::setNodeFreeIndexPointer);
        wire.integers(nodes::getLeafFreeIndexes, nodes::setLeafFreeIndexes);
        wire.integer(nodes::getLeafFreeIndexPointer, nodes::setLeafFreeIndexPointer);
        wire.flag(nodes::isPartialTreeStateEnabled, nodes::setPartialTreeStateEnabled);
        wire.integers(nodes::getLeafMass, nodes::setLeafMass);
        wire.integers(nodes::getLeafPointIndex, nodes::setLeafPointIndex);
    }

    private static void context(Wire wire, ExecutionContext context) throws IOException {
        wire.flag(context::isParallelExecutionEnabled, context::setParallelExecutionEnabled);
        wire.integer(context::getThreadPoolSize, context::setThreadPoolSize);
        wire.text(context::getMode, context::setMode);
    }
}
