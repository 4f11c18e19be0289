package dev.goldencorridor.endtoend;

/** The attacks of the {@link HostilePublisher}, each with its frequency in percent. */
enum Attack {
    INVENTED_ROUTES(30),
    INVENTED_FACILITIES(12),
    INVENTED_PLACES_OF_HONEST_RUNS(12),
    INVENTED_ARRIVALS_OF_HONEST_RUNS(10),
    INVENTED_PLANS_OF_HONEST_RUNS(6),
    TRIPS_ON_HONEST_ROUTES(6),
    RANDOM_SCHEMA_IDS(8),
    NOT_ITS_FACILITY(4),
    RUBBISH(5),
    WRONG_CLOCKS(3),
    CROWDED_CONSISTS(2),
    LONG_HEADERS(1),
    LONG_VALUES(1);

    final int weight;

    Attack(int weight) {
        this.weight = weight;
    }
}
