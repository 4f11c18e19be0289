package dev.goldencorridor.processor;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Env;
import org.rocksdb.Options;
import org.rocksdb.RocksMemEnv;

/**
 * Keeps the files of all stores in memory, because a property test opens and closes thousands of stores, each with
 * several syncs of the disk.
 */
public final class InMemoryRocksDb implements RocksDBConfigSetter {
    private final BoundedRocksDb bounded = new BoundedRocksDb();

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        bounded.setConfig(storeName, options, configs);
        // Each store has files of its own: an open and a close go through all files, and those of former stores stay.
        // They stay open, because the block cache that all stores share uses the clock of the first store's files.
        options.setEnv(new RocksMemEnv(Env.getDefault()));
    }

    @Override
    public void close(String storeName, Options options) {
        bounded.close(storeName, options);
    }
}
