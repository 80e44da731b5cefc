package io.redshiftops.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.redshiftops.access.AccessReason;
import io.redshiftops.access.WarehouseAccess;
import io.redshiftops.aws.AwsException;
import io.redshiftops.aws.ObjectStorage;
import io.redshiftops.aws.ObjectStorage.StoredObject;
import io.redshiftops.kube.Problem;
import io.redshiftops.load.LoadDesign.SourceDesign;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** The objects of a source, as the load's role sees them. */
final class SourceObjects {

    private static final Logger LOG = Logger.getLogger(SourceObjects.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectStorage storage;
    private final String roleArn;

    SourceObjects(ObjectStorage storage, String roleArn) {
        this.storage = storage;
        this.roleArn = roleArn;
    }

    /**
     * The objects as they are now, in a fixed order.
     *
     * @throws io.redshiftops.kube.ProblemException if S3 refuses the role or an object that is named does not exist
     */
    List<StoredObject> list(SourceDesign source) {
        try {
            if (source instanceof SourceDesign.Prefix prefix) {
                return storage.list(prefix.uri().bucket(), prefix.uri().key());
            } else if (source instanceof SourceDesign.Objects objects) {
                return named(List.copyOf(new LinkedHashSet<>(objects.uris())), true);
            }
            return fromManifest(((SourceDesign.Manifest) source).uri());
        } catch (AwsException e) {
            throw refused(source.toString(), e).exception();
        }
    }

    private List<StoredObject> named(List<S3Uri> uris, boolean mandatory) {
        List<StoredObject> found = new ArrayList<>();
        for (S3Uri uri : uris) {
            Optional<StoredObject> object = storage.head(uri.bucket(), uri.key());
            if (object.isEmpty() && mandatory) {
                throw Problem.user(
                                LoadReason.NO_OBJECTS,
                                "there is no object %s: put it there, or take it out of source.objects".formatted(uri))
                        .exception();
            }
            object.ifPresent(found::add);
        }
        return found;
    }

    private List<StoredObject> fromManifest(S3Uri uri) {
        String text = storage.read(uri.bucket(), uri.key())
                .orElseThrow(() -> Problem.user(
                                LoadReason.NO_OBJECTS,
                                "there is no manifest %s: put it there, or correct source.manifest".formatted(uri))
                        .exception());
        try {
            List<StoredObject> found = new ArrayList<>();
            Set<S3Uri> known = new HashSet<>();
            for (JsonNode entry : JSON.readTree(text).path("entries")) {
                S3Uri object = S3Uri.parse(entry.path("url").asText());
                if (!known.add(object)) {
                    throw new IllegalArgumentException(object + " is in it twice, so that COPY would load it twice");
                }
                found.addAll(named(List.of(object), entry.path("mandatory").asBoolean(false)));
            }
            return found;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw Problem.user(
                            LoadReason.NO_OBJECTS,
                            "%s is no manifest to load by: %s. It should look like {\"entries\": [{\"url\": \"s3://bucket/key\", \"mandatory\": true}]}"
                                    .formatted(uri, e.getMessage()))
                    .exception();
        }
    }

    private Problem refused(String where, AwsException e) {
        return switch (e.kind()) {
            case DENIED ->
                Problem.user(
                        LoadReason.STORAGE_REFUSED,
                        "%s: role %s may not %s: %s. Name the bucket in spec.iamRole.create.readBuckets of the warehouse, or allow it in the role's policy or the bucket's"
                                .formatted(where, roleArn, e.operation(), e.awsMessage()));
            case NOT_FOUND, INVALID ->
                Problem.user(
                        AccessReason.STORAGE_REFUSED,
                        "%s: S3 refused %s: %s: %s. Correct the bucket's name or source.region"
                                .formatted(where, e.operation(), e.code(), e.awsMessage()));
            default -> WarehouseAccess.problem(e);
        };
    }

    /**
     * Puts a manifest that names these objects, each of them mandatory.
     *
     * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/loading-data-files-using-manifest.html">Using a manifest
     *     to specify data files</a>
     */
    void writeManifest(S3Uri uri, Collection<StoredObject> objects) {
        ArrayNode entries = JSON.createArrayNode();
        objects.forEach(object -> entries.addObject().put("url", object.uri()).put("mandatory", true));
        try {
            storage.write(
                    uri.bucket(),
                    uri.key(),
                    JSON.createObjectNode().set("entries", entries).toString());
        } catch (AwsException e) {
            throw refused(uri.toString(), e).exception();
        }
    }

    /** Takes a manifest away; one that cannot be is left, since it does no harm. */
    void deleteManifest(S3Uri uri) {
        try {
            storage.delete(uri.bucket(), uri.key());
        } catch (AwsException e) {
            LOG.warnf("cannot delete manifest %s: %s", uri, e.getMessage());
        }
    }
}
