/** Events from outside the pipeline into their streams' topics: what people and commands say. */
package dev.milepost.runtime.publish;
