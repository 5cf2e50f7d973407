package cordon.packing;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The class of one lambda expression or method reference: what was captured in fields, and one method, which calls the implementation.
 *
 * @param name           internal name of the class
 * @param method         the interface's method
 * @param factory        captured values to the interface
 * @param erased         type of the interface's method as it is declared
 * @param implementation what is called: first with what was captured, then with the arguments
 * @param instantiated   type of the method as it is used here; arguments are of it
 */
record LambdaClass(String name, String method, Type factory, Type erased, Handle implementation, Type instantiated) {
    /** The static method that makes an object; its type is that of the call site. */
    static final String FACTORY = "make";

    private static final String OBJECT = "java/lang/Object";
    private static final String CONSTRUCTOR = "<init>";
    private static final String FIELD = "captured";

    /**
     * @param version of the class file
     * @param nest    internal name of the class that is host of the nest
     */
    byte[] bytes(int version, String nest) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String[] interfaces = {factory.getReturnType().getInternalName()};
        writer.visit(version, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC, name, null, OBJECT, interfaces);
        writer.visitNestHost(nest);
        Type[] captured = factory.getArgumentTypes();
        for (int i = 0; i < captured.length; i++) {
            writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, FIELD + i, captured[i].getDescriptor(), null, null).visitEnd();
        }
        writeConstructor(writer, captured);
        writeFactory(writer, captured);
        writeMethod(writer, captured);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static String constructorOf(Type[] captured) {
        return Type.getMethodDescriptor(Type.VOID_TYPE, captured);
    }

    private void writeConstructor(ClassWriter writer, Type[] captured) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PRIVATE, CONSTRUCTOR, constructorOf(captured), null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, CONSTRUCTOR, "()V", false);
        int local = 1;
        for (int i = 0; i < captured.length; i++) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(captured[i].getOpcode(Opcodes.ILOAD), local);
            code.visitFieldInsn(Opcodes.PUTFIELD, name, FIELD + i, captured[i].getDescriptor());
            local += captured[i].getSize();
        }
        end(code, Type.VOID_TYPE);
    }

    private void writeFactory(ClassWriter writer, Type[] captured) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, FACTORY, factory.getDescriptor(), null, null);
        code.visitCode();
        code.visitTypeInsn(Opcodes.NEW, name);
        code.visitInsn(Opcodes.DUP);
        int local = 0;
        for (Type value : captured) {
            code.visitVarInsn(value.getOpcode(Opcodes.ILOAD), local);
            local += value.getSize();
        }
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, CONSTRUCTOR, constructorOf(captured), false);
        end(code, factory.getReturnType());
    }

    private void writeMethod(ClassWriter writer, Type[] captured) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, method, erased.getDescriptor(), null, null);
        code.visitCode();
        if (constructs()) {
            code.visitTypeInsn(Opcodes.NEW, implementation.getOwner());
            code.visitInsn(Opcodes.DUP);
        }
        for (int i = 0; i < captured.length; i++) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, name, FIELD + i, captured[i].getDescriptor());
        }
        List<Type> taken = taken();
        Type[] given = erased.getArgumentTypes();
        Type[] used = instantiated.getArgumentTypes();
        int local = 1;
        for (int i = 0; i < given.length; i++) {
            code.visitVarInsn(given[i].getOpcode(Opcodes.ILOAD), local);
            Conversion.write(code, given[i], used[i], taken.get(captured.length + i));
            local += given[i].getSize();
        }
        code.visitMethodInsn(call(), implementation.getOwner(), implementation.getName(), implementation.getDesc(), implementation.isInterface());
        Type wanted = erased.getReturnType();
        Conversion.write(code, result(), result(), wanted);
        end(code, wanted);
    }

    /** What the implementation takes, the object that it is a method of first. */
    private List<Type> taken() {
        List<Type> types = new ArrayList<>();
        if (!constructs() && implementation.getTag() != Opcodes.H_INVOKESTATIC) {
            types.add(Type.getObjectType(implementation.getOwner()));
        }
        types.addAll(List.of(Type.getArgumentTypes(implementation.getDesc())));
        return types;
    }

    private Type result() {
        return constructs() ? Type.getObjectType(implementation.getOwner()) : Type.getReturnType(implementation.getDesc());
    }

    private boolean constructs() {
        return implementation.getTag() == Opcodes.H_NEWINVOKESPECIAL;
    }

    /** Private methods of the nest are called as others are (JEP 181). */
    private int call() {
        return switch (implementation.getTag()) {
            case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            default -> implementation.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        };
    }

    private static void end(MethodVisitor code, Type result) {
        code.visitInsn(result.getOpcode(Opcodes.IRETURN));
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
