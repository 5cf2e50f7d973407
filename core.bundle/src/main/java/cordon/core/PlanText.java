package cordon.core;

import cordon.api.launch.LaunchPlan;
import cordon.core.exec.PlanPrinter;
import java.util.List;
import java.util.Map;

/** Shows a plan. Pure; it reads no descriptor, so a closed plan can be shown. */
public final class PlanText {
    private PlanText() {
    }

    /** One line a step, in the order in which they are carried out. */
    public static List<String> lines(LaunchPlan plan) {
        return PlanPrinter.lines(plan);
    }

    /** One map a step: stage, step, and its values: text, numbers, flags, lists of these. */
    public static List<Map<String, Object>> data(LaunchPlan plan) {
        return PlanPrinter.data(plan);
    }
}
