package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.AwsService;
import io.redshiftops.sandbox.aws.core.Protocol;
import io.redshiftops.sandbox.aws.core.ResourceEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Elastic Compute Cloud: networks only, no instances. */
public final class Ec2Service implements AwsService {

    private final Account account;
    private final Networks networks;

    public Ec2Service(Account account) {
        this.account = account;
        this.networks = new Networks(account);
    }

    /** What other services need of the network. */
    public Networks networks() {
        return networks;
    }

    @Override
    public String name() {
        return "ec2";
    }

    @Override
    public Protocol protocol() {
        return Protocol.EC2;
    }

    @Override
    public String xmlNamespace() {
        return "http://ec2.amazonaws.com/doc/2016-11-15/";
    }

    @Override
    public List<Object> operations() {
        SecurityGroupOperations groups = new SecurityGroupOperations(networks);
        return List.of(
                groups,
                new RuleOperations(networks, groups),
                new NetworkOperations(networks),
                new TagOperations(networks));
    }

    @Override
    public Map<String, List<ResourceEntry>> resources() {
        return account.exclusively(() -> {
            List<ResourceEntry> groups = new ArrayList<>();
            List<ResourceEntry> interfaces = new ArrayList<>();
            for (Network network : networks.all()) {
                network.groups().values().stream()
                        .filter(group -> !group.createdBy().equals(ResourceEntry.AWS))
                        .map(group -> new ResourceEntry(
                                group.id(), group.name(), Map.copyOf(network.tags(group.id())), group.createdBy()))
                        .forEach(groups::add);
                network.interfaces().values().stream()
                        .map(each -> new ResourceEntry(
                                each.id(), each.description(), Map.copyOf(network.tags(each.id())), ResourceEntry.AWS))
                        .forEach(interfaces::add);
            }
            return Map.of("securityGroups", groups, "networkInterfaces", interfaces);
        });
    }
}
