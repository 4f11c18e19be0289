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
    /** Stays open, because the block cache that all stores share uses the clock of the first store's files. */
    private static final Env FILES = new RocksMemEnv(Env.getDefault());

    private final BoundedRocksDb bounded = new BoundedRocksDb();

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        bounded.setConfig(storeName, options, configs);
        options.setEnv(FILES);
    }

    @Override
    public void close(String storeName, Options options) {
        bounded.close(storeName, options);
    }
}
