import EventLog
import MeshCore
import MeshRuntime

/// Tells a client over a WebSocket what comes. A client that reads slowly makes it wait, so that no more than one part of the
/// stream is held for it.
struct SocketTalk: Sendable {
    let stream: RecordStream

    /// How often is looked at what the client says: so late its pings are answered at most.
    private static let glance: Duration = .seconds(1)

    /// Tells until the client or the stream ends.
    ///
    /// - Returns: Why it has ended: the client may come back for the rest.
    /// - Throws: What the connection throws; `CancellationError`.
    @concurrent @Sendable func run(_ sender: inout WebSocketSender) async throws -> WebSocketCloseCode {
        var stream = stream
        var quietSince = MonotonicInstant.now()
        do {
            while let page = try await stream.next(within: Self.glance) {
                var frames = SocketText.frames(of: page)
                let now = MonotonicInstant.now()
                if frames.isEmpty, quietSince.duration(to: now) >= RecordStream.silence {
                    frames = [WebSocketFrame(.ping)]
                }
                if !frames.isEmpty { quietSince = now }
                guard try await sender.send(frames) else { return .normal }
            }
        } catch is EventLogError {
            return .internalError
        }
        return .goingAway
    }
}
