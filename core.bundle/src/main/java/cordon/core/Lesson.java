package cordon.core;

import java.util.List;

/**
 * What would let a command do what it was seen to do.
 *
 * @param interfaces    of those that are here, the set that grants least and covers all that any of them covers
 * @param local         an interface.yaml that grants the rest; empty when nothing is left
 * @param localName     the name of that interface; empty when there is none
 * @param unsaid        what no rule can say, a line each
 * @param allowed       how many different things that were seen the policy allows already
 */
public record Lesson(List<Choice> interfaces, String local, String localName, List<String> unsaid, int allowed) {
    /** Copies the lists. */
    public Lesson {
        interfaces = List.copyOf(interfaces);
        unsaid = List.copyOf(unsaid);
    }

    /**
     * An interface that was chosen.
     *
     * @param name   of the interface
     * @param advice what to do: connect a plug that is declared, or declare one
     * @param covers what it is for, a line each
     */
    public record Choice(String name, String advice, List<String> covers) {
        /** Copies the list. */
        public Choice {
            covers = List.copyOf(covers);
        }
    }
}
