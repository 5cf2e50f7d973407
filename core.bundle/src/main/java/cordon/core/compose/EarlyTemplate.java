package cordon.core.compose;

import java.util.function.Supplier;

/** The template of this bundle, read once: on a thread of its own, so that a start need not wait for it, or by who asks first. Thread-safe. */
public final class EarlyTemplate implements Supplier<Template> {
    private Template template;

    /** Begins to read. */
    public void begin() {
        Thread thread = new Thread(this::get, "cordon-template");
        thread.setDaemon(true);
        thread.start();
    }

    /** @throws IllegalStateException when the bundle was built wrong, or cannot be read */
    @Override
    public synchronized Template get() {
        if (template == null) {
            template = Template.load();
        }
        return template;
    }
}
