import Synchronization

/// What a raw socket received, shared between its event loop and the test.
final class RawSocketInbox: Sendable {
    private let state = Mutex(RawSocket.Received())

    var received: RawSocket.Received { state.withLock { $0 } }

    func append(_ bytes: some Sequence<UInt8>) {
        state.withLock { $0.bytes.append(contentsOf: bytes) }
    }

    func halfClose() {
        state.withLock { $0.isHalfClosed = true }
    }

    func close() {
        state.withLock { $0.isClosed = true }
    }

    func take() -> [UInt8] {
        state.withLock { received in
            defer { received.bytes = [] }
            return received.bytes
        }
    }
}
