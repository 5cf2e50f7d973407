package cordon.packing;

import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A static method of a record's class that does what its method of a like name is to do, by the record's components.
 *
 * @param method     {@code equals}, {@code hashCode} or {@code toString}
 * @param owner      internal name of the record's class
 * @param components names and types of the fields
 */
record RecordMethod(String method, String owner, List<Handle> components) {
    private static final String OBJECTS = "java/util/Objects";
    private static final String BUILDER = "java/lang/StringBuilder";
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String STRING = "Ljava/lang/String;";
    private static final int HASH_FACTOR = 31;

    /** @param arguments the record's class, the names of its components, and a handle for each: see ObjectMethods */
    static RecordMethod of(String method, String owner, Object[] arguments) {
        return new RecordMethod(method, owner, Stream.of(arguments).skip(2).map(Handle.class::cast).toList());
    }

    String name() {
        return "record$" + method;
    }

    /** Adds it to the class. */
    void write(ClassVisitor to) {
        String result = switch (method) {
            case "equals" -> OBJECT + ")Z";
            case "hashCode" -> ")I";
            default -> ")" + STRING;
        };
        MethodVisitor code = to.visitMethod(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, name(), "(L" + owner + ";" + result, null, null);
        code.visitCode();
        switch (method) {
            case "equals" -> writeEquals(code);
            case "hashCode" -> writeHashCode(code);
            default -> writeToString(code);
        }
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void writeEquals(MethodVisitor code) {
        Label another = new Label();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitJumpInsn(Opcodes.IF_ACMPNE, another);
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.IRETURN);
        code.visitLabel(another);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        Label different = new Label();
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitTypeInsn(Opcodes.INSTANCEOF, owner);
        code.visitJumpInsn(Opcodes.IFEQ, different);
        for (Handle component : components) {
            read(code, 0, component);
            read(code, 1, component);
            leaveIfDifferent(code, Type.getType(component.getDesc()), different);
        }
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.IRETURN);
        code.visitLabel(different);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitInsn(Opcodes.IRETURN);
    }

    private static void leaveIfDifferent(MethodVisitor code, Type type, Label different) {
        switch (type.getSort()) {
            case Type.BOOLEAN, Type.CHAR, Type.BYTE, Type.SHORT, Type.INT -> code.visitJumpInsn(Opcodes.IF_ICMPNE, different);
            case Type.LONG, Type.FLOAT, Type.DOUBLE -> {
                String both = Type.getMethodDescriptor(Type.INT_TYPE, type, type);
                code.visitMethodInsn(Opcodes.INVOKESTATIC, Conversion.wrapper(type).getInternalName(), "compare", both, false);
                code.visitJumpInsn(Opcodes.IFNE, different);
            }
            default -> {
                code.visitMethodInsn(Opcodes.INVOKESTATIC, OBJECTS, "equals", "(" + OBJECT + OBJECT + ")Z", false);
                code.visitJumpInsn(Opcodes.IFEQ, different);
            }
        }
    }

    private void writeHashCode(MethodVisitor code) {
        code.visitInsn(Opcodes.ICONST_0);
        for (Handle component : components) {
            code.visitIntInsn(Opcodes.BIPUSH, HASH_FACTOR);
            code.visitInsn(Opcodes.IMUL);
            read(code, 0, component);
            Type type = Type.getType(component.getDesc());
            boolean primitive = Conversion.primitive(type);
            String of = primitive ? Conversion.wrapper(type).getInternalName() : OBJECTS;
            code.visitMethodInsn(Opcodes.INVOKESTATIC, of, "hashCode", "(" + (primitive ? component.getDesc() : OBJECT) + ")I", false);
            code.visitInsn(Opcodes.IADD);
        }
        code.visitInsn(Opcodes.IRETURN);
    }

    private void writeToString(MethodVisitor code) {
        code.visitTypeInsn(Opcodes.NEW, BUILDER);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
        code.visitLdcInsn(Type.getObjectType(owner));
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Class", "getSimpleName", "()" + STRING, false);
        append(code, STRING);
        String before = "[";
        for (Handle component : components) {
            code.visitLdcInsn(before + component.getName() + "=");
            append(code, STRING);
            read(code, 0, component);
            append(code, switch (Type.getType(component.getDesc()).getSort()) {
                case Type.ARRAY, Type.OBJECT -> OBJECT;
                case Type.BYTE, Type.SHORT -> "I";
                default -> component.getDesc();
            });
            before = ", ";
        }
        code.visitLdcInsn(components.isEmpty() ? "[]" : "]");
        append(code, STRING);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()" + STRING, false);
        code.visitInsn(Opcodes.ARETURN);
    }

    private static void append(MethodVisitor code, String type) {
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(" + type + ")L" + BUILDER + ";", false);
    }

    private void read(MethodVisitor code, int local, Handle component) {
        code.visitVarInsn(Opcodes.ALOAD, local);
        code.visitTypeInsn(Opcodes.CHECKCAST, owner);
        code.visitFieldInsn(Opcodes.GETFIELD, owner, component.getName(), component.getDesc());
    }
}
