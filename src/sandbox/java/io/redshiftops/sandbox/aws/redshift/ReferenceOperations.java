package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.ec2.Networks;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.redshift.model.AvailabilityZone;
import software.amazon.awssdk.services.redshift.model.ClusterParameterGroup;
import software.amazon.awssdk.services.redshift.model.DescribeClusterParameterGroupsRequest;
import software.amazon.awssdk.services.redshift.model.DescribeClusterParameterGroupsResponse;
import software.amazon.awssdk.services.redshift.model.DescribeClusterParametersRequest;
import software.amazon.awssdk.services.redshift.model.DescribeClusterParametersResponse;
import software.amazon.awssdk.services.redshift.model.DescribeLoggingStatusRequest;
import software.amazon.awssdk.services.redshift.model.DescribeLoggingStatusResponse;
import software.amazon.awssdk.services.redshift.model.DescribeOrderableClusterOptionsRequest;
import software.amazon.awssdk.services.redshift.model.DescribeOrderableClusterOptionsResponse;
import software.amazon.awssdk.services.redshift.model.OrderableClusterOption;
import software.amazon.awssdk.services.redshift.model.Parameter;

/** Operations that tell what every account has from the start, and what is never changed here. */
final class ReferenceOperations {

    /**
     * A parameter of the default group.
     *
     * @see <a href="https://docs.aws.amazon.com/redshift/latest/mgmt/default-param-group-parameters.html">Default values</a>
     */
    private record DefaultParameter(String name, String value, String type, String applyType) {}

    private static final List<DefaultParameter> DEFAULTS = List.of(
            new DefaultParameter("auto_analyze", "true", "boolean", "static"),
            new DefaultParameter("auto_mv", "true", "boolean", "static"),
            new DefaultParameter("datestyle", "ISO, MDY", "string", "static"),
            new DefaultParameter("enable_case_sensitive_identifier", "false", "boolean", "static"),
            new DefaultParameter("enable_user_activity_logging", "false", "boolean", "static"),
            new DefaultParameter("extra_float_digits", "0", "integer", "static"),
            new DefaultParameter("max_concurrency_scaling_clusters", "1", "integer", "dynamic"),
            new DefaultParameter("max_cursor_result_set_size", "default", "integer", "static"),
            new DefaultParameter("query_group", "default", "string", "static"),
            new DefaultParameter("require_ssl", "false", "boolean", "static"),
            new DefaultParameter("search_path", "$user, public", "string", "static"),
            new DefaultParameter("statement_timeout", "0", "integer", "static"),
            new DefaultParameter("use_fips_ssl", "false", "boolean", "static"),
            new DefaultParameter("wlm_json_configuration", "[{\"auto_wlm\":true}]", "string", "static"));

    private final ClusterAccess access;
    private final Networks networks;

    ReferenceOperations(ClusterAccess access, Networks networks) {
        this.access = access;
        this.networks = networks;
    }

    @Emulates({"ParameterGroupName", "MaxRecords", "Marker", "TagKeys", "TagValues"})
    public DescribeClusterParameterGroupsResponse describeClusterParameterGroups(
            Call call, DescribeClusterParameterGroupsRequest request) {
        call.authorize(Access.to("redshift:DescribeClusterParameterGroups"));
        Fixed.checkParameterGroup(request.parameterGroupName());
        boolean untagged = request.tagKeys().isEmpty() && request.tagValues().isEmpty();
        ClusterParameterGroup group = ClusterParameterGroup.builder()
                .parameterGroupName(ClusterCreation.DEFAULT_PARAMETER_GROUP)
                .parameterGroupFamily("redshift-1.0")
                .description("Default parameter group for redshift-1.0")
                .tags(List.of())
                .build();
        return DescribeClusterParameterGroupsResponse.builder()
                .parameterGroups(untagged ? List.of(group) : List.of())
                .build();
    }

    @Emulates(
            value = {"ParameterGroupName", "Source", "MaxRecords", "Marker"},
            requires = "ParameterGroupName")
    public DescribeClusterParametersResponse describeClusterParameters(
            Call call, DescribeClusterParametersRequest request) {
        call.authorize(Access.to("redshift:DescribeClusterParameters")
                .on(call.arn("parametergroup:" + request.parameterGroupName())));
        Fixed.checkParameterGroup(request.parameterGroupName());
        // Nobody can change the default group, so none of its values comes from a user.
        boolean fromUser = "user".equals(request.source());
        List<Parameter> parameters = DEFAULTS.stream()
                .map(parameter -> Parameter.builder()
                        .parameterName(parameter.name())
                        .parameterValue(parameter.value())
                        .dataType(parameter.type())
                        .applyType(parameter.applyType())
                        .source("engine-default")
                        .isModifiable(true)
                        .build())
                .toList();
        return DescribeClusterParametersResponse.builder()
                .parameters(fromUser ? List.of() : parameters)
                .build();
    }

    /** Audit logs cannot be switched on here. */
    @Emulates(
            value = {"ClusterIdentifier"},
            requires = "ClusterIdentifier")
    public DescribeLoggingStatusResponse describeLoggingStatus(Call call, DescribeLoggingStatusRequest request) {
        access.find(call, "redshift:DescribeLoggingStatus", request.clusterIdentifier());
        return DescribeLoggingStatusResponse.builder().loggingEnabled(false).build();
    }

    @Emulates({"ClusterVersion", "NodeType", "MaxRecords", "Marker"})
    public DescribeOrderableClusterOptionsResponse describeOrderableClusterOptions(
            Call call, DescribeOrderableClusterOptionsRequest request) {
        call.authorize(Access.to("redshift:DescribeOrderableClusterOptions"));
        Fixed.checkVersion(request.clusterVersion());
        List<AvailabilityZone> zones = networks.defaultSubnets(call.region()).stream()
                .map(subnet -> AvailabilityZone.builder().name(subnet.zone()).build())
                .toList();
        List<OrderableClusterOption> options = Arrays.stream(NodeType.values())
                .filter(type -> request.nodeType() == null || request.nodeType().equals(type.wireName()))
                .map(type -> OrderableClusterOption.builder()
                        .clusterVersion(ClusterCreation.ENGINE_VERSION)
                        .clusterType(type.fewest() == 1 ? ClusterRules.SINGLE_NODE : ClusterRules.MULTI_NODE)
                        .nodeType(type.wireName())
                        .availabilityZones(zones)
                        .build())
                .toList();
        return DescribeOrderableClusterOptionsResponse.builder()
                .orderableClusterOptions(options)
                .build();
    }
}
