package io.redshiftops.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads run one at a time, a step each, in the order that a schedule says, so that an interleaving can be repeated. A
 * thread may die before or after a step, and lose the answer to one.
 */
final class Turns {

    /** What becomes of a step and of who takes it. */
    enum Fate {
        /** It is taken. */
        NORMAL,
        /** The process dies before. */
        DIES_BEFORE,
        /** The process dies after. */
        DIES_AFTER,
        /** The connection breaks before. */
        BREAKS_BEFORE,
        /** The connection breaks after: the step was taken, and its answer is lost. */
        BREAKS_AFTER
    }

    /** A process that is no more; nothing may catch it. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Who goes next. */
    interface Schedule {
        /**
         * The next to go.
         *
         * @param ready the names of those who can, sorted; never empty
         */
        String next(List<String> ready);

        /** What becomes of the step that is taken next. */
        default Fate fate(String who, String step) {
            return Fate.NORMAL;
        }
    }

    /** Something that waits for its turn. */
    private static final class Waiting {
        private final BooleanSupplier ready;
        private boolean chosen;

        Waiting(BooleanSupplier ready) {
            this.ready = ready;
        }
    }

    private final Schedule schedule;
    private final Map<String, @Nullable Waiting> alive = new LinkedHashMap<>();
    private final Map<Thread, String> names = new LinkedHashMap<>();
    private final Map<String, Boolean> dead = new LinkedHashMap<>();
    private final List<String> history = new ArrayList<>();
    private boolean hopeless;

    Turns(Schedule schedule) {
        this.schedule = schedule;
    }

    /** Nobody goes before all of these have come. */
    synchronized void expect(Collection<String> expected) {
        expected.forEach(name -> alive.put(name, null));
        history.clear();
    }

    /** The steps that were taken since these were expected. */
    synchronized List<String> history() {
        return List.copyOf(history);
    }

    /** The calling thread is this one of the names, until it {@linkplain #leave leaves}. */
    synchronized void enter(String name) {
        names.put(Thread.currentThread(), name);
        dead.put(name, false);
    }

    /** The calling thread takes no further step. */
    synchronized void leave() {
        alive.remove(me());
        choose();
    }

    /** Whether the calling thread's process has died and was not started again. */
    synchronized boolean isDead() {
        return Boolean.TRUE.equals(dead.get(me()));
    }

    /** Starts the process of the calling thread again. */
    synchronized void revive() {
        dead.put(me(), false);
    }

    /**
     * Takes a step when it is the caller's turn.
     *
     * @param ready whether it can be taken; asked while others wait
     * @param broken what the caller sees when the connection breaks; null for a step without a connection
     */
    synchronized <T> T step(
            String step, BooleanSupplier ready, Supplier<T> action, @Nullable Supplier<RuntimeException> broken) {
        if (isDead()) {
            throw new Died();
        }
        Waiting waiting = new Waiting(ready);
        alive.put(me(), waiting);
        choose();
        try {
            while (!waiting.chosen && !hopeless) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted after " + history, e);
        }
        if (hopeless) {
            throw new IllegalStateException("nobody can go on after " + history);
        }
        alive.put(me(), null);
        return take(step, action, broken);
    }

    private <T> T take(String step, Supplier<T> action, @Nullable Supplier<RuntimeException> broken) {
        Fate fate = schedule.fate(me(), step);
        if (broken == null && (fate == Fate.BREAKS_BEFORE || fate == Fate.BREAKS_AFTER)) {
            fate = Fate.NORMAL;
        }
        history.add(me() + ": " + step + (fate == Fate.NORMAL ? "" : " " + fate));
        if (fate == Fate.DIES_BEFORE) {
            die();
        } else if (fate == Fate.BREAKS_BEFORE) {
            throw Objects.requireNonNull(broken).get();
        }
        T result = action.get();
        if (fate == Fate.DIES_AFTER) {
            die();
        } else if (fate == Fate.BREAKS_AFTER) {
            throw Objects.requireNonNull(broken).get();
        }
        return result;
    }

    private void die() {
        dead.put(me(), true);
        throw new Died();
    }

    private String me() {
        return Objects.requireNonNull(names.get(Thread.currentThread()), "an unknown thread takes a step");
    }

    /** Once all wait, one is chosen. */
    private void choose() {
        if (alive.isEmpty() || alive.containsValue(null) || anyChosen()) {
            return;
        }
        List<String> ready = alive.entrySet().stream()
                .filter(entry -> Objects.requireNonNull(entry.getValue()).ready.getAsBoolean())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (ready.isEmpty()) {
            hopeless = true;
        } else {
            Objects.requireNonNull(alive.get(schedule.next(ready))).chosen = true;
        }
        notifyAll();
    }

    private boolean anyChosen() {
        return alive.values().stream().anyMatch(waiting -> waiting != null && waiting.chosen);
    }
}
