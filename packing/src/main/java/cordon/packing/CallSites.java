package cordon.packing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Replaces what the JVM would make at run time, the first time that a lambda expression, a method reference, or a record's {@code equals},
 * {@code hashCode} or {@code toString} is come to: a class, and with it compiled code of the machinery that makes it. A start comes to 400 of
 * them. Classes in a jar are read from the JVM's archive instead (-XX:SharedArchiveFile), which has made ones only for the class path.
 *
 * <p>The code means the same (JVMS 6.5 invokedynamic; LambdaMetafactory, ObjectMethods), but that a lambda that captures nothing is a
 * new object each time, as the language allows (JLS 15.27.4). Lambdas that can be serialized stay.
 */
final class CallSites {
    static final int ASM = Opcodes.ASM9;

    private static final String CLASS = ".class";
    private static final String LAMBDA = "java/lang/invoke/LambdaMetafactory";
    private static final String RECORD = "java/lang/runtime/ObjectMethods";

    private final Map<String, byte[]> made = new TreeMap<>();
    private final Map<String, List<String>> nests = new TreeMap<>();

    private CallSites() {
    }

    /** @param entries a jar's, by name; classes that belong to one nest are all in it */
    static Map<String, byte[]> spelledOut(Map<String, byte[]> entries) {
        CallSites sites = new CallSites();
        Map<String, byte[]> all = new LinkedHashMap<>(entries);
        all.replaceAll((name, content) -> name.endsWith(CLASS) ? sites.replaced(content) : content);
        sites.nests.forEach((host, members) -> all.computeIfPresent(host + CLASS, (name, content) -> withMembers(content, members)));
        sites.made.forEach((name, content) -> all.put(name + CLASS, content));
        return all;
    }

    private byte[] replaced(byte[] content) {
        ClassReader reader = new ClassReader(content);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Replacing(writer), 0);
        return writer.toByteArray();
    }

    /** What a lambda's class may call that is private to its nest, it may as a member of the nest alone (JVMS 5.4.4). */
    private static byte[] withMembers(byte[] host, List<String> members) {
        ClassReader reader = new ClassReader(host);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new ClassVisitor(ASM, writer) {
            @Override
            public void visitEnd() {
                members.forEach(this::visitNestMember);
                super.visitEnd();
            }
        }, 0);
        return writer.toByteArray();
    }

    /** Passes one class on, its call sites replaced. */
    private final class Replacing extends ClassVisitor {
        private final List<RecordMethod> recordMethods = new ArrayList<>();
        private int version;
        private String name;
        private String nest;
        private int lambdas;

        Replacing(ClassVisitor next) {
            super(ASM, next);
        }

        @Override
        public void visit(int classVersion, int access, String className, String signature, String parent, String[] interfaces) {
            version = classVersion;
            name = className;
            nest = className;
            super.visit(classVersion, access, className, signature, parent, interfaces);
        }

        @Override
        public void visitNestHost(String host) {
            nest = host;
            super.visitNestHost(host);
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(ASM, super.visitMethod(access, method, descriptor, signature, exceptions)) {
                @Override
                public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... arguments) {
                    if (bootstrap.getOwner().equals(LAMBDA) && bootstrap.getName().equals("metafactory")) {
                        super.visitMethodInsn(Opcodes.INVOKESTATIC, lambda(called, type, arguments), LambdaClass.FACTORY, type, false);
                    } else if (bootstrap.getOwner().equals(RECORD)) {
                        RecordMethod replacement = RecordMethod.of(called, name, arguments);
                        recordMethods.add(replacement);
                        super.visitMethodInsn(Opcodes.INVOKESTATIC, name, replacement.name(), type, false);
                    } else {
                        super.visitInvokeDynamicInsn(called, type, bootstrap, arguments);
                    }
                }
            };
        }

        private String lambda(String method, String factory, Object[] arguments) {
            lambdas++;
            String own = name + "$$Lambda$" + lambdas;
            LambdaClass lambda = new LambdaClass(own, method, Type.getMethodType(factory), (Type) arguments[0], (Handle) arguments[1], (Type) arguments[2]);
            made.put(own, lambda.bytes(version, nest));
            nests.computeIfAbsent(nest, host -> new ArrayList<>()).add(own);
            return own;
        }

        @Override
        public void visitEnd() {
            recordMethods.forEach(method -> method.write(cv));
            super.visitEnd();
        }
    }
}
