package dev.milepost.engine;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a shared library that is loaded in this process keeps the addresses of the functions it imports: its relocations, as
 * the ELF specification (System V ABI, chapters 4 and 5) and the linker lay them out in memory. 64-bit Linux.
 */
final class ElfImports {
    private static final int PT_DYNAMIC = 2;
    private static final int PROGRAM_HEADER_BYTES = 56;
    private static final int RELA_BYTES = 24;
    private static final int SYMBOL_BYTES = 24;

    private static final long DT_PLTRELSZ = 2;
    private static final long DT_STRTAB = 5;
    private static final long DT_SYMTAB = 6;
    private static final long DT_RELA = 7;
    private static final long DT_RELASZ = 8;
    private static final long DT_JMPREL = 23;
    private static final long DT_RELACOUNT = 0x6ffffff9L;

    private final long base;
    private final Map<Long, Long> dynamic = new HashMap<>();

    private ElfImports(long base) {
        this.base = base;
        Pointer image = new Pointer(base);
        long headers = image.getLong(32);
        int count = Short.toUnsignedInt(image.getShort(56));
        for (int i = 0; i < count; i++) {
            long header = headers + (long) i * PROGRAM_HEADER_BYTES;
            if (image.getInt(header) == PT_DYNAMIC) {
                readDynamic(new Pointer(base + image.getLong(header + 16)));
            }
        }
    }

    /** The writable places that hold a function's address; none where the library does not import it, or only read-only. */
    static List<Pointer> references(Path library, String function) {
        try {
            String file = library.toRealPath().toString();
            List<String> maps = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                    .filter(line -> line.endsWith(file))
                    .toList();
            if (maps.isEmpty()) {
                return List.of();
            }
            ElfImports imports = new ElfImports(range(maps.get(0))[0]);
            List<Pointer> found = new ArrayList<>();
            imports.scan(DT_JMPREL, DT_PLTRELSZ, 0, function, found);
            imports.scan(DT_RELA, DT_RELASZ, imports.dynamic.getOrDefault(DT_RELACOUNT, 0L), function, found);
            found.removeIf(place -> maps.stream().noneMatch(line -> isWritable(line, Pointer.nativeValue(place))));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("This process's memory map cannot be read", e);
        }
    }

    private void readDynamic(Pointer table) {
        for (long entry = 0; table.getLong(entry) != 0; entry += 16) {
            dynamic.put(table.getLong(entry), table.getLong(entry + 8));
        }
    }

    private void scan(long tableTag, long sizeTag, long first, String function, List<Pointer> found) {
        if (!dynamic.containsKey(tableTag)) {
            return;
        }
        Pointer table = new Pointer(address(tableTag));
        long count = dynamic.get(sizeTag) / RELA_BYTES;
        for (long i = first; i < count; i++) {
            long symbol = table.getLong(i * RELA_BYTES + 8) >>> 32;
            if (symbol != 0 && name(symbol).equals(function)) {
                found.add(new Pointer(base + table.getLong(i * RELA_BYTES)));
            }
        }
    }

    private String name(long symbol) {
        int offset = new Pointer(address(DT_SYMTAB)).getInt(symbol * SYMBOL_BYTES);
        return new Pointer(address(DT_STRTAB)).getString(Integer.toUnsignedLong(offset));
    }

    /** glibc writes addresses where the file has offsets; other linkers leave the offsets. */
    private long address(long tag) {
        long value = dynamic.get(tag);
        return Long.compareUnsigned(value, base) >= 0 ? value : base + value;
    }

    private static boolean isWritable(String mapping, long address) {
        long[] range = range(mapping);
        return mapping.split(" ", 3)[1].startsWith("rw") && address >= range[0] && address < range[1];
    }

    private static long[] range(String mapping) {
        String[] ends = mapping.substring(0, mapping.indexOf(' ')).split("-", 2);
        return new long[] {Long.parseUnsignedLong(ends[0], 16), Long.parseUnsignedLong(ends[1], 16)};
    }
}
