/** Records of schema versions that earlier releases could have published, before the one there is. */
package dev.milepost.testkit.versions;
