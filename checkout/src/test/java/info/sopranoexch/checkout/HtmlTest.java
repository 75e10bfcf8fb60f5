package info.sopranoexch.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void whatIsPutInIsText() {
        assertThat(Html.of("<p title=\"{}\">{}</p>", "\" onload='x'", "<script>&</script>"))
                .hasToString("<p title=\"&quot; onload=&#39;x&#39;\">&lt;script&gt;&amp;&lt;/script&gt;</p>");
    }

    @Test
    void aPieceStaysAPieceAndIsNotFilledAgain() {
        assertThat(Html.of("<b>{}{}</b>", Html.of("<i>{}</i>", "{}"), 7)).hasToString("<b><i>{}</i>7</b>");
    }

    @Test
    void aCarriageReturnCannotEndALineOfAnEventStream() {
        assertThat(Html.of("{}", "a\rdata: b")).hasToString("a&#13;data: b");
    }

    @Test
    void marksThatTurnTextAroundAreLeftOutAndOtherControlsShown() {
        assertThat(Html.of("{}", "a\u202eb\u2068c\u2069d\u0000e")).hasToString("abcd\ufffde");
    }

    @Test
    void holesAndValuesMustMatch() {
        assertThatThrownBy(() -> Html.of("{}")).hasMessageContaining("bug");
        assertThatThrownBy(() -> Html.of("", "a")).hasMessageContaining("bug");
        assertThatThrownBy(() -> Html.of("{}", new Object())).hasMessageContaining("bug");
    }
}
