package dev.goldencorridor.cli;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.List;
import java.util.function.Predicate;

/** The open delay alerts of all publishers, as a {@link DelayBoard}. */
final class OpenDelays implements WatchView.Content {
    /** @throws StackException if the cluster has no topic of delays */
    @Override
    public List<String> topics(LatestValues values) {
        List<String> topics = values.topicsBeginning(TopicCatalogue.DELAYS_PREFIX);
        if (topics.isEmpty()) {
            throw new StackException("no topic begins with " + TopicCatalogue.DELAYS_PREFIX
                    + ", so there is nothing to watch; create topics with: " + Corridor.command() + " topics --apply");
        }
        return topics;
    }

    @Override
    public String head(LatestValues values) {
        return counts(values) + ". " + WatchView.asOf(values);
    }

    @Override
    public List<String> lines(LatestValues values, Predicate<AggregateValue> shown) {
        return board(values).lines(Screen.width());
    }

    /** The number of open alerts by severity. */
    static String counts(LatestValues values) {
        return board(values).counts();
    }

    private static DelayBoard board(LatestValues values) {
        return new DelayBoard(
                values.followed().stream()
                        .filter(topic -> topic.startsWith(TopicCatalogue.DELAYS_PREFIX))
                        .map(values::of)
                        .toList(),
                values.of(AggregateRoute.CLOCK.downstream(), "corridor").flatMap(clock -> clock.instant("asOf")));
    }
}
