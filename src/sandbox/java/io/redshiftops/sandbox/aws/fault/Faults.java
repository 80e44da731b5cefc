package io.redshiftops.sandbox.aws.fault;

import io.redshiftops.sandbox.aws.core.AwsService;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The faults that are in force; safe for use by several threads. */
public final class Faults {

    /** A fault with its count of calls. */
    private static final class Armed {

        private final Fault fault;
        private final Random random;
        private int spared;
        private int hits;

        Armed(Fault fault) {
            this.fault = fault;
            this.random = new Random(fault.seed() == null ? 0 : fault.seed());
        }

        boolean strikes() {
            if (fault.skip() != null && spared < fault.skip()) {
                spared++;
                return false;
            }
            if (fault.times() != null && hits >= fault.times()) {
                return false;
            }
            if (fault.probability() != null && random.nextDouble() >= fault.probability()) {
                return false;
            }
            hits++;
            return true;
        }
    }

    private final List<Armed> armed = new ArrayList<>();

    /** Puts these faults in place of all earlier ones. */
    public synchronized void replace(List<Fault> faults) {
        armed.clear();
        faults.forEach(fault -> armed.add(new Armed(fault)));
    }

    /** Puts a fault in force beside the others. */
    public synchronized void add(Fault fault) {
        armed.add(new Armed(fault));
    }

    public synchronized List<Fault> list() {
        return armed.stream().map(entry -> entry.fault).toList();
    }

    /**
     * The faults that a call meets, in the order in which they were put in force. Those behind one that refuses the call
     * meet others instead.
     */
    public synchronized List<Fault> striking(AwsService service, String operation) {
        List<Fault> striking = new ArrayList<>();
        for (Armed entry : armed) {
            if (entry.fault.matches(service, operation) && entry.strikes()) {
                striking.add(entry.fault);
                if (entry.fault.kind().refuses()) {
                    break;
                }
            }
        }
        return striking;
    }
}
