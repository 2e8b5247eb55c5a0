import AsyncHTTPClient
import Crypto
import Foundation
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore
import NIOHTTP1

/// Puts files into buckets of stores that speak S3's protocol: one PUT a file, signed with Signature V4 over the whole body,
/// with its MD5 (RFC 1864), so that what was changed on the way is refused.
final class BucketCourier: Sendable {
    /// A report is a few megabytes at most.
    private static let limit: TimeAmount = .seconds(60)
    private static let answerLimit = 64 << 10

    private let keys: StoreKeyRing
    private let clock: any WallClock
    private let client: HTTPClient

    init(keys: StoreKeyRing, clock: any WallClock) {
        self.keys = keys
        self.clock = clock
        var configuration = HTTPClient.Configuration()
        // A redirect would carry a signature to wherever it points, where it holds for nothing.
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(5)
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit {
        // Nobody is left who could be told.
        client.shutdown { _ in }
    }

    /// Delivers a file.
    ///
    /// - Returns: The object's address.
    /// - Throws: ``DeliveryFailure``.
    func deliver(_ file: OutgoingFile, to bucket: BucketAddress) async throws(DeliveryFailure) -> String {
        let keys = try keys.keys(of: bucket.credentials)
        let address = bucket.address(of: file.name)
        let body = ByteBuffer(bytes: file.bytes)
        var signed = HTTPRequest(
            method: .put, scheme: bucket.scheme, authority: bucket.authority, path: bucket.path(of: file.name))
        signed.headerFields[.contentType] = file.contentType
        signed.headerFields[.amazon("Content-MD5")] = Data(Insecure.MD5.hash(data: file.bytes)).base64EncodedString()
        RequestSigner(
            accessKeyID: keys.accessKeyID, secretAccessKey: keys.secretAccessKey, sessionToken: keys.sessionToken,
            region: bucket.region
        ).sign(&signed, body: body, service: "s3", at: clock.now())
        var request = HTTPClientRequest(url: address)
        request.method = .PUT
        for field in signed.headerFields { request.headers.add(name: field.name.rawName, value: field.value) }
        request.body = .bytes(body)
        let reply: (head: HTTPClientResponse, text: String)
        do {
            let head = try await client.execute(request, timeout: Self.limit)
            reply = (head, String(buffer: try await head.body.collect(upTo: Self.answerLimit)))
        } catch {
            throw .again("No answer from \(bucket.authority): \(error)")
        }
        try Self.check(reply.head, reply.text, from: bucket)
        return address
    }

    private static func check(
        _ head: HTTPClientResponse, _ text: String, from bucket: BucketAddress
    ) throws(DeliveryFailure) {
        let status = Int(head.status.code)
        guard !(200..<300).contains(status) else { return }
        let code = member("Code", of: text)
        var words = "\(bucket.authority) answered \(status)"
        if let code { words += " \(code)" }
        if let message = member("Message", of: text) { words += ": \(message)" }
        if let region = head.headers.first(name: "x-amz-bucket-region"), region != bucket.region {
            words += " The bucket is in the region \(region)."
        }
        let wait = head.headers.first(name: "retry-after").flatMap { Int64($0) }.map { Duration.seconds(max(0, $0)) }
        let isPassing = [408, 425, 429].contains(status) || status >= 500 || code.map(passing.contains) ?? false
        throw isPassing ? .again(words, after: wait) : .final(words)
    }

    /// Codes of 4xx answers that another attempt may not meet (Amazon S3 API Reference, "Error Responses").
    private static let passing: Set<String> = [
        "RequestTimeout", "OperationAborted", "SlowDown", "BadDigest", "RequestTimeTooSkewed", "ExpiredToken",
    ]

    /// The text of the first element of a name, of an error document; at most 300 characters of it.
    private static func member(_ name: String, of text: String) -> String? {
        guard let open = text.range(of: "<\(name)>"),
            let close = text.range(of: "</\(name)>", range: open.upperBound..<text.endIndex)
        else { return nil }
        return String(text[open.upperBound..<close.lowerBound].prefix(300))
    }
}
