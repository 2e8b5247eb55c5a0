package import EventLog

/// Compresses and expands the records of batches with the libraries of the system: zlib, zstd, lz4, snappy.
package struct SystemCompression: BatchDecompressor {
    package init() {}

    package func decompress(_ bytes: ArraySlice<UInt8>, _ compression: BatchCompression, limit: Int) -> [UInt8]? {
        switch compression {
        case .none: bytes.count <= limit ? Array(bytes) : nil
        case .gzip: Gzip.expand(bytes, limit: limit)
        case .snappy: Snappy.expand(bytes, limit: limit)
        case .lz4: LZ4.expand(bytes, limit: limit)
        case .zstd: Zstandard.expand(bytes, limit: limit)
        }
    }

    /// Compresses the records of a batch, as each library does by default.
    package func compress(_ bytes: ArraySlice<UInt8>, _ compression: BatchCompression) -> [UInt8] {
        switch compression {
        case .none: Array(bytes)
        case .gzip: Gzip.compress(bytes)
        case .snappy: Snappy.compress(bytes)
        case .lz4: LZ4.compress(bytes)
        case .zstd: Zstandard.compress(bytes)
        }
    }
}
