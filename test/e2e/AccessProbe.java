import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * Asks a broker what each principal may do, as that principal. For topics and the cluster the broker's own answer
 * (KIP-430); for groups and transactional ids, which need not exist, an attempt for each operation.
 *
 * Standard input: lines of `principal <name> <client properties>`, `topic <name>`, `group <name>`,
 * `transactional-id <name>`. Standard output: lines of principal, kind, name and operations, parted by tabs.
 */
public class AccessProbe {
  private static final List<String> topics = new ArrayList<>();
  private static final List<String> groups = new ArrayList<>();
  private static final List<String> transactionalIds = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    Map<String, String> principals = new TreeMap<>();
    for (String line : new String(System.in.readAllBytes()).split("\n")) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "principal" -> principals.put(words[1], words[2]);
        case "topic" -> topics.add(words[1]);
        case "group" -> groups.add(words[1]);
        case "transactional-id" -> transactionalIds.add(words[1]);
        default -> throw new IllegalArgumentException(line);
      }
    }
    var pool = Executors.newFixedThreadPool(4);
    List<Callable<String>> probes = new ArrayList<>();
    principals.forEach((name, file) -> probes.add(() -> probe(name, file)));
    for (Future<String> found : pool.invokeAll(probes)) System.out.print(found.get());
    pool.shutdown();
  }

  private static String probe(String principal, String file) throws Exception {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(Path.of(file))) {
      properties.load(reader);
    }
    properties.put("default.api.timeout.ms", "30000");
    var found = new StringBuilder();
    try (Admin admin = Admin.create(properties)) {
      var cluster = admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true));
      report(found, principal, "cluster", "kafka-cluster", names(cluster.authorizedOperations().get()));
      topics(admin, principal, found);
      groups(admin, principal, found);
      transactionalIds(admin, principal, found);
    }
    return found.toString();
  }

  private static void topics(Admin admin, String principal, StringBuilder found) throws Exception {
    var described = admin.describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true));
    for (var topic : described.topicNameValues().entrySet()) {
      Set<String> allowed = new TreeSet<>();
      // Who may not describe a topic is not told either what else he may do; none of it would help him.
      if (allowed(topic.getValue(), Set.of())) allowed = names(topic.getValue().get().authorizedOperations());
      report(found, principal, "topic", topic.getKey(), allowed);
    }
  }

  private static void groups(Admin admin, String principal, StringBuilder found) throws Exception {
    var offsets = admin.listConsumerGroupOffsets(
        groups.stream().collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec())));
    Set<String> visible = new TreeSet<>();
    for (String group : groups) {
      if (allowed(offsets.partitionsToOffsetAndMetadata(group), Set.of(GroupIdNotFoundException.class))) visible.add(group);
    }
    // Read and Delete each bring Describe with them, so who may not describe a group is not asked for more.
    var nobody = new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove("nobody")));
    Map<String, KafkaFuture<Void>> leaving = new TreeMap<>();
    for (String group : visible) leaving.put(group, admin.removeMembersFromConsumerGroup(group, nobody).all());
    // Nobody but super users can delete any of these, and those are not asked to.
    boolean isSuper = principal.equals("_broker") || principal.equals("_provisioner");
    var deleting = isSuper || visible.isEmpty() ? null : admin.deleteConsumerGroups(visible).deletedGroups();
    for (String group : groups) {
      Set<String> allowed = new TreeSet<>();
      if (visible.contains(group)) {
        allowed.add("DESCRIBE");
        if (allowed(leaving.get(group), Set.of(UnknownMemberIdException.class, GroupIdNotFoundException.class))) allowed.add("READ");
        if (isSuper || allowed(deleting.get(group), Set.of(GroupIdNotFoundException.class))) allowed.add("DELETE");
      }
      report(found, principal, "group", group, allowed);
    }
  }

  private static void transactionalIds(Admin admin, String principal, StringBuilder found) throws Exception {
    var described = admin.describeTransactions(transactionalIds);
    var fenced = admin.fenceProducers(transactionalIds);
    for (String id : transactionalIds) {
      Set<String> allowed = new TreeSet<>();
      if (allowed(described.description(id), Set.of(TransactionalIdNotFoundException.class))) allowed.add("DESCRIBE");
      if (allowed(fenced.producerId(id), Set.of())) allowed.add("WRITE");
      report(found, principal, "transactional-id", id, allowed);
    }
  }

  /** False where the broker refuses; any fault but those expected of somebody who is allowed is thrown. */
  private static boolean allowed(KafkaFuture<?> attempt, Set<Class<?>> expected) throws Exception {
    try {
      attempt.get();
      return true;
    } catch (ExecutionException fault) {
      Throwable cause = fault.getCause();
      if (cause instanceof AuthorizationException) return false;
      for (; cause != null; cause = cause.getCause()) if (expected.contains(cause.getClass())) return true;
      throw fault;
    }
  }

  private static Set<String> names(Set<AclOperation> operations) {
    return operations == null ? Set.of() : operations.stream().map(AclOperation::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private static void report(StringBuilder found, String principal, String kind, String name, Set<String> operations) {
    found.append(principal).append('\t').append(kind).append('\t').append(name).append('\t');
    found.append(String.join(" ", operations)).append('\n');
  }
}
