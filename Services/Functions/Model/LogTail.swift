/// The last of what an invocation has logged.
struct LogTail: Sendable {
    /// As much as AWS sends back.
    static let limit = 4096

    private(set) var bytes: [UInt8] = []

    mutating func append(_ more: some Collection<UInt8>) {
        bytes += more.suffix(Self.limit)
        if bytes.count > Self.limit { bytes.removeFirst(bytes.count - Self.limit) }
    }

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }
}
