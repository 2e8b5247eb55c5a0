import MeshRuntime
import MeshTransport
import NIOCore

/// The endpoint table as lines of JSON: at once, with every change, and a blank line as a heartbeat when nothing has changed.
struct EndpointLines: AsyncSequence, Sendable {
    let broadcast: TableBroadcast
    let bell: TableBroadcast.Bell

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let broadcast: TableBroadcast
        fileprivate var bell: TableBroadcast.Bell.AsyncIterator
        fileprivate var written: UInt64?

        /// The next line; nil when the supervisor ends.
        ///
        /// - Throws: What encoding throws.
        mutating func next() async throws -> ByteBuffer? {
            guard await bell.next(isolation: #isolation) != nil else { return nil }
            let table = broadcast.current
            guard table.revision != written else { return ByteBuffer(string: "\n") }
            var line = try MeshJSON.encode(table)
            written = table.revision
            line.writeString("\n")
            return line
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(broadcast: broadcast, bell: bell.makeAsyncIterator())
    }
}
