package info.sopranoexch.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.testing.Readme;
import info.sopranoexch.sandbox.testing.SandboxFixture;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Executes the examples of the README, which cover the whole control API, and checks its list of settings. */
class ReadmeIT extends SandboxFixture {
    private static final Pattern CURL = Pattern.compile(
            "curl (?:-X (?<method>[A-Z]+) )?(?:--json '(?<json>[^']*)' )?\"\\$SANDBOX(?<path>[^\"]*)\"");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private ApplicationContext context;

    @Test
    void examplesCoverTheControlApi() throws Exception {
        create("1000.00");
        var shown = new TreeSet<String>();
        for (String line : Readme.curls()) {
            Matcher curl = CURL.matcher(line);
            assertThat(curl.matches()).as(line).isTrue();
            String json = curl.group("json") == null
                    ? null
                    : curl.group("json")
                            .replace("http://localhost:8080/api/v1/webhook/paymoon", RECEIVER.url())
                            .replace("PAYMENT_ID", payment);
            String method = curl.group("method") != null ? curl.group("method") : json == null ? "GET" : "POST";
            assertThat(call(method, curl.group("path").replace("PAYMENT_ID", payment), json, null)
                            .status())
                    .as(line)
                    .isBetween(200, 299);
            shown.add(
                    method + " " + curl.group("path").replaceFirst("\\?.*", "").replace("PAYMENT_ID", "{externalId}"));
        }
        assertThat(shown).isEqualTo(calls());
    }

    @Test
    void listsEverySetting() {
        var missing = new TreeSet<String>();
        for (Object properties :
                context.getBeansWithAnnotation(ConfigurationProperties.class).values()) {
            if (properties.getClass().getPackageName().startsWith("info.sopranoexch.")) {
                for (RecordComponent setting : properties.getClass().getRecordComponents()) {
                    String name = setting.getName();
                    String words = name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
                    if (!Readme.lists("SANDBOX_" + name.toUpperCase(Locale.ROOT))
                            && !Readme.lists("PAYMOON_SANDBOX_" + words)) {
                        missing.add(name);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private TreeSet<String> calls() {
        var calls = new TreeSet<String>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> mapping.getPatternValues().stream()
                                .filter(path -> path.startsWith("/control/"))
                                .forEach(path -> calls.add(method + " " + path))));
        assertThat(calls).isNotEmpty();
        return calls;
    }
}
