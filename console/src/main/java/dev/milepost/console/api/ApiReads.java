package dev.milepost.console.api;

import dev.milepost.console.Reads;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Answers with rows of a {@link Resource}: {@code {"rows": […], "next": OFFSET}}, {@code next} absent on the last page. Whole numbers
 * are JSON numbers, decimals and times are texts as ClickHouse writes them.
 */
final class ApiReads {

    static final int DEFAULT_LIMIT = 100;
    static final int MOST = 1_000;

    private static final String LIMIT = "limit";
    private static final String OFFSET = "offset";

    private final Reads reads;

    ApiReads(Reads reads) {
        this.reads = reads;
    }

    Handler of(Resource resource) {
        return context -> answer(context, resource);
    }

    private void answer(Context context, Resource resource) throws ClickHouseFailure {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, List<String>> asked : context.queryParamMap().entrySet()) {
            String name = asked.getKey();
            if (resource.filters().contains(name)) {
                values.put(name, asked.getValue().get(0));
            } else if (!name.equals(LIMIT) && !name.equals(OFFSET)) {
                throw new BadRequestResponse("There is no parameter " + name + ": it is limit, offset or one of "
                        + String.join(", ", resource.filters()) + ".");
            }
        }
        int limit = number(context, LIMIT, DEFAULT_LIMIT, 1, MOST);
        int offset = number(context, OFFSET, 0, 0, Integer.MAX_VALUE - MOST);
        List<Map<String, Object>> rows = reads.objects(sql(resource, values, limit + 1, offset), values);
        context.json(
                rows.size() > limit
                        ? Map.of("rows", rows.subList(0, limit), "next", offset + limit)
                        : Map.of("rows", rows));
    }

    /** Names stand in it that are this class's own; values are sent apart. */
    private static String sql(Resource resource, Map<String, String> values, int limit, int offset) {
        String where = values.keySet().stream()
                .sorted()
                .map(name -> name + " = {" + name + ":String}")
                .collect(Collectors.joining(" AND "));
        return "SELECT * FROM milepost." + resource.view() + (where.isEmpty() ? "" : " WHERE " + where) + " ORDER BY "
                + resource.order() + " LIMIT " + limit + " OFFSET " + offset;
    }

    private static int number(Context context, String name, int byDefault, int least, int most) {
        String text = context.queryParam(name);
        if (text == null) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new BadRequestResponse(name + " must be a whole number from " + least + " to " + most + ".");
    }
}
