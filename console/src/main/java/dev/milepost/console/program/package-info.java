/** Programs: which there are, what each says in plain sentences, what has come of it, and what dry runs found. */
package dev.milepost.console.program;
