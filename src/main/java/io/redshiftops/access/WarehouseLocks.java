package io.redshiftops.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redshiftops.api.v1alpha1.Api;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Who works on which database server: jobs share it, or one has it alone.
 *
 * <p>The lock of a server is a Lease in the operator's namespace, keyed by endpoint, since two objects may reach one
 * cluster. Its annotation lists holders and those who wait, in the order in which they asked; an entry that nobody renews
 * expires, so that a dead operator blocks nobody for long. Every write carries the resource version it is based on.
 */
public final class WarehouseLocks {

    /** How long an entry lives without being renewed. */
    public static final Duration EXPIRY = Duration.ofSeconds(45);

    private static final String ENTRIES = Api.GROUP + "/holders";
    private static final int ATTEMPTS = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient kubernetes;
    private final String namespace;
    private final Clock clock;

    /**
     * Locks kept in a namespace.
     *
     * @param namespace the operator's own
     */
    public WarehouseLocks(KubernetesClient kubernetes, String namespace, Clock clock) {
        this.kubernetes = kubernetes;
        this.namespace = namespace;
        this.clock = clock;
    }

    /** The time by which entries expire. */
    Instant now() {
        return clock.instant();
    }

    /** How a job wants a server. */
    public enum Mode {
        /** Beside others that share it. */
        SHARED,
        /** Alone. */
        EXCLUSIVE
    }

    /**
     * One who holds a server or waits for it.
     *
     * @param job kind, namespace and name, such as {@code S3Load default/tickets}
     * @param since when it asked, as milliseconds since the epoch
     * @param until when the entry expires unless it is renewed, likewise
     */
    record Entry(String job, Mode mode, boolean holds, long since, long until) {
        Entry renewed(long now) {
            return new Entry(job, mode, holds, since, now + EXPIRY.toMillis());
        }

        Entry granted() {
            return new Entry(job, mode, true, since, until);
        }
    }

    /**
     * Asks for a server, or renews what was got; to be repeated well within {@link #EXPIRY} while it waits and while it
     * works.
     *
     * @param server address and port
     * @return the jobs that are in the way; empty when the job holds the server
     */
    public List<String> acquire(String server, String job, Mode mode) {
        List<Entry> entries = update(server, known -> withRequest(known, job, mode));
        boolean holds =
                entries.stream().anyMatch(entry -> entry.job().equals(job) && entry.holds() && entry.mode() == mode);
        return holds ? List.of() : inTheWay(entries, job);
    }

    /** Gives a server back, or gives up waiting for it. */
    public void release(String server, String job) {
        if (read(server).map(WarehouseLocks::entries).orElse(List.of()).stream()
                .noneMatch(entry -> entry.job().equals(job))) {
            return;
        }
        update(server, known -> {
            List<Entry> left = new ArrayList<>(known);
            left.removeIf(entry -> entry.job().equals(job));
            return left;
        });
    }

    /** The jobs that hold a server now. */
    public List<String> holders(String server) {
        long now = clock.millis();
        return read(server).map(WarehouseLocks::entries).orElse(List.of()).stream()
                .filter(entry -> entry.holds() && entry.until() > now)
                .map(Entry::job)
                .toList();
    }

    /** Forgets a server that is gone. */
    public void forget(String server) {
        kubernetes.leases().inNamespace(namespace).withName(name(server)).delete();
    }

    // ---------------------------------------------------------------- the rules

    private List<Entry> withRequest(List<Entry> known, String job, Mode mode) {
        long now = clock.millis();
        List<Entry> entries = new ArrayList<>(known);
        entries.removeIf(entry -> entry.job().equals(job) && entry.mode() != mode);
        boolean asked = entries.stream().anyMatch(entry -> entry.job().equals(job));
        if (!asked) {
            entries.add(new Entry(job, mode, false, now, now));
        }
        entries.replaceAll(entry -> entry.job().equals(job) ? entry.renewed(now) : entry);
        return granted(entries);
    }

    /** Grants in the order of asking: whoever fits beside the holders, unless somebody before it waits. */
    static List<Entry> granted(List<Entry> entries) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing(Entry::holds).reversed().thenComparing(Entry::since));
        List<Entry> result = new ArrayList<>();
        boolean somebodyWaits = false;
        for (Entry entry : sorted) {
            boolean fits = !somebodyWaits && result.stream().allMatch(other -> compatible(other, entry));
            if (entry.holds() || fits) {
                result.add(entry.granted());
            } else {
                somebodyWaits = true;
                result.add(entry);
            }
        }
        return result;
    }

    private static boolean compatible(Entry one, Entry other) {
        return !one.holds() || (one.mode() == Mode.SHARED && other.mode() == Mode.SHARED);
    }

    /** Entries are sorted, and whoever asked later is in nobody's way. */
    private static List<String> inTheWay(List<Entry> entries, String job) {
        return entries.stream()
                .takeWhile(entry -> !entry.job().equals(job))
                .map(entry -> entry.job() + (entry.holds() ? "" : " (waiting before it)"))
                .toList();
    }

    // ---------------------------------------------------------------- the Lease

    private List<Entry> update(String server, UnaryOperator<List<Entry>> change) {
        KubernetesClientException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                Optional<Lease> lease = read(server);
                long now = clock.millis();
                List<Entry> alive =
                        new ArrayList<>(lease.map(WarehouseLocks::entries).orElse(List.of()));
                alive.removeIf(entry -> entry.until() <= now);
                List<Entry> wanted = change.apply(alive);
                write(server, lease, wanted);
                return wanted;
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
                last = e;
            }
        }
        throw new IllegalStateException("cannot write the lease of " + server, last);
    }

    private Optional<Lease> read(String server) {
        return Optional.ofNullable(kubernetes
                .leases()
                .inNamespace(namespace)
                .withName(name(server))
                .get());
    }

    private void write(String server, Optional<Lease> known, List<Entry> entries) {
        Instant now = clock.instant();
        String holder = entries.stream()
                .filter(Entry::holds)
                .map(Entry::job)
                .findFirst()
                .orElse("");
        Lease lease = known.map(LeaseBuilder::new)
                .orElseGet(() -> new LeaseBuilder()
                        .withNewMetadata()
                        .withName(name(server))
                        .withNamespace(namespace)
                        .addToLabels(Api.MANAGED_BY, Api.OPERATOR)
                        .endMetadata())
                .editMetadata()
                .addToAnnotations(Api.GROUP + "/server", server)
                .addToAnnotations(ENTRIES, toJson(entries))
                .endMetadata()
                .editOrNewSpec()
                .withHolderIdentity(holder)
                .withLeaseDurationSeconds((int) EXPIRY.toSeconds())
                .withRenewTime(now.atZone(ZoneOffset.UTC))
                .endSpec()
                .build();
        var resource = kubernetes.leases().inNamespace(namespace).resource(lease);
        if (known.isEmpty()) {
            resource.create();
        } else {
            resource.update();
        }
    }

    private static List<Entry> entries(Lease lease) {
        var annotations = lease.getMetadata().getAnnotations();
        String text = annotations == null ? null : annotations.get(ENTRIES);
        if (text == null) {
            return List.of();
        }
        try {
            return List.of(JSON.readValue(text, Entry[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "annotation %s of Lease %s is no list of holders: delete the Lease"
                            .formatted(ENTRIES, lease.getMetadata().getName()),
                    e);
        }
    }

    private static String toJson(List<Entry> entries) {
        try {
            return JSON.writeValueAsString(entries);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("entries are always JSON", e);
        }
    }

    /** A host and port are no name for a Lease; a hash of them is. */
    private static String name(String server) {
        return "redshift-"
                + UUID.nameUUIDFromBytes(server.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "")
                        .substring(0, 20);
    }
}
