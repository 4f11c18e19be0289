package dev.goldencorridor.operationscentre.browser;

import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.CorridorClock;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.PublisherStatus;
import dev.goldencorridor.schemas.TripCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Values of a calm day on the corridor, with some alerts: small, but something of everything that the page shows. */
final class SampleCorridor {
    static final List<String> PORTS = List.of("CNHRS", "CNAKL");
    static final String CLOSED_PORT = "CNAKL|ALL|PORT_CLOSED";
    static final String OVERDUE = "CNHRS|CR|X9001|2026-01-01|CLEARANCE_OVERDUE";
    static final int TRIPS_OF_A_DAY = 51;
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH").withZone(ZoneOffset.UTC);
    private static final int HOURS = 48;

    private SampleCorridor() {}

    /** Puts all values, as of now, and shows them. */
    static void fill(BoardFixture board) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        board.put("ops.clock", "corridor", clock(now, "wall"));
        putTrips(board, now, "NETWORK", "ALL", TRIPS_OF_A_DAY);
        putTrips(board, now, "PORT", "CNHRS", 32);
        putTrips(board, now, "PORT", "CNAKL", 19);
        putTrips(board, now, "HUB", "CNXAG", 18);
        for (String port : PORTS) {
            putPort(board, now, port);
        }
        board.put(
                "ops.transit",
                "ROUTE/CNHRS-KZALA/P7D",
                duration(now, "ROUTE", "CNHRS-KZALA", "P7D")
                        .setOrigin("CNHRS")
                        .setDestination("KZALA")
                        .build());
        putAlerts(board, now);
        SampleRuns.all(now).forEach(run -> board.put("ops.runs", run.getTrainRunId(), run));
        for (String publisher : List.of("khorgos", "alashankou", "ktz")) {
            board.put("ops.publishers", publisher, publisher(publisher, now));
        }
        board.step();
    }

    static CorridorClock clock(Instant asOf, String mode) {
        return CorridorClock.newBuilder()
                .setAsOf(asOf.truncatedTo(ChronoUnit.MILLIS))
                .setMode(mode)
                .setWatermark(asOf.truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    private static void putTrips(BoardFixture board, Instant now, String dimension, String id, int trips) {
        String prefix = dimension + "/" + id + "/";
        Map<String, Integer> factors = Map.of("PT1H", 0, "PT24H", 1, "P7D", 7, "P30D", 30);
        factors.forEach((window, factor) ->
                board.put("ops.trips", prefix + window, trips(now, dimension, id, window, (long) trips * factor)));
        String year = "YEAR:" + now.atZone(ZoneOffset.UTC).getYear();
        TripCounts ofYear = TripCounts.newBuilder(trips(now, dimension, id, year, 300L * trips))
                .setWindowStart(now.minus(Duration.ofDays(300)))
                .setPeriod(year.substring("YEAR:".length()))
                .setLastYearTrips(trips * 280L)
                .setYearOnYearPercent(7.1)
                .build();
        board.put("ops.trips", prefix + year, ofYear);
        if (!dimension.equals("HUB")) {
            Instant hour = now.truncatedTo(ChronoUnit.HOURS);
            for (int i = 0; i < HOURS; i += 2) {
                Instant start = hour.minus(i, ChronoUnit.HOURS);
                TripCounts ofHour = TripCounts.newBuilder(
                                trips(now, dimension, id, "HOUR:" + HOUR.format(start), 1 + i % 5))
                        .setWindowStart(start)
                        .setPeriod(HOUR.format(start))
                        .build();
                board.put("ops.trips", prefix + ofHour.getWindow(), ofHour);
            }
        }
    }

    static TripCounts trips(Instant now, String dimension, String id, String window, long trips) {
        return TripCounts.newBuilder()
                .setDimension(dimension)
                .setId(id)
                .setWindow(window)
                .setWindowStart(now.minus(Duration.ofDays(1)))
                .setWindowEnd(now)
                .setTrips(trips)
                .setTripsOutbound(trips - trips / 2)
                .setTripsReturn(trips / 2)
                .setTripsDomestic(0)
                .setWagons(trips * 52)
                .setTeu(trips * 104)
                .setLoadedTeu(trips * 103)
                .setHeavyLoadRate(0.99)
                .setGrossTonnes(trips * 2_500.5)
                .setPreviousTrips(trips)
                .setChangePercent(-4.5)
                .setAsOf(now)
                .setRevision(1)
                .build();
    }

    private static void putPort(BoardFixture board, Instant now, String port) {
        for (String window : List.of("PT1H", "PT24H", "P7D", "P30D")) {
            board.put("ops.clearance", "PORT/" + port + "/" + window, clearance(now, port, window));
            board.put(
                    "ops.dwell",
                    "PORT/" + port + "/" + window,
                    duration(now, "PORT", port, window).build());
        }
        board.put("ops.ports", port, port(now, port, 3));
    }

    static PortStatus port(Instant now, String port, int awaitingRelease) {
        return PortStatus.newBuilder()
                .setFacility(port)
                .setPresent(awaitingRelease + 1)
                .setAwaitingRelease(awaitingRelease)
                .setReleasedNotDeparted(awaitingRelease / 3)
                .setOldestOpenSeconds(93_600.0)
                .setOldestTrainRunId("CR|X9001|2026-01-01")
                .setAsOf(now)
                .setRevision(1)
                .build();
    }

    private static ClearanceLatency clearance(Instant now, String port, String window) {
        return ClearanceLatency.newBuilder()
                .setDimension("PORT")
                .setId(port)
                .setWindow(window)
                .setWindowStart(now.minus(Duration.ofDays(1)))
                .setWindowEnd(now)
                .setCount(29)
                .setMeanSeconds(12_986.0)
                .setP50Seconds(4_216.0)
                .setP90Seconds(36_507.0)
                .setP95Seconds(37_848.0)
                .setP99Seconds(48_323.0)
                .setMaxSeconds(93_600.0)
                .setWithin24hShare(0.966)
                .setSameDayShare(0.862)
                .setOpen(3)
                .setSteps(List.of())
                .setRegimes(List.of())
                .setOldestOpenSeconds(93_600.0)
                .setAsOf(now)
                .setRevision(1)
                .build();
    }

    private static DurationStatistics.Builder duration(Instant now, String dimension, String id, String window) {
        return DurationStatistics.newBuilder()
                .setDimension(dimension)
                .setId(id)
                .setWindow(window)
                .setWindowStart(now.minus(Duration.ofDays(1)))
                .setWindowEnd(now)
                .setCount(25)
                .setMeanSeconds(14_000.0)
                .setP50Seconds(9_000.0)
                .setP90Seconds(40_000.0)
                .setP95Seconds(50_000.0)
                .setP99Seconds(60_000.0)
                .setMaxSeconds(70_000.0)
                .setTurnoverPerDay(6.2)
                .setTurnoverGainPercent(2.0)
                .setAsOf(now)
                .setRevision(1);
    }

    private static void putAlerts(BoardFixture board, Instant now) {
        board.put("delays.alashankou", CLOSED_PORT, alert(CLOSED_PORT, now, "CRITICAL", 7_200));
        String parted = "CNAKL|CR|X9004|2026-01-01|DWELL_EXCEEDED";
        DelayAlert child = DelayAlert.newBuilder(alert(parted, now, "MINOR", 30_000))
                .setParentKey(CLOSED_PORT)
                .build();
        board.put("delays.alashankou", parted, child);
        board.put("delays.khorgos", OVERDUE, alert(OVERDUE, now, "MAJOR", 93_600));
        String late = "KZALA|CR|X8002|2026-01-01|ARRIVAL_LATE";
        board.put("delays.ktz", late, alert(late, now, "MINOR", 2_400));
    }

    /** A raised alert with a key; a reason makes the table wide. */
    static DelayAlert alert(String key, Instant now, String severity, int seconds) {
        String facility = key.substring(0, key.indexOf('|'));
        String type = key.substring(key.lastIndexOf('|') + 1);
        String run = key.substring(key.indexOf('|') + 1, key.lastIndexOf('|'));
        return DelayAlert.newBuilder()
                .setFacility(facility)
                .setTrainRunId(run)
                .setTrainNumber(run.equals("ALL") ? null : run.substring(3, run.lastIndexOf('|')))
                .setType(type)
                .setState("RAISED")
                .setSeverity(severity)
                .setValueSeconds(seconds)
                .setThresholdSeconds(1_800)
                .setOccurredAt(now.minusSeconds(seconds))
                .setRaisedAt(now.minusSeconds(seconds / 2))
                .setReason("=sandstorm, \"25 m/s\"")
                .setAsOf(now)
                .setRevision(1)
                .build();
    }

    static PublisherStatus publisher(String name, Instant lastReceived) {
        return PublisherStatus.newBuilder()
                .setPublisher(name)
                .setAccepted(3_000)
                .setDuplicates(40)
                .setRetractions(3)
                .setRejected(name.equals("ktz") ? 14 : 0)
                .setRejectedByReason(name.equals("ktz") ? Map.of("UNKNOWN_FACILITY", 14L) : Map.of())
                .setRejectedLast24h(name.equals("ktz") ? 5 : 0)
                .setAcceptedLast24h(240)
                .setLastReceivedAt(lastReceived)
                .setLastOccurredAt(lastReceived)
                .setUsualGapSeconds(600.0)
                .setAsOf(lastReceived)
                .setRevision(1)
                .build();
    }
}
