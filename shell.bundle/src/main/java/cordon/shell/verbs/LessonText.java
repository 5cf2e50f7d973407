package cordon.shell.verbs;

import cordon.core.Lesson;
import java.util.ArrayList;
import java.util.List;

/** A lesson for people, which is a file too: all that is not its interface is a comment in it. Pure. */
final class LessonText {
    private LessonText() {
    }

    static List<String> lines(String command, Lesson lesson) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + command + ": its policy allows " + lesson.allowed() + " of the different things that it did.");
        if (lesson.interfaces().isEmpty() && lesson.local().isEmpty() && lesson.unsaid().isEmpty()) {
            lines.add("# Nothing is missing.");
        }
        for (Lesson.Choice choice : lesson.interfaces()) {
            lines.add("# " + choice.advice());
            choice.covers().forEach(what -> lines.add("#     for: " + what));
        }
        if (!lesson.unsaid().isEmpty()) {
            lines.add("# No interface can allow:");
            lesson.unsaid().forEach(what -> lines.add("#     " + what));
        }
        if (!lesson.local().isEmpty()) {
            lines.add("# No interface that is here allows the rest. Look through the rules, then: cordon interface check " + lesson.localName() + ".yaml;");
            lines.add("# cordon deploy " + lesson.localName() + ".yaml; and declare a plug " + lesson.localName() + " in the snap.yaml.");
            lesson.local().lines().forEach(lines::add);
        }
        return lines;
    }
}
