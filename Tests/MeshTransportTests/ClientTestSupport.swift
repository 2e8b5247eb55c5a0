import MeshTransport
import NIOCore
import Synchronization

/// Hears of the end of a request that is never answered.
final class FailureListener: ExchangeDelegate {
    private let onFailure: () -> Void

    init(_ onFailure: @escaping () -> Void) {
        self.onFailure = onFailure
    }

    func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {}

    func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd) {}

    func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {}

    func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) {
        onFailure()
    }

    func exchangeBecameWritable(_ exchange: any Exchange) {}
}

/// Sends as much as it may, for ever.
final class EndlessAnswer: ExchangeDelegate {
    private let sent: SentBytes

    init(_ exchange: any Exchange, sent: SentBytes) {
        self.sent = sent
        exchange.send(head: .answer(200), end: .more)
        write(exchange)
    }

    private func write(_ exchange: any Exchange) {
        while exchange.isWritable {
            exchange.send(body: ByteBuffer(repeating: 1, count: 16_384), end: .more)
            sent.add(16_384)
        }
    }

    func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {}

    func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd) {}

    func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {}

    func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) {}

    func exchangeBecameWritable(_ exchange: any Exchange) {
        write(exchange)
    }
}

/// A count that a server's loop and a test share.
final class SentBytes: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { count.load(ordering: .relaxed) }

    func add(_ bytes: Int) {
        count.add(bytes, ordering: .relaxed)
    }
}

/// A condition that a server's loop reports and a test waits for.
final class Flag: Sendable {
    private let state = Atomic<Bool>(false)

    var isSet: Bool { state.load(ordering: .relaxed) }

    func set() {
        state.store(true, ordering: .relaxed)
    }
}
