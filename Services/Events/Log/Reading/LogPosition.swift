package import MeshCore

/// A record's place in its partition and in time.
package struct LogPosition: Hashable, Sendable {
    package let offset: Int64
    package let timestamp: Timestamp

    package init(offset: Int64, timestamp: Timestamp) {
        self.offset = offset
        self.timestamp = timestamp
    }
}
