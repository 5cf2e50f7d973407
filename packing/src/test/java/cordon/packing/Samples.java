package cordon.packing;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Code with every kind of call site; {@link #get} says what it computes. It is public, with a public constructor, for the test's own class loader. */
public final class Samples implements Supplier<List<String>> {
    private final List<String> said = new ArrayList<>();
    private final String own = "own";

    @Override
    public List<String> get() {
        capturing(1, 2L, 3.0, 'c', true, new int[] {4, 5});
        converting();
        nested();
        records();
        return said;
    }

    /** Gives the length of a text, and refuses all else. */
    public static Function<String, Integer> lengths() {
        return String::length;
    }

    private void say(Object value) {
        said.add(String.valueOf(value));
    }

    private static int three() {
        return 3;
    }

    private static char letter(String text) {
        return text.charAt(0);
    }

    private String withOwn(String text) {
        return own + text;
    }

    private void capturing(int i, long l, double d, char c, boolean b, int[] array) {
        Supplier<String> all = () -> own + i + l + d + c + b + array[1];
        say(all.get());
        Runnable nothing = () -> say("nothing captured but this");
        nothing.run();
        LongUnaryOperator wide = given -> given * l + i;
        say(wide.applyAsLong(5));
        BiFunction<Long, Integer, String> boxed = (first, second) -> first + own + second;
        say(boxed.apply(1L, 2));
    }

    private void converting() {
        Function<String, String> bound = this::withOwn;
        BiFunction<Samples, String, String> unbound = Samples::withOwn;
        say(bound.apply("x") + unbound.apply(this, "y"));
        Supplier<List<String>> made = ArrayList::new;
        Function<Integer, List<String>> sized = ArrayList::new;
        say(made.get() + "" + sized.apply(7));
        IntFunction<String[]> array = String[]::new;
        say(array.apply(3).length);
        IntSupplier narrow = Samples::three;
        LongSupplier wide = Samples::three;
        DoubleSupplier real = Samples::three;
        Supplier<Object> object = Samples::three;
        Callable<Integer> boxed = Samples::three;
        try {
            say(narrow.getAsInt() + wide.getAsLong() + real.getAsDouble() + " " + object.get() + boxed.call());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        ToIntFunction<Integer> unboxed = Integer::intValue;
        ToLongFunction<Integer> unboxedAndWide = Integer::valueOf;
        Function<String, Character> character = Samples::letter;
        ToIntFunction<Supplier<Integer>> ofVariable = Supplier::get;
        ToLongFunction<Supplier<Short>> ofVariableAndWide = Supplier::get;
        say(unboxed.applyAsInt(1) + unboxedAndWide.applyAsLong(2) + ofVariable.applyAsInt(() -> 3) + ofVariableAndWide.applyAsLong(() -> (short) 4));
        say(character.apply("z"));
        BooleanSupplier truth = said::isEmpty;
        say(truth.getAsBoolean());
        Consumer<String> dropped = said::add;
        dropped.accept("dropped");
        IntUnaryOperator math = Math::abs;
        say(math.applyAsInt(-3));
        Consumer<Long> wideDropped = Long::doubleValue;
        wideDropped.accept(1L);
        Runnable constructed = Samples::new;
        constructed.run();
        Supplier<String> parents = super::toString;
        say(parents.get().startsWith(Samples.class.getName()));
        Supplier<String> serialized = (Supplier<String> & Serializable) () -> "serialized";
        say(serialized.get());
    }

    interface Greeting {
        String name();

        private String hidden() {
            return "hidden " + name();
        }

        default Supplier<String> later() {
            return this::hidden;
        }

        static Supplier<String> fixed() {
            return () -> "fixed";
        }
    }

    private void nested() {
        Greeting greeting = () -> "greeted";
        say(greeting.later().get() + Greeting.fixed().get());
        Object inner = new Object() {
            @Override
            public String toString() {
                return Stream.of("b", "a").sorted().map(text -> text + own).collect(Collectors.joining(","));
            }
        };
        say(inner);
    }

    record Empty() {
    }

    record Pair<T>(T first, int second) {
    }

    record Every(boolean z, char c, byte b, short s, int i, long l, float f, double d, String text, int[] array) {
    }

    private void records() {
        int[] array = {1};
        Every every = new Every(true, 'c', (byte) 1, (short) 2, 3, 4L, 5.5f, Double.NaN, null, array);
        say(every.equals(new Every(true, 'c', (byte) 1, (short) 2, 3, 4L, 5.5f, Double.NaN, null, array)));
        say(every.equals(new Every(true, 'c', (byte) 1, (short) 2, 3, 4L, 5.5f, Double.NaN, null, new int[] {1})));
        say(every.equals(new Every(true, 'c', (byte) 1, (short) 2, 3, 5L, 5.5f, Double.NaN, null, array)));
        say(new Every(false, 'c', (byte) 1, (short) 2, 3, 4L, 0.0f, -0.0, "t", null).equals(new Every(false, 'c', (byte) 1, (short) 2, 3, 4L, -0.0f, -0.0, "t", null)));
        say(every.equals(every) + " " + every.equals(null) + " " + every.equals(new Object()));
        say(new Every(true, 'c', (byte) 1, (short) 2, 3, 4L, 5.5f, 6.5, "text", null).hashCode());
        say(new Every(true, 'c', (byte) 1, (short) 2, 3, 4L, 5.5f, 6.5, "text", null));
        say(new Pair<>("first", 2) + " " + new Pair<>("first", 2).hashCode() + new Pair<>("a", 1).equals(new Pair<>("a", 1)) + new Pair<>(null, 1).hashCode());
        say(new Empty() + " " + new Empty().hashCode() + new Empty().equals(new Empty()));
    }
}
