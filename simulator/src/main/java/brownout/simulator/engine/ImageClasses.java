// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.ref.SoftReference;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.objenesis.strategy.StdInstantiatorStrategy;

/// The classes of which an image may hold objects: those that the declared fields of a history lead to,
/// and a few of the library's. They have numbers in the order of their names; an image holds no name of
/// a class, and nothing of any other class is ever made.
final class ImageClasses {
    private static final String OURS = "brownout.";
    private static final SortedMap<String, Class<?>> REACHED = reached();
    private static final String SHAPE = describe();

    private ImageClasses() {}

    /// How the classes look: an image is of use only to the program whose classes look the same.
    static String shape() {
        return SHAPE;
    }

    /// A serialiser for these classes; `known` is what it refers to instead of writing it.
    static Kryo kryo(KnownObjects known) {
        var kryo = new Kryo(known);
        kryo.setRegistrationRequired(true);
        kryo.setInstantiatorStrategy(new StdInstantiatorStrategy());
        kryo.register(ArrayList.class);
        kryo.register(List.of().getClass());
        kryo.register(List.of(1).getClass());
        kryo.register(Optional.class);
        kryo.register(OptionalLong.class);
        kryo.register(TreeMap.class);
        var maps = new Maps();
        kryo.register(Collections.unmodifiableMap(new TreeMap<>()).getClass(), maps);
        kryo.register(Collections.unmodifiableSortedMap(new TreeMap<>()).getClass(), new Sorted());
        kryo.register(TreeSet.class);
        kryo.register(Collections.unmodifiableSortedSet(new TreeSet<>()).getClass(), new Set());
        kryo.register(AtomicReference.class, new Forgotten<>(AtomicReference::new));
        kryo.register(SoftReference.class, new Forgotten<>(() -> new SoftReference<>(null)));
        kryo.register(AtomicReferenceArray.class, new ForgottenArray());
        REACHED.values().forEach(kryo::register);
        return kryo;
    }

    /// Objects that are constants of these classes, in the order of their names.
    static List<Object> constants() {
        var constants = new ArrayList<Object>();
        for (var type : REACHED.values()) {
            if (isOurs(type) && !type.isEnum()) {
                Arrays.stream(type.getDeclaredFields())
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .filter(field -> Modifier.isFinal(field.getModifiers()))
                        .filter(field -> REACHED.containsKey(field.getType().getName()))
                        .filter(field -> !field.getType().isEnum())
                        .sorted(Comparator.comparing(Field::getName))
                        .map(field -> KnownObjects.value(field, null))
                        .forEach(constants::add);
            }
        }
        return constants;
    }

    static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(OURS);
    }

    /// Instance fields of a class of ours and of those above it that hold objects and are kept, by name.
    static List<Field> fields(Class<?> type) {
        var fields = new ArrayList<Field>();
        for (Class<?> at = type; at != null && isOurs(at); at = at.getSuperclass()) {
            Arrays.stream(at.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()))
                    .filter(field -> !Modifier.isTransient(field.getModifiers()))
                    .sorted(Comparator.comparing(Field::getName))
                    .forEach(fields::add);
        }
        return fields;
    }

    private static SortedMap<String, Class<?>> reached() {
        var reached = new TreeMap<String, Class<?>>();
        reach(Timeline.Graph.class, reached);
        return Collections.unmodifiableSortedMap(reached);
    }

    private static void reach(Type type, SortedMap<String, Class<?>> reached) {
        switch (type) {
            case Class<?> plain -> reachClass(plain, reached);
            case ParameterizedType of -> {
                reach(of.getRawType(), reached);
                for (var argument : of.getActualTypeArguments()) {
                    reach(argument, reached);
                }
            }
            case GenericArrayType array -> reach(array.getGenericComponentType(), reached);
            case WildcardType wild -> reach(wild.getUpperBounds()[0], reached);
            default -> {} // a variable: what stands for it is named where it is used
        }
    }

    private static void reachClass(Class<?> type, SortedMap<String, Class<?>> reached) {
        if (type.isArray()) {
            reached.put(type.getName(), type);
            reach(type.getComponentType(), reached);
            return;
        }
        if (!isOurs(type) || reached.containsKey(type.getName())) {
            return;
        }
        if (type.isSealed()) {
            for (var permitted : type.getPermittedSubclasses()) {
                reach(permitted, reached);
            }
        }
        if (type.isInterface() || (Modifier.isAbstract(type.getModifiers()) && !type.isEnum())) {
            return;
        }
        reached.put(type.getName(), type);
        if (!type.isEnum()) {
            fields(type).forEach(field -> reach(field.getGenericType(), reached));
        }
    }

    private static String describe() {
        var text = new StringBuilder();
        for (var type : REACHED.values()) {
            text.append(type.getName());
            if (type.isEnum()) {
                text.append(Arrays.toString(type.getEnumConstants()));
            } else {
                for (var field : fields(type)) {
                    text.append(' ').append(field.getName()).append(' ');
                    text.append(field.getGenericType().getTypeName());
                }
            }
            text.append('\n');
        }
        return text.toString();
    }

    /// An unmodifiable map, in its order.
    private static final class Maps extends Serializer<Map<Object, Object>> {
        @Override
        public void write(Kryo kryo, Output out, Map<Object, Object> map) {
            out.writeVarInt(map.size(), true);
            map.forEach((key, value) -> {
                kryo.writeClassAndObject(out, key);
                kryo.writeClassAndObject(out, value);
            });
        }

        @Override
        public Map<Object, Object> read(
                Kryo kryo, Input in, Class<? extends Map<Object, Object>> type) {
            return read(kryo, in);
        }

        Map<Object, Object> read(Kryo kryo, Input in) {
            int size = in.readVarInt(true);
            var map = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                var key = kryo.readClassAndObject(in);
                map.put(key, kryo.readClassAndObject(in));
            }
            return Collections.unmodifiableMap(map);
        }
    }

    /// An unmodifiable map in the natural order of its keys.
    private static final class Sorted extends Serializer<SortedMap<Object, Object>> {
        private final Maps maps = new Maps();

        @Override
        public void write(Kryo kryo, Output out, SortedMap<Object, Object> map) {
            maps.write(kryo, out, map);
        }

        @Override
        public SortedMap<Object, Object> read(
                Kryo kryo, Input in, Class<? extends SortedMap<Object, Object>> type) {
            return Collections.unmodifiableSortedMap(new TreeMap<>(maps.read(kryo, in)));
        }
    }

    /// An unmodifiable set in the natural order of its members.
    private static final class Set extends Serializer<SortedSet<Object>> {
        @Override
        public void write(Kryo kryo, Output out, SortedSet<Object> set) {
            out.writeVarInt(set.size(), true);
            set.forEach(each -> kryo.writeClassAndObject(out, each));
        }

        @Override
        public SortedSet<Object> read(
                Kryo kryo, Input in, Class<? extends SortedSet<Object>> type) {
            int size = in.readVarInt(true);
            var set = new TreeSet<>();
            for (int i = 0; i < size; i++) {
                set.add(kryo.readClassAndObject(in));
            }
            return Collections.unmodifiableSortedSet(set);
        }
    }

    /// The place of a value that can be computed again: read as empty.
    private static final class Forgotten<T> extends Serializer<T> {
        private final Supplier<T> empty;

        Forgotten(Supplier<T> empty) {
            this.empty = empty;
        }

        @Override
        public void write(Kryo kryo, Output out, T place) {}

        @Override
        public T read(Kryo kryo, Input in, Class<? extends T> type) {
            return empty.get();
        }
    }

    private static final class ForgottenArray extends Serializer<AtomicReferenceArray<Object>> {
        @Override
        public void write(Kryo kryo, Output out, AtomicReferenceArray<Object> places) {
            out.writeVarInt(places.length(), true);
        }

        @Override
        public AtomicReferenceArray<Object> read(
                Kryo kryo, Input in, Class<? extends AtomicReferenceArray<Object>> type) {
            return new AtomicReferenceArray<>(in.readVarInt(true));
        }
    }
}
