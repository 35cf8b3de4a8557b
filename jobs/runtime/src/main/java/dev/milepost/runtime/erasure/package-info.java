/**
 * Erased users: what of a record is kept once its user has been erased, and under which names. The same for records as they come,
 * for those of a backfill, and for those that an archive holds, so that it does not matter whether an archive was rewritten
 * before it is read.
 *
 * <p>No id is kept. {@link dev.milepost.runtime.erasure.ErasureList} holds a key and, of each id that is erased, the pseudonym that
 * stands for it ({@link dev.milepost.runtime.erasure.Pseudonyms}): whether an id is one of them is asked by making its pseudonym.
 */
package dev.milepost.runtime.erasure;
