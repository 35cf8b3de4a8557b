/** Headless Chromium for tests of pages. */
package dev.milepost.browser;
