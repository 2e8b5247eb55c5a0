package import HTTPTypes
package import NIOCore

/// An answer: its head, and its body as it comes.
package struct ClientResponse: Sendable {
    package var head: HTTPResponse
    /// Read it or let it go: an answer whose body nobody reads any more is cancelled.
    package var body: ClientResponseBody

    package var status: HTTPResponse.Status { head.status }

    /// The whole body.
    ///
    /// - Parameter limit: The most bytes to take.
    /// - Throws: ``ExchangeFailure`` when the body is longer (`limitExceeded`) or does not come to its end; `CancellationError`.
    package func collect(upTo limit: Int) async throws -> ByteBuffer {
        try await body.collect(upTo: limit)
    }
}
