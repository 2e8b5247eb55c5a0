import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore

/// The Lambda API as a client without a signature sees it, over HTTP.
struct LambdaDoor: Sendable {
    let client: ServiceClient

    /// Calls an operation, once.
    ///
    /// - Throws: `ExchangeFailure` when there was no answer.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil, headers: [String: String] = [:]
    ) async throws -> (status: Int, body: [UInt8]) {
        var request = HTTPRequest(method: method, scheme: nil, authority: nil, path: "/aws\(path)")
        for (name, value) in headers { if let name = HTTPField.Name(name) { request.headerFields[name] = value } }
        let response = try await client.send(
            request, body: body.map { ByteBuffer(bytes: $0.utf8) }, retry: .never)
        let bytes = Array(try await response.collect(upTo: 16 << 20).readableBytesView)
        return (Int(response.status.code), bytes)
    }

    /// Calls an operation, and expects one of these answers.
    ///
    /// - Throws: ``Surprise``; `ExchangeFailure`.
    @discardableResult
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil, headers: [String: String] = [:],
        expecting statuses: Int...
    ) async throws -> JSONValue {
        let (status, bytes) = try await send(method, path, body, headers: headers)
        guard statuses.contains(status) else {
            throw Surprise(words: "\(method) \(path): \(status) \(String(decoding: bytes, as: UTF8.self))")
        }
        return bytes.isEmpty ? .null : try JSONValue(parsing: bytes)
    }

    /// An answer that nobody expected.
    struct Surprise: Error, CustomStringConvertible {
        let words: String
        var description: String { words }
    }
}
