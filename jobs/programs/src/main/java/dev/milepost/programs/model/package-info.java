/**
 * What a program file says, once it has been read and checked: plain records, in exact numbers. Money is in minor units of the
 * program's currency, other numbers in millionths, exact lengths of time in milliseconds.
 */
package dev.milepost.programs.model;
