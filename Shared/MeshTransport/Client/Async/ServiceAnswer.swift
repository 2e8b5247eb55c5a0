package import FoundationEssentials
package import HTTPTypes
package import MeshCore
import NIOCore

/// A whole answer of a service that was no refusal.
package struct ServiceAnswer: Sendable {
    package let status: HTTPResponse.Status
    package let bytes: Data

    /// The message in it.
    ///
    /// - Throws: `DecodingError`.
    package func decode<Message: Decodable>(_ type: Message.Type = Message.self) throws -> Message {
        try JSONDecoder().decode(Message.self, from: bytes)
    }
}

extension ServiceClient {
    /// Sends a request, with a JSON document or without a body, and takes the whole answer.
    ///
    /// - Parameters:
    ///   - path: With its query.
    ///   - message: Becomes the body.
    ///   - headers: Beside the content type.
    ///   - accepting: The statuses beside 2xx that are no refusal: 304 and 404 for a reader that expects them.
    ///   - limit: The most bytes of the answer.
    ///   - deadline: When the answer must be there; without one, the configured timeout from now.
    /// - Throws: ``ServiceRefusal``; ``ExchangeFailure``; `CancellationError`; `EncodingError`.
    package func call(
        _ method: HTTPRequest.Method, _ path: String, json message: (any Encodable)? = nil, headers: HTTPFields = [:],
        accepting: [HTTPResponse.Status] = [], limit: Int = 1 << 20, deadline: Deadline? = nil
    ) async throws -> ServiceAnswer {
        var request = HTTPRequest(method: method, scheme: nil, authority: nil, path: path, headerFields: headers)
        var body: ByteBuffer?
        if let message {
            let encoder = JSONEncoder()
            // The same message is the same bytes each time, by which a repetition under an idempotency key is known.
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            body = ByteBuffer(bytes: try encoder.encode(message))
            request.headerFields[.contentType] = "application/json"
        }
        let response = try await send(request, body: body, deadline: deadline)
        let bytes = Data(try await response.collect(upTo: limit).readableBytesView)
        guard response.status.kind == .successful || accepting.contains(response.status) else {
            // An answer of another kind than a problem says no more than its status.
            let problem = try? JSONDecoder().decode(Problem.self, from: bytes)
            throw ServiceRefusal(service: service, status: Int(response.status.code), problem: problem)
        }
        return ServiceAnswer(status: response.status, bytes: bytes)
    }
}
