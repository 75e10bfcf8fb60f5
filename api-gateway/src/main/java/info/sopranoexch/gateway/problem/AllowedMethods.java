package info.sopranoexch.gateway.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The methods of a path: those of the most specific pattern that matches it. {@code /payment/create} is a path of its own and
 * not a payment with the id {@code create}.
 */
@Component
public class AllowedMethods {
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    AllowedMethods(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        // Resolved at the first use, because the mapping depends on interceptors that depend on this class.
        this.mappings = mappings;
    }

    /**
     * Returns the value of {@code Allow}, or an empty string for an unknown path.
     *
     * @param path the encoded path of the request
     */
    public String at(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        PathPattern best = null;
        Set<String> methods = new TreeSet<>();
        for (RequestMappingInfo mapping : all()) {
            for (PathPattern pattern : patterns(mapping)) {
                if (!pattern.matches(parsed)) {
                    continue;
                }
                int order = best == null ? -1 : pattern.compareTo(best);
                if (order < 0) {
                    best = pattern;
                    methods.clear();
                }
                if (order <= 0) {
                    methods.addAll(methods(mapping));
                }
            }
        }
        return String.join(", ", methods);
    }

    /** Returns the paths without variables. */
    Set<String> literalPaths() {
        Set<String> paths = new TreeSet<>();
        for (RequestMappingInfo mapping : all()) {
            patterns(mapping).stream()
                    .map(PathPattern::getPatternString)
                    .filter(path -> path.indexOf('{') < 0)
                    .forEach(paths::add);
        }
        return paths;
    }

    private Set<RequestMappingInfo> all() {
        return mappings.getObject().getHandlerMethods().keySet();
    }

    private static Set<PathPattern> patterns(RequestMappingInfo mapping) {
        PathPatternsRequestCondition condition = mapping.getPathPatternsCondition();
        return condition == null ? Set.of() : condition.getPatterns();
    }

    private static List<String> methods(RequestMappingInfo mapping) {
        List<String> methods = new ArrayList<>(List.of("OPTIONS"));
        for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
            methods.add(method.name());
            if (method == RequestMethod.GET) {
                methods.add("HEAD");
            }
        }
        return methods;
    }
}
