// Elapsed time over sleep and set clocks; the server's time.
const { Elapsed, ServerTime } = await load('store/clocks.js');
let [monotonic, timeOfDay] = [0, 1_000_000];
const elapsed = new Elapsed(
  () => monotonic,
  () => timeOfDay,
);
monotonic += 100;
timeOfDay += 100;
equal(elapsed.now(), 100, 'both advance');
timeOfDay += 60_000;
equal(elapsed.now(), 60_100, 'the monotonic clock stops while the device sleeps');
timeOfDay -= 3_600_000;
monotonic += 50;
equal(elapsed.now(), 60_150, 'the time of day is set back');
const server = new ServerTime();
equal(server.at(0), null, 'unknown before the first beat');
server.onBeat(5_000, 1_000);
server.onBeat(5_900, 2_000);
equal(server.at(3_000), 7_000, 'the beat that travelled least counts');
server.onBeat(1_000_000, 2_100);
equal(server.at(2_100), 1_000_000, 'a set clock counts at once');
