package cordon.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;

class CallSitesTest {
    private static final String SAMPLES = "cordon/packing/Samples";

    /** Defines the classes it has been given, which the JVM verifies, and asks its parent for others. */
    private static final class Classes extends ClassLoader {
        private final Map<String, byte[]> classes;

        Classes(Map<String, byte[]> classes) {
            super(CallSitesTest.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] content = classes.get(name.replace('.', '/') + ".class");
            if (content == null) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, content, 0, content.length);
        }
    }

    private static Map<String, byte[]> samples() throws IOException {
        Map<String, byte[]> found = new HashMap<>();
        Path root = Path.of("target/test-classes");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().contains("Samples")).toList()) {
                found.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return found;
    }

    private static Object sample(Map<String, byte[]> classes) throws ReflectiveOperationException {
        return new Classes(classes).loadClass(SAMPLES.replace('/', '.')).getConstructor().newInstance();
    }

    private static List<String> bootstraps(Map<String, byte[]> classes) {
        List<String> found = new ArrayList<>();
        classes.values().forEach(content -> new ClassReader(content).accept(new ClassVisitor(CallSites.ASM) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(CallSites.ASM) {
                    @Override
                    public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... arguments) {
                        found.add(bootstrap.getName());
                    }
                };
            }
        }, 0));
        return found;
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatIsSpelledOutComputesTheSame() throws IOException, ReflectiveOperationException {
        Object sample = sample(CallSites.spelledOut(samples()));

        assertNotSame(Samples.class, sample.getClass());
        assertEquals(new Samples().get(), ((Supplier<List<String>>) sample).get());
    }

    @Test
    void onlyALambdaThatCanBeSerializedIsLeft() throws IOException {
        assertFalse(bootstraps(samples()).isEmpty());
        assertEquals(List.of("altMetafactory"), bootstraps(CallSites.spelledOut(samples())).stream().distinct().toList());
    }

    @Test
    void everyClassThatIsMadeCanBeVerified() throws IOException, ReflectiveOperationException {
        Map<String, byte[]> classes = CallSites.spelledOut(samples());
        Classes loader = new Classes(classes);
        for (String file : classes.keySet()) {
            Class.forName(file.replace('/', '.').replace(".class", ""), true, loader);
        }
        assertFalse(classes.size() == samples().size());
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void anArgumentOfAnotherTypeIsRefusedAsBefore() throws IOException, ReflectiveOperationException {
        Class<?> loaded = new Classes(CallSites.spelledOut(samples())).loadClass(SAMPLES.replace('/', '.'));
        Function lengths = (Function) loaded.getMethod("lengths").invoke(null);

        assertEquals(3, lengths.apply("abc"));
        assertThrows(ClassCastException.class, () -> lengths.apply(1));
        assertThrows(ClassCastException.class, () -> ((Function) Samples.lengths()).apply(1));
    }

    @Test
    void whatIsNoClassStaysAsItIs() {
        Map<String, byte[]> entries = Map.of("META-INF/MANIFEST.MF", new byte[] {1, 2});

        assertEquals(entries, CallSites.spelledOut(entries));
    }
}
