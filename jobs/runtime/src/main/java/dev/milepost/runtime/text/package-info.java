/** Figures and amounts as people read them, wherever they are shown. */
package dev.milepost.runtime.text;
