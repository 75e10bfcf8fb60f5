package info.sopranoexch.contract.dependencies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the direct dependencies of all modules and their versions, without calling Maven. */
final class DirectDependencies {
    private static final String OURS = "info.sopranoexch";
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    private final Path repository;
    private final Map<String, String> managed = new HashMap<>();
    private final Map<String, String> direct = new TreeMap<>();

    private DirectDependencies(Path repository) {
        this.repository = repository;
    }

    /**
     * Reads the dependencies.
     *
     * @param project the folder of the root pom
     * @param repository the local Maven repository, which has the BOM of Spring Boot
     * @return the version by {@code groupId:artifactId}
     */
    static Map<String, String> read(Path project, Path repository) {
        var reader = new DirectDependencies(repository);
        Element root = parse(project.resolve("pom.xml"));
        Map<String, String> properties = properties(root);
        reader.manage(root, properties);
        Element parent = child(root, "parent");
        reader.manage(
                reader.pom("org.springframework.boot", "spring-boot-dependencies", text(parent, "version")),
                properties);
        modules(project).forEach(pom -> reader.readModule(pom, properties));
        return reader.direct;
    }

    private static List<Path> modules(Path project) {
        try (Stream<Path> files = Files.walk(project)) {
            return files.filter(
                            path -> path.endsWith("pom.xml") && !path.toString().contains("target"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readModule(Path pom, Map<String, String> rootProperties) {
        Element project = parse(pom);
        Map<String, String> properties = properties(project);
        rootProperties.forEach(properties::putIfAbsent);
        Stream.concat(
                        children(project, "dependencies"),
                        children(project, "profiles")
                                .flatMap(profiles -> children(profiles, "profile"))
                                .flatMap(profile -> children(profile, "dependencies")))
                .flatMap(dependencies -> children(dependencies, "dependency"))
                .filter(dependency -> !text(dependency, "groupId").startsWith(OURS))
                .forEach(dependency -> {
                    String version = text(dependency, "version");
                    direct.put(
                            name(dependency),
                            version.isEmpty()
                                    ? managed.getOrDefault(name(dependency), "unknown")
                                    : resolve(version, properties));
                });
    }

    /** Adds managed versions, also those of imported BOMs. An earlier definition wins, as in Maven. */
    private void manage(Element project, Map<String, String> overrides) {
        Map<String, String> properties = properties(project);
        properties.putAll(overrides);
        properties.put("project.version", text(project, "version"));
        children(project, "dependencyManagement")
                .flatMap(management -> children(management, "dependencies"))
                .flatMap(dependencies -> children(dependencies, "dependency"))
                .filter(dependency -> !text(dependency, "groupId").startsWith("${project"))
                .forEach(dependency -> {
                    String version = resolve(text(dependency, "version"), properties);
                    if (text(dependency, "scope").equals("import")) {
                        Path bom = path(text(dependency, "groupId"), text(dependency, "artifactId"), version);
                        if (Files.exists(bom)) {
                            manage(parse(bom), Map.of());
                        }
                    } else {
                        managed.putIfAbsent(name(dependency), version);
                    }
                });
    }

    private Element pom(String group, String artifact, String version) {
        return parse(path(group, artifact, version));
    }

    private Path path(String group, String artifact, String version) {
        return repository.resolve(
                Path.of(group.replace('.', '/'), artifact, version, artifact + "-" + version + ".pom"));
    }

    private static Map<String, String> properties(Element project) {
        var properties = new HashMap<String, String>();
        children(project, "properties")
                .flatMap(DirectDependencies::elements)
                .forEach(property -> properties.put(
                        property.getTagName(), property.getTextContent().strip()));
        return properties;
    }

    private static String resolve(String text, Map<String, String> properties) {
        Matcher property = PROPERTY.matcher(text);
        return property.find()
                ? resolve(
                        property.replaceFirst(
                                Matcher.quoteReplacement(properties.getOrDefault(property.group(1), "unknown"))),
                        properties)
                : text;
    }

    private static String name(Element dependency) {
        return text(dependency, "groupId") + ":" + text(dependency, "artifactId");
    }

    private static String text(Element parent, String name) {
        return children(parent, name)
                .map(element -> element.getTextContent().strip())
                .findFirst()
                .orElse("");
    }

    private static Element child(Element parent, String name) {
        return children(parent, name).findFirst().orElseThrow();
    }

    private static Stream<Element> children(Element parent, String name) {
        return elements(parent).filter(element -> element.getTagName().equals(name));
    }

    private static Stream<Element> elements(Element parent) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
                .map(Element.class::cast);
    }

    private static Element parse(Path pom) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(pom.toString(), e);
        }
    }
}
