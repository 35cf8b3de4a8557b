package dev.milepost.deploy;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The properties that a model of a Kubernetes resource was given and has no field for: it keeps them, and says nothing. */
final class Unknown {

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<String> found = new ArrayList<>();

    private Unknown() {}

    static List<String> of(Object model) throws ReflectiveOperationException {
        Unknown unknown = new Unknown();
        unknown.walk("", model);
        return unknown.found;
    }

    private void walk(String path, Object value) throws ReflectiveOperationException {
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                walk(path + "/" + entry.getKey(), entry.getValue());
            }
        } else if (value instanceof Collection<?> collection) {
            int i = 0;
            for (Object element : collection) {
                walk(path + "/" + i++, element);
            }
        } else if (value instanceof Object[] array) {
            for (int i = 0; i < Array.getLength(array); i++) {
                walk(path + "/" + i, array[i]);
            }
        } else if (value != null && isModel(value.getClass()) && seen.add(value)) {
            model(path, value);
        }
    }

    private static boolean isModel(Class<?> type) {
        return !type.isEnum()
                && (type.getName().startsWith("io.fabric8.") || type.getName().startsWith("io.strimzi."));
    }

    private void model(String path, Object model) throws ReflectiveOperationException {
        for (Method method : model.getClass().getMethods()) {
            if (method.getName().equals("getAdditionalProperties") && method.getParameterCount() == 0) {
                Object more = method.invoke(model);
                if (more instanceof Map<?, ?> map) {
                    map.keySet().forEach(key -> found.add(path + "/" + key));
                }
            }
        }
        for (Class<?> type = model.getClass(); type != null && isModel(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getName().equals("additionalProperties")) {
                    field.setAccessible(true);
                    walk(path + "/" + field.getName(), field.get(model));
                }
            }
        }
    }
}
