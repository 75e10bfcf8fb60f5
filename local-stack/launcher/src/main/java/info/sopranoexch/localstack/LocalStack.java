package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.Folders;
import info.sopranoexch.localstack.infrastructure.KafkaBroker;
import info.sopranoexch.localstack.infrastructure.Member;
import info.sopranoexch.localstack.infrastructure.Parallel;
import info.sopranoexch.localstack.infrastructure.PostgresServer;
import info.sopranoexch.localstack.infrastructure.SchemaRegistry;
import info.sopranoexch.localstack.infrastructure.SopranoFolder;
import info.sopranoexch.schemas.deploy.DeployContracts;
import info.sopranoexch.schemas.deploy.TopicLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * PostgreSQL, Kafka, the registry, the four services and the sandbox as processes of their own, all on loopback. They end
 * with this JVM, however it ends; data stay.
 */
public final class LocalStack implements AutoCloseable {
    /**
     * @param home folder of the stack
     * @param fresh deletes data and secrets first
     * @param freePorts only free ports, none of the usual ones
     * @param instances of each of the four services
     */
    public record Options(Path projectRoot, Path home, boolean fresh, boolean freePorts, int instances) {}

    private static final String REGISTRY = "registry";
    private static final List<String> DATABASES = List.of("payment", "webhook", "sandbox", REGISTRY);

    private final StackFolder folder;
    private final Progress progress;
    private final Topology topology;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final SchemaRegistry registry;
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final StackSecrets secrets;

    private LocalStack(Options options, Progress progress) {
        this.folder = new StackFolder(options.home());
        this.progress = progress;
        this.secrets = StackSecrets.in(folder.secrets());
        var ports = new StackPorts(options.freePorts(), progress::say);
        this.postgres = new PostgresServer(
                folder.data().resolve("postgres"),
                SopranoFolder.cache(options.projectRoot()),
                folder.log("postgres"),
                ports.of("postgres"));
        this.kafka = new KafkaBroker(
                folder.data().resolve("kafka"),
                options.projectRoot(),
                folder.log("kafka"),
                ports.of("kafka"),
                ports.of("kafka-controller"));
        String registryPassword = secrets.get("database." + REGISTRY);
        this.registry = new SchemaRegistry(
                options.projectRoot(),
                folder.log(REGISTRY),
                ports.of(REGISTRY),
                ports.of("registry-management"),
                new SchemaRegistry.Storage(postgres.jdbcUrl(REGISTRY), REGISTRY, registryPassword));
        this.topology = new Topology(options.projectRoot(), ports, secrets, kafka.bootstrapServers(), registry.url());
        var image = new ServiceImage(SopranoFolder.cache(options.projectRoot()).resolve("services"));
        for (ServiceProcess.Spec spec : topology.services(options.instances())) {
            services.put(spec.name(), new ServiceProcess(spec, image, folder.logs()));
        }
    }

    /**
     * Starts all and waits until all are healthy; stops what has started when something fails.
     *
     * @throws IllegalStateException when a process dies or is not healthy in time
     */
    public static LocalStack start(Options options, Progress progress) {
        if (options.fresh()) {
            var folder = new StackFolder(options.home());
            Stream.of(folder.data(), folder.logs(), folder.secrets(), folder.settings())
                    .forEach(Folders::delete);
        }
        var stack = new LocalStack(options, progress);
        try {
            stack.startAll();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void startAll() {
        Parallel.run(List.of(() -> progress.step("kafka", kafka::start), () -> {
            progress.step("postgres", postgres::start);
            DATABASES.forEach(name -> postgres.ensureDatabase(name, topology.databasePassword(name)));
            progress.step(REGISTRY, registry::start);
        }));
        progress.step("topics and schemas", this::deployContracts);
        Parallel.run(services.values().stream()
                .map(service -> (Runnable) () -> progress.step(service.name(), service::start))
                .toList());
        saveState();
    }

    private void deployContracts() {
        try {
            DeployContracts.createTopics(
                    Map.of("bootstrap.servers", kafka.bootstrapServers()), TopicLayout.singleBroker());
            DeployContracts.registerSchemas(Map.of("schema.registry.url", registry.url()));
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not create topics in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Base of the REST API, with {@code /api/v1}. */
    public String apiUrl() {
        return topology.publicUrl() + "/api/v1";
    }

    /** Base of the REST API at another gateway, such as {@code api-gateway-2}. */
    public String apiUrl(String gateway) {
        return service(gateway).url() + "/api/v1";
    }

    public String sandboxUrl() {
        return service("paymoon-sandbox").url();
    }

    public String adminKey() {
        return secrets.get("admin-key");
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public String registryUrl() {
        return registry.url();
    }

    StackFolder folder() {
        return folder;
    }

    /**
     * A process by its name: {@code postgres}, {@code kafka}, {@code registry}, or a service.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public Member member(String name) {
        return members()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no process " + name));
    }

    /** Names of all processes, in the order in which they are started. */
    public List<String> names() {
        return members().map(Member::name).toList();
    }

    /** Process ids of what runs, for measuring. */
    public Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        members().filter(Member::isAlive).forEach(member -> pids.put(member.name(), member.pid()));
        return pids;
    }

    private ServiceProcess service(String name) {
        ServiceProcess service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("no service " + name);
        }
        return service;
    }

    private Stream<Member> members() {
        return Stream.concat(Stream.of(postgres, kafka, registry), services.values().stream());
    }

    /** Told, with words for people, of each process that dies by itself. */
    void onDeath(Consumer<String> listener) {
        services.values().forEach(service -> service.onDeath(listener));
        kafka.onDeath(listener);
        registry.onDeath(listener);
        postgres.onDeath(listener);
    }

    /** Writes what {@code status} and other commands read. */
    void saveState() {
        RunningStack.write(folder.state(), this);
    }

    /** Stops all: first the services, side by side, then what they need. */
    @Override
    public void close() {
        Parallel.run(services.values().stream()
                .map(service -> (Runnable) service::stop)
                .toList());
        Parallel.run(List.of(registry::stop, kafka::stop));
        postgres.stop();
        Folders.delete(folder.state());
    }
}
