/** How every job is run: checkpoints, restarts, and the guards that keep state portable. */
package dev.milepost.runtime.launch;
