/** All stages in one graph, and what starts it. */
package dev.milepost.pipeline;
