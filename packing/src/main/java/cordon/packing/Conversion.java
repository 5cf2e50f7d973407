package cordon.packing;

import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Makes of the value on the stack one of another type, as method references do (JLS 15.13.3): it is cast, boxed, unboxed, widened. */
final class Conversion {
    private static final Type NUMBER = Type.getObjectType("java/lang/Number");
    private static final Type OBJECT = Type.getObjectType("java/lang/Object");
    private static final List<Type> PRIMITIVES = List.of(Type.BOOLEAN_TYPE, Type.CHAR_TYPE, Type.BYTE_TYPE, Type.SHORT_TYPE, Type.INT_TYPE, Type.LONG_TYPE,
            Type.FLOAT_TYPE, Type.DOUBLE_TYPE);

    private Conversion() {
    }

    /**
     * Writes it.
     *
     * @param from what the value is for the verifier
     * @param is   what it is by the type that is used, and is checked to be
     * @param to   what is wanted; {@code void} drops it
     */
    static void write(MethodVisitor code, Type from, Type is, Type to) {
        if (to.equals(Type.VOID_TYPE)) {
            drop(code, from);
        } else if (primitive(from) && primitive(to)) {
            widen(code, from, to);
        } else if (primitive(from)) {
            box(code, from);
        } else if (primitive(to)) {
            unbox(code, from, primitive(is) ? from : is, to);
        } else {
            cast(code, from, is);
            cast(code, is, to);
        }
    }

    static boolean primitive(Type type) {
        return PRIMITIVES.contains(type);
    }

    /** The class of {@code java.lang} for a primitive type. */
    static Type wrapper(Type primitive) {
        return Type.getObjectType("java/lang/" + switch (primitive.getSort()) {
            case Type.BOOLEAN -> "Boolean";
            case Type.CHAR -> "Character";
            case Type.BYTE -> "Byte";
            case Type.SHORT -> "Short";
            case Type.INT -> "Integer";
            case Type.LONG -> "Long";
            case Type.FLOAT -> "Float";
            case Type.DOUBLE -> "Double";
            default -> throw new IllegalArgumentException(primitive + " is not primitive");
        });
    }

    private static void drop(MethodVisitor code, Type value) {
        if (value.getSize() > 0) {
            code.visitInsn(value.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
        }
    }

    private static void box(MethodVisitor code, Type from) {
        Type wrapper = wrapper(from);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper.getInternalName(), "valueOf", Type.getMethodDescriptor(wrapper, from), false);
    }

    /** Of a type that is no wrapper, such as a type variable's bound, it is known only that it can become what is wanted. */
    private static void unbox(MethodVisitor code, Type from, Type is, Type to) {
        Type inner = PRIMITIVES.stream().filter(primitive -> wrapper(primitive).equals(is)).findFirst().orElse(to);
        boolean number = !wrapper(inner).equals(is) && inner != Type.BOOLEAN_TYPE && inner != Type.CHAR_TYPE;
        Type wrapper = number ? NUMBER : wrapper(inner);
        cast(code, from, wrapper);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, wrapper.getInternalName(), inner.getClassName() + "Value", Type.getMethodDescriptor(inner), false);
        widen(code, inner, to);
    }

    private static void cast(MethodVisitor code, Type from, Type to) {
        if (!from.equals(to) && !to.equals(OBJECT)) {
            code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
        }
    }

    private static void widen(MethodVisitor code, Type from, Type to) {
        if (from.equals(to) || to.getSort() <= Type.INT) {
            return;
        }
        int by = switch (from.getSort()) {
            case Type.LONG -> to.equals(Type.DOUBLE_TYPE) ? Opcodes.L2D : Opcodes.L2F;
            case Type.FLOAT -> Opcodes.F2D;
            default -> switch (to.getSort()) {
                case Type.LONG -> Opcodes.I2L;
                case Type.FLOAT -> Opcodes.I2F;
                default -> Opcodes.I2D;
            };
        };
        code.visitInsn(by);
    }
}
