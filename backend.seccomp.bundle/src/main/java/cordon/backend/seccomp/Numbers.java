package cordon.backend.seccomp;

/** Numbers as the classic language writes them: decimal, negative, {@code 0x} and, with a leading 0, octal. Stateless. */
final class Numbers {
    private Numbers() {
    }

    /** @throws NumberFormatException when it is no number, or one of more than 64 bits */
    static long parse(String text) {
        if (text.startsWith("0x")) {
            return Long.parseUnsignedLong(text.substring(2), 16);
        }
        if (text.startsWith("-")) {
            return Long.parseLong(text);
        }
        return Long.parseUnsignedLong(text, text.length() > 1 && text.charAt(0) == '0' ? 8 : 10);
    }
}
