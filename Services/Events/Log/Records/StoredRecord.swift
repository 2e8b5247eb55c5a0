package import MeshCore

/// A record of the log.
package struct StoredRecord: Hashable, Sendable {
    package let offset: Int64
    package let timestamp: Timestamp
    package let key: ArraySlice<UInt8>?
    package let value: ArraySlice<UInt8>?
    package let headers: [RecordHeader]

    package init(
        offset: Int64, timestamp: Timestamp, key: ArraySlice<UInt8>?, value: ArraySlice<UInt8>?, headers: [RecordHeader]
    ) {
        self.offset = offset
        self.timestamp = timestamp
        self.key = key
        self.value = value
        self.headers = headers
    }
}
