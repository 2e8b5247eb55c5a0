package import MeshCore

/// A record to append.
package struct LogRecord: Hashable, Sendable {
    /// Records of one key are in one partition, and compaction keeps the newest of them; nil for none.
    package var key: ArraySlice<UInt8>?
    /// nil removes the key when the topic is compacted.
    package var value: ArraySlice<UInt8>?
    package var headers: [RecordHeader]
    /// When it happened; nil for the moment of appending.
    package var timestamp: Timestamp?

    package init(
        key: ArraySlice<UInt8>? = nil, value: ArraySlice<UInt8>?, headers: [RecordHeader] = [],
        timestamp: Timestamp? = nil
    ) {
        self.key = key
        self.value = value
        self.headers = headers
        self.timestamp = timestamp
    }
}
