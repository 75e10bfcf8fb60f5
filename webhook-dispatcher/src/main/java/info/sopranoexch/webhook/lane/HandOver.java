package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.delivery.Delivery;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;

/** How deliveries that may run get to whoever owns their lanes: by memory when it is this instance, else by a notification. */
@Component
public class HandOver {
    private final LaneBoard board;
    private final LaneNotifications notifications;

    HandOver(LaneBoard board, LaneNotifications notifications) {
        this.board = board;
        this.notifications = notifications;
    }

    /** Whether all of these lanes are this instance's, as far as it knows: then there is nobody to {@link #announce} to. */
    public boolean ownsAll(LongStream endpointIds) {
        return endpointIds.allMatch(board::owns);
    }

    /** To be called within the transaction that wrote them: other owners are told when it commits. */
    public void announce(List<Delivery> heads) {
        notifications.tell(foreign(heads));
    }

    /** To be called after the commit. Lanes that went to another instance meanwhile are told then. */
    public void committed(List<Delivery> heads) {
        board.offer(heads);
        notifications.tell(foreign(heads));
    }

    /** To be called after a commit that made rows due which may be in memory already. */
    public void look(Set<Long> endpointIds) {
        notifications.tell(endpointIds);
    }

    private Set<Long> foreign(List<Delivery> heads) {
        return heads.stream()
                .map(Delivery::endpointId)
                .filter(id -> !board.owns(id))
                .collect(Collectors.toSet());
    }
}
