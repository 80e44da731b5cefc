package io.redshiftops.warehouse;

import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.DeletionPolicy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator's administrator decided about warehouses.
 *
 * @param installation tells two operators in one account apart
 * @param region the region of warehouses that name none
 * @param namespace the operator's own namespace
 * @param rolePath the IAM path of generated roles, to which the operator's policy is limited
 * @param permissionsBoundary ARN of the policy that bounds generated roles; null for none
 * @param allowedManagedPolicies ARNs of the managed policies that warehouses may ask for
 * @param deletionPolicy of warehouses for which neither object nor namespace names one
 */
public record WarehouseSettings(
        String installation,
        String region,
        String namespace,
        String rolePath,
        @Nullable String permissionsBoundary,
        Set<String> allowedManagedPolicies,
        DeletionPolicy deletionPolicy) {}
