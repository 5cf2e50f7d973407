package cordon.core.profiles;

/** SHA-256 of texts, computed once where a text equals the one before it: those of a snap's commands often do. For one thread. */
final class LastHash {
    private String text = "";
    private String hash = ProfileText.sha256(text);

    String of(String next) {
        if (!next.equals(text)) {
            hash = ProfileText.sha256(next);
            text = next;
        }
        return hash;
    }
}
