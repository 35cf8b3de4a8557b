/** Pages: what each of them is given, how it is written, and what people read where something went wrong. */
package dev.milepost.console.web;
