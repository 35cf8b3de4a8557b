package dev.milepost.attribution.model;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Records with anything in their components that their types allow: empty, null, foreign and extreme values. */
public final class RandomRecords {

    private static final String[] TEXTS = {
        "", " ", "a", "order-17", "ключ", "推荐", "🎁 gift", "a/b", "\u0000", "é", "x".repeat(300)
    };
    /** What is empty where there is nothing. */
    private static final Set<String> NEVER_NULL = Set.of("rest");

    /** Lists that may be null; others are empty where there is nothing. */
    private static final Set<String> ABSENT_LISTS = Set.of("answers");

    private static final long[] EXTREMES = {
        Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE, -1, 0, 1, 63, 64, -64, -65
    };

    private final Random random;

    public RandomRecords(Random random) {
        this.random = random;
    }

    /** A record of the type; of a sealed interface, one of its records. */
    public <T> T next(Class<T> type) {
        if (type.isSealed()) {
            return type.cast(next(type.getPermittedSubclasses()[random.nextInt(type.getPermittedSubclasses().length)]));
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components).map(this::value).toArray();
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    public <T> List<T> list(Class<T> type) {
        List<T> list = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            list.add(next(type));
        }
        return list;
    }

    public long number() {
        return random.nextBoolean() ? EXTREMES[random.nextInt(EXTREMES.length)] : random.nextLong();
    }

    public String text() {
        return random.nextInt(8) == 0 ? null : presentText();
    }

    private String presentText() {
        return TEXTS[random.nextInt(TEXTS.length)] + (random.nextBoolean() ? "" : random.nextInt(1_000));
    }

    private Object value(RecordComponent component) {
        if (NEVER_NULL.contains(component.getName())) {
            return presentText();
        }
        return ABSENT_LISTS.contains(component.getName()) && random.nextBoolean()
                ? null
                : value(component.getType(), component.getGenericType());
    }

    private Object value(Class<?> type, Type generic) {
        if (type == String.class) {
            return text();
        } else if (type == long.class) {
            return number();
        } else if (type == int.class) {
            return (int) number();
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        } else if (type == List.class) {
            Class<?> element = (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0];
            List<Object> list = new ArrayList<>();
            for (int n = random.nextInt(4); n > 0; n--) {
                list.add(element == String.class ? presentText() : next(element));
            }
            return List.copyOf(list);
        }
        if (type == Long.class) {
            return random.nextInt(3) == 0 ? null : (Long) number();
        } else if (type == Map.class) {
            Map<String, String> map = new HashMap<>();
            for (int n = random.nextInt(3); n > 0; n--) {
                map.put(presentText(), presentText());
            }
            return map;
        }
        return next(type);
    }
}
