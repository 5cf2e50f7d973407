package cordon.core.exec;

import cordon.api.launch.Descriptor;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows a plan: as lines for people and as values for JSON. Pure; it reads no descriptor, so a closed plan can be shown. */
public final class PlanPrinter {

    private PlanPrinter() {
    }

    /** One line a step, in the order in which they are carried out: stage, then what is done. */
    public static List<String> lines(LaunchPlan plan) {
        List<String> lines = new ArrayList<>();
        for (LaunchStep step : plan.steps()) {
            lines.add(String.format("%-12s %s", lower(step.stage().name()), StepText.of(step)));
        }
        return lines;
    }

    /**
     * One map a step: {@code stage}, {@code step} and the step's own values under their names. Values are texts, numbers,
     * booleans and lists of these; descriptors are left out, for their numbers mean nothing to others.
     */
    public static List<Map<String, Object>> data(LaunchPlan plan) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (LaunchStep step : plan.steps()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("stage", lower(step.stage().name()));
            values.put("step", step.getClass().getSimpleName());
            for (RecordComponent component : step.getClass().getRecordComponents()) {
                if (!Descriptor.class.isAssignableFrom(component.getType())) {
                    values.put(component.getName(), value(step, component));
                }
            }
            steps.add(values);
        }
        return steps;
    }

    private static Object value(LaunchStep step, RecordComponent component) {
        try {
            return component.getAccessor().invoke(step);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component + ": steps are public records whose accessors only return", e);
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
