package info.sopranoexch.webhook.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentIdsTest {
    @Test
    void theLastOnesAreKnown() {
        var recent = new RecentIds(3);
        for (long id : new long[] {1, 2, 3, 3, 4}) {
            recent.add(id);
        }
        assertThat(recent.contains(1)).as("the oldest of four").isFalse();
        for (long id : new long[] {2, 3, 4}) {
            assertThat(recent.contains(id)).isTrue();
        }
        recent.add(1);
        assertThat(recent.contains(2)).isFalse();
        assertThat(recent.contains(1)).isTrue();
    }
}
