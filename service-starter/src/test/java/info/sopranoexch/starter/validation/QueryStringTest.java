package info.sopranoexch.starter.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStringTest {
    @Test
    void decodesNamesAndValues() {
        QueryString query = QueryString.parse("order_id=%D0%B0+b&&status&order_id=2&a%3D=");

        assertThat(query.values("order_id")).containsExactly("а b", "2");
        assertThat(query.values("status")).containsExactly("");
        assertThat(query.values("a=")).containsExactly("");
        assertThat(query.values("limit")).isEmpty();
        assertThat(QueryString.parse(null).unknown(Set.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%C3", "a=%ED%A0%80", "%FF=1", "a=%c0%80"})
    void rejectsMalformedEncoding(String query) {
        assertThatThrownBy(() -> QueryString.parse(query)).isInstanceOf(QueryString.MalformedQueryException.class);
    }

    @Test
    void reportsEachUnknownParameterOnce() {
        assertThat(QueryString.parse("orderId=1&orderId=2&x=3&limit=1").unknown(Set.of("limit", "order_id")))
                .extracting(FieldError::field)
                .containsExactly("orderId", "x");
    }
}
