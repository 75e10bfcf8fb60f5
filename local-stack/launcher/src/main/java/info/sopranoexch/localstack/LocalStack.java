package info.sopranoexch.localstack;

import info.sopranoexch.cli.ConnectionOptions;
import info.sopranoexch.localstack.infrastructure.Folders;
import info.sopranoexch.localstack.infrastructure.Installation;
import info.sopranoexch.localstack.infrastructure.KafkaBroker;
import info.sopranoexch.localstack.infrastructure.LocalProcess;
import info.sopranoexch.localstack.infrastructure.Parallel;
import info.sopranoexch.localstack.infrastructure.PostgresServer;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import info.sopranoexch.localstack.infrastructure.SchemaRegistry;
import info.sopranoexch.localstack.infrastructure.SecretFile;
import info.sopranoexch.localstack.infrastructure.StackProcess;
import info.sopranoexch.localstack.infrastructure.Supervisor;
import info.sopranoexch.schemas.deploy.DeployTopicsAndSchemas;
import info.sopranoexch.schemas.deploy.TopicProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs PostgreSQL, Kafka, the registry, the four services and the sandbox as processes on loopback. The processes end
 * with this JVM, also after a crash. Data remain.
 */
public final class LocalStack implements AutoCloseable {
    /**
     * @param home folder of the stack
     * @param fresh deletes data and secrets first
     * @param freePorts uses free ports instead of the default ports
     * @param instances of each of the four services
     * @param drain time that a stopping service continues to serve; 0 without a load balancer
     * @param environment additional variables of the services
     * @param restarts whether a process that exits is restarted; false in tests, which must detect the exit
     */
    public record Options(
            Path projectRoot,
            Path home,
            boolean fresh,
            boolean freePorts,
            int instances,
            Duration drain,
            Map<String, String> environment,
            boolean restarts) {
        public Options(Path projectRoot, Path home, boolean fresh, boolean freePorts, int instances) {
            this(projectRoot, home, fresh, freePorts, instances, Duration.ZERO, Map.of(), false);
        }

        public Options withDrain(Duration drain) {
            return new Options(projectRoot, home, fresh, freePorts, instances, drain, environment, restarts);
        }

        public Options withEnvironment(Map<String, String> environment) {
            return new Options(projectRoot, home, fresh, freePorts, instances, drain, environment, restarts);
        }

        public Options withRestarts() {
            return new Options(projectRoot, home, fresh, freePorts, instances, drain, environment, true);
        }
    }

    private static final String REGISTRY = "registry";
    private static final List<String> DATABASES = List.of("payment", "webhook", "sandbox", REGISTRY);

    private static final String SANDBOX = "paymoon-sandbox";
    private static final String STARTING = "starting";

    private final StackLock lock;
    private final Thread stopAtExit = new Thread(this::close, "stop");
    private final StackFolder folder;
    private final Progress progress;
    private final Topology topology;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final SchemaRegistry registry;
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final StackSecrets secrets;
    private final boolean isRecording;
    private final @Nullable Supervisor supervisor;
    private final @Nullable StartRequests startRequests;
    private volatile String phase = STARTING;
    private boolean closed;

    private LocalStack(Options options, Progress progress, Installation installation, StackLock lock) {
        this.lock = lock;
        this.folder = new StackFolder(options.home());
        this.progress = progress;
        this.isRecording = installation.caches().isRecording();
        this.secrets = new StackSecrets(folder.secrets());
        var ports = new StackPorts(options.freePorts(), progress::log);
        this.postgres = new PostgresServer(
                folder.data().resolve("postgres"), installation, folder.log("postgres"), ports.of("postgres"));
        this.kafka = new KafkaBroker(
                folder.data().resolve("kafka"),
                installation,
                folder.log("kafka"),
                ports.of("kafka"),
                ports.of("kafka-controller"));
        String registryPassword = secrets.get("database." + REGISTRY);
        this.registry = new SchemaRegistry(
                installation,
                folder.log(REGISTRY),
                ports.of(REGISTRY),
                ports.of("registry-management"),
                new SchemaRegistry.Storage(postgres.jdbcUrl(REGISTRY), REGISTRY, registryPassword));
        this.topology = new Topology(options, ports, secrets, kafka.bootstrapServers(), registry.url());
        var image = new ServiceJarCache(
                ProjectRoot.cacheFolder(options.projectRoot()).resolve("services"));
        for (ServiceProcess.Spec spec : topology.services()) {
            var service = new ServiceProcess(spec, image, installation.caches(), folder.logs());
            services.put(spec.name(), service);
        }
        members().forEach(member -> member.onDeath(progress::log));
        this.supervisor = options.restarts()
                ? new Supervisor(members().toList(), Supervisor.Backoff.DEFAULT, progress::log, this::saveState)
                : null;
        this.startRequests = supervisor == null ? null : StartRequests.answer(folder, supervisor::startNow);
    }

    /**
     * Starts all processes and waits until they are healthy. A failure stops all of them, as does the end of this JVM.
     *
     * @param progress logs each step and each death of a process
     * @throws IllegalStateException if another launcher uses the folder, or a process dies or is not healthy in time
     */
    public static LocalStack start(Options options, Progress progress) {
        return start(options, progress, Installation.of(options.projectRoot()));
    }

    static LocalStack start(Options options, Progress progress, Installation installation) {
        var folder = new StackFolder(options.home());
        StackLock lock = StackLock.of(folder);
        RunningStack.endOrphans(folder, progress::log);
        if (options.fresh()) {
            Stream.of(folder.data(), folder.logs(), folder.secrets(), folder.settings())
                    .forEach(Folders::delete);
        }
        folder.keepLastLogs();
        var stack = new LocalStack(options, progress, installation, lock);
        Runtime.getRuntime().addShutdownHook(stack.stopAtExit);
        try {
            stack.startAll();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void startAll() {
        progress.log("starting, logs are in " + folder.logs());
        saveState();
        saveConnection();
        try (var order = new DependentSteps(this::killAll)) {
            var kafkaUp = order.step(starting(kafka), List.of());
            var topics = order.step(() -> progress.step("topics", this::createTopics), List.of(kafkaUp));
            var postgresUp = order.step(starting(postgres), List.of());
            var databases = order.step(this::createDatabases, List.of(postgresUp));
            var registryUp = order.step(starting(registry), List.of(databases));
            var schemas = order.step(() -> progress.step("schemas", this::registerSchemas), List.of(registryUp));
            List<CompletableFuture<Void>> all = new ArrayList<>(List.of(topics, schemas));
            for (ServiceProcess service : services.values()) {
                // The sandbox does not use Kafka.
                var needed = service.name().equals(SANDBOX) ? List.of(databases) : List.of(databases, topics);
                all.add(order.step(starting(service), needed));
            }
            order.await(all);
        }
        phase = RunningStack.UP;
        saveState();
    }

    private Runnable starting(StackProcess member) {
        return () -> {
            progress.step(member.name(), member::start);
            saveState();
        };
    }

    private void createDatabases() {
        DATABASES.forEach(name -> postgres.ensureDatabase(name, topology.databasePassword(name)));
    }

    private void registerSchemas() {
        DeployTopicsAndSchemas.registerSchemas(Map.of("schema.registry.url", registry.url()));
    }

    private void createTopics() {
        try {
            DeployTopicsAndSchemas.createTopics(
                    Map.of("bootstrap.servers", kafka.bootstrapServers()), TopicProperties.singleBroker());
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

    /**
     * Base of the management endpoints of an instance, such as {@code api-gateway-2}.
     */
    public String managementUrl(String instance) {
        return topology.managementUrl(instance);
    }

    public String sandboxUrl() {
        return service(SANDBOX).url();
    }

    public String adminKey() {
        return secrets.get(StackSecrets.ADMIN_KEY);
    }

    /** The secret of the sandbox's callbacks. */
    public String paymoonSecret() {
        return secrets.get(StackSecrets.PAYMOON_SECRET);
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Executes a statement in a service's database as superuser, for tests that inject faults. */
    public void execute(String database, String sql) {
        postgres.execute(database, sql);
    }

    public String registryUrl() {
        return registry.url();
    }

    /**
     * URL of the database {@code payment} or {@code webhook}, with user and password.
     */
    public String jdbcUrl(String database) {
        return postgres.jdbcUrl(database) + "?user=" + database + "&password=" + topology.databasePassword(database);
    }

    StackFolder folder() {
        return folder;
    }

    /**
     * A process by its name: {@code postgres}, {@code kafka}, {@code registry}, or a service.
     *
     * @throws IllegalArgumentException if the name is unknown
     */
    public StackProcess member(String name) {
        return members()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no process " + name));
    }

    /** All processes. */
    public List<StackProcess> all() {
        return members().collect(Collectors.toUnmodifiableList());
    }

    private ServiceProcess service(String name) {
        ServiceProcess service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("no service " + name);
        }
        return service;
    }

    private Stream<LocalProcess> members() {
        return Stream.concat(Stream.of(postgres, kafka, registry), services.values().stream());
    }

    /** Writes the state file for commands in other JVMs. */
    private synchronized void saveState() {
        if (closed) {
            return;
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(RunningStack.PHASE, phase);
        facts.put(RunningStack.API_URL, apiUrl());
        facts.put(RunningStack.SANDBOX_URL, sandboxUrl());
        facts.put(RunningStack.BOOTSTRAP_SERVERS, bootstrapServers());
        facts.put(RunningStack.REGISTRY_URL, registryUrl());
        members().forEach(member -> facts.put(RunningStack.PORT + member.name(), String.valueOf(member.port())));
        services.keySet()
                .forEach(name ->
                        facts.put(RunningStack.HEALTH + name, topology.managementUrl(name) + "/actuator/health"));
        RunningStack.write(folder, facts, members().toList());
    }

    private void saveConnection() {
        SecretFile.writeProperties(
                folder.connection(),
                Map.of(
                        ConnectionOptions.API_URL,
                        apiUrl(),
                        ConnectionOptions.SANDBOX_URL,
                        sandboxUrl(),
                        ConnectionOptions.ADMIN_KEY,
                        adminKey(),
                        ConnectionOptions.INTERNAL_TOKEN,
                        secrets.get(StackSecrets.INTERNAL_TOKEN),
                        "payment-service" + ConnectionOptions.URL_SUFFIX,
                        service("payment-service").url(),
                        "webhook-dispatcher" + ConnectionOptions.URL_SUFFIX,
                        service("webhook-dispatcher").url(),
                        ConnectionOptions.BOOTSTRAP_SERVERS,
                        bootstrapServers(),
                        ConnectionOptions.REGISTRY_URL,
                        registryUrl()));
    }

    private void killAll() {
        members().forEach(StackProcess::kill);
    }

    /** Stops the services in parallel, then the servers. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        progress.log("stopping");
        if (startRequests != null) {
            startRequests.close();
        }
        if (supervisor != null) {
            supervisor.close();
        }
        stopAll(services.values().stream()
                .map(service -> (Runnable) service::stop)
                .toList());
        stopAll(List.of(registry::stop, kafka::stop));
        postgres.stop();
        Folders.delete(folder.connection());
        Folders.delete(folder.state());
        lock.close();
        forgetHook();
        progress.log("stopped; data remain in " + folder.home());
    }

    private void stopAll(List<Runnable> stops) {
        if (isRecording) {
            // Each JVM writes the recording of its classes at its end, which takes too long in parallel.
            stops.forEach(Runnable::run);
        } else {
            Parallel.run(stops);
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
        } catch (IllegalStateException e) {
            // The hook itself is the caller.
        }
    }
}
