package import HTTPTypes
package import NIOCore

/// The body of an answer, part by part, once. The peer sends on as parts are read.
package struct ClientResponseBody: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    private let reading: ClientExchangeReading

    init(_ exchange: ClientExchange) {
        reading = ClientExchangeReading(exchange)
    }

    /// Takes the parts; all iterators of a body take from the same ones.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let reading: ClientExchangeReading

        /// The next part; nil at the end.
        ///
        /// - Throws: ``ExchangeFailure`` when the body does not come to its end; `CancellationError`.
        package mutating func next() async throws -> ByteBuffer? {
            try await reading.exchange.nextPart()
        }
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(reading: reading)
    }

    /// The trailers, once the body has ended; nil before, and when there are none.
    package var trailers: HTTPFields? { reading.exchange.trailers }

    /// All parts as one.
    ///
    /// - Parameter limit: The most bytes to take.
    /// - Throws: ``ExchangeFailure`` when there are more (`limitExceeded`) or the body does not come to its end; `CancellationError`.
    package func collect(upTo limit: Int) async throws -> ByteBuffer {
        var whole = ByteBuffer()
        while var part = try await reading.exchange.nextPart() {
            guard whole.readableBytes + part.readableBytes <= limit else {
                reading.exchange.cancel()
                throw ExchangeFailure(
                    .limitExceeded, processing: .unknown, detail: "the answer's body is longer than \(limit) bytes")
            }
            if whole.readableBytes == 0 { whole = part } else { whole.writeBuffer(&part) }
        }
        return whole
    }
}

/// Holds an exchange for those who may read its body; when the last of them goes, nobody wants the rest.
private final class ClientExchangeReading: Sendable {
    let exchange: ClientExchange

    init(_ exchange: ClientExchange) {
        self.exchange = exchange
    }

    deinit {
        exchange.cancel()
    }
}
