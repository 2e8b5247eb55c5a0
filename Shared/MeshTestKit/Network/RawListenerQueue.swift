import Synchronization

/// The connections that a raw listener accepted.
final class RawListenerQueue: Sendable {
    private let sockets = Mutex<[RawSocket]>([])

    var all: [RawSocket] { sockets.withLock { $0 } }

    func append(_ socket: RawSocket) {
        sockets.withLock { $0.append(socket) }
    }
}
