import MeshCore
import MeshRuntime
import NIOCore
import NotifierAPI

/// Tells a client over a WebSocket what comes into an inbox: each message is a notification. A client that reads slowly makes it
/// wait, so that no more than one part is held for it.
struct InboxTalk: Sendable {
    let store: NotifierStore
    let listener: InboxBoard.Listener
    let account: String
    let begin: Int64
    let deadline: Deadline?

    /// Notifications that are sent at once.
    private static let partItems = 100

    /// Tells until the client or the stream ends.
    ///
    /// - Returns: Why it has ended: the client may come back for the rest.
    /// - Throws: What the connection throws; `StoreError`; `CancellationError`.
    @concurrent @Sendable func run(_ sender: inout WebSocketSender) async throws -> WebSocketCloseCode {
        var place = begin
        // The board wakes each stream now and then, so that none is silent for long, and pings are answered.
        for await _ in listener.news {
            if let deadline, deadline.remaining(at: .now()) < InboxRoutes.endBefore { break }
            var items = try store.news(for: account, after: place, limit: Self.partItems)
            if items.isEmpty {
                guard try await sender.send([WebSocketFrame(.ping)]) else { return .normal }
            }
            while let newest = items.last {
                place = newest.sequence
                let frames = try items.map { WebSocketFrame(.text, Array(try MeshJSON.encode($0).readableBytesView)) }
                guard try await sender.send(frames) else { return .normal }
                items = try store.news(for: account, after: place, limit: Self.partItems)
            }
        }
        return .goingAway
    }
}
