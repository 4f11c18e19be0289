package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.limits.ProcessLimits.MAX_STORE_BYTES;
import static dev.goldencorridor.processor.limits.ProcessLimits.MAX_WRITE_BUFFERS_BYTES;
import static dev.goldencorridor.processor.limits.ProcessLimits.MAX_WRITE_BUFFER_BYTES;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Limits the memory of all stores of the process together. By default each store of each partition has a budget of
 * its own. Streams creates an instance per store by reflection, so the shared budget must be static.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    private static final Cache CACHE = new LRUCache(MAX_STORE_BYTES, -1, false, 0.1);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(MAX_WRITE_BUFFERS_BYTES, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(MAX_WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
        options.setTableFormatConfig(table);
    }

    @Override
    public void close(String storeName, Options options) {
        // The cache and the write buffers stay open for the other stores.
    }
}
