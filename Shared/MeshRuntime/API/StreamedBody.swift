import Hummingbird
import MeshCore
package import NIOCore

/// A request's body as it comes: whoever reads slowly makes the sender wait.
package struct StreamedBody: AsyncSequence, Sendable {
    /// The media type of the request, in lower case and without parameters: one of those that the operation takes.
    package let mediaType: String
    let limit: Int
    let body: RequestBody

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(limit: limit, base: body.makeAsyncIterator())
    }

    /// Counts what comes.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let limit: Int
        fileprivate var base: RequestBody.AsyncIterator
        private var count = 0

        fileprivate init(limit: Int, base: RequestBody.AsyncIterator) {
            self.limit = limit
            self.base = base
        }

        /// The next part.
        ///
        /// - Throws: A 413 problem past the limit; what the connection throws when it is cut.
        package mutating func next(isolation actor: isolated (any Actor)?) async throws -> ByteBuffer? {
            guard let part = try await base.next(isolation: actor) else { return nil }
            count += part.readableBytes
            guard count <= limit else {
                throw Problem.contentTooLarge("This operation takes a body of at most \(limit) bytes.")
            }
            return part
        }
    }
}
