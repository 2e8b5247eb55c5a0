package import HTTPTypes
package import NIOCore

/// The body of a request, part by part. It is read once; what is not read is not let in, so the client waits.
///
/// The first read tells a client that asked for it (`Expect: 100-continue`, RFC 9110, section 10.1.1) to go on.
package struct ServerRequestBody: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    /// The body is longer than who collects it allows.
    package struct TooLarge: Error, Sendable {
        /// Bytes that are allowed.
        package let limit: Int
    }

    fileprivate enum Source: Sendable {
        case exchange(ServedRequest)
        case bytes(ByteBuffer)
    }

    private let source: Source
    /// Whether it was known with the head that there is none.
    package let isEmpty: Bool

    init(_ served: ServedRequest, isEmpty: Bool) {
        source = .exchange(served)
        self.isEmpty = isEmpty
    }

    /// A body that is there already: for tests, and for requests made in this process.
    package init(bytes: ByteBuffer = ByteBuffer()) {
        source = .bytes(bytes)
        isEmpty = bytes.readableBytes == 0
    }

    /// The trailers, once the body was read to its end and some came.
    package var trailers: HTTPFields? {
        get async {
            switch source {
            case .exchange(let served): await served.receivedTrailers()
            case .bytes: nil
            }
        }
    }

    /// Reads the parts in order.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var source: Source?

        /// The next part, or nil at the end.
        ///
        /// - Throws: ``ExchangeFailure`` when the request ends otherwise, `CancellationError` when the task is cancelled.
        package mutating func next() async throws -> ByteBuffer? {
            switch source {
            case .exchange(let served):
                return try await served.nextPart()
            case .bytes(let bytes):
                source = nil
                return bytes.readableBytes > 0 ? bytes : nil
            case nil:
                return nil
            }
        }
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(source: source)
    }

    /// Takes all of it, when it has come already, as short ones have: to wait for what is there costs more than to take it. Nil when
    /// it has to be waited for; then nothing is taken.
    package func takeWhole() -> ByteBuffer? {
        switch source {
        case .exchange(let served): served.takeWhole()
        case .bytes(let bytes): bytes
        }
    }

    /// Reads all of it.
    ///
    /// - Parameter limit: Bytes that are allowed.
    /// - Throws: ``TooLarge``, or what reading throws.
    package func collect(upTo limit: Int) async throws -> ByteBuffer {
        var whole: ByteBuffer?
        for try await var part in self {
            guard (whole?.readableBytes ?? 0) + part.readableBytes <= limit else { throw TooLarge(limit: limit) }
            if whole == nil { whole = part } else { whole?.writeBuffer(&part) }
        }
        return whole ?? ByteBuffer()
    }
}
