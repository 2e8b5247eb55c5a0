import MeshTransport

/// Takes requests and keeps them for the test to answer.
///
/// `@unchecked Sendable`: the acceptor must be `Sendable`, but an embedded event loop runs on the test's own thread, where all
/// of this is used.
final class AcceptedExchanges: @unchecked Sendable {
    struct Accepted {
        let exchange: any Exchange
        let head: HeaderBlock
        let end: ExchangeEnd
        let request: ExchangeRecorder
    }

    private(set) var all: [Accepted] = []
    /// Called for each request.
    var onAccept: ((Accepted) -> Void)?

    func accept(_ exchange: any Exchange, _ head: HeaderBlock, _ end: ExchangeEnd) -> any ExchangeDelegate {
        let accepted = Accepted(exchange: exchange, head: head, end: end, request: ExchangeRecorder())
        all.append(accepted)
        onAccept?(accepted)
        return accepted.request
    }
}
