import Crypto
import FoundationEssentials
package import HTTPTypes
package import MeshCore
package import NIOCore

/// Signs requests as clients of AWS do: for our own tools, and for what we send to others.
package struct RequestSigner: Sendable {
    private let accessKeyID: String
    private let secretAccessKey: String
    private let sessionToken: String?
    private let region: String

    /// - Parameter sessionToken: Comes with keys that are good for a while only.
    package init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, region: String) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.region = region
    }

    /// Adds the time and the signature to a request, which must have its authority and path.
    ///
    /// S3 (`s3`) has its path as it is sent, and is told the hash of the body in a field (Amazon S3 API Reference,
    /// "Authenticating Requests: Using the Authorization Header").
    ///
    /// - Parameters:
    ///   - request: Its fields of AWS's own, its content type and `Content-MD5` are signed.
    ///   - body: The whole body.
    ///   - service: What it is signed for (`states`).
    package func sign(_ request: inout HTTPRequest, body: ByteBuffer, service: String, at now: Timestamp) {
        let isStorage = service == Self.storage
        let payloadHash = CanonicalRequest.hash(Data(body.readableBytesView))
        let date = SigningTime.text(now)
        request.headerFields[.amazonDate] = date
        if isStorage { request.headerFields[.amazonContentHash] = payloadHash }
        if let sessionToken { request.headerFields[.amazonSecurityToken] = sessionToken }
        let scope = SigningScope(
            accessKeyID: accessKeyID, date: String(date.prefix(8)), region: region, service: service)
        let names = request.headerFields.map(\.name.canonicalName).filter {
            $0.hasPrefix("x-amz-") || $0 == "content-type" || $0 == "content-md5"
        }
        let signed = Set(names + ["host"]).sorted()
        let canonical = CanonicalRequest(
            request, pathForm: isStorage ? .asSent : .escapedAgain, signedHeaders: signed, payloadHash: payloadHash)
        let text = SignatureV4.stringToSign(canonical, date: date, scope: scope)
        let code = Self.code(text, Self.derivedKey(secretAccessKey, scope))
        request.headerFields[.authorization] =
            "\(SignatureV4.algorithm) Credential=\(scope.credential), SignedHeaders=\(signed.joined(separator: ";")), Signature=\(CanonicalRequest.hexadecimal(code))"
    }

    private static let storage = "s3"

    /// The key of a scope (AWS, "Create a signed AWS API request", step 3).
    static func derivedKey(_ secret: String, _ scope: SigningScope) -> [UInt8] {
        [scope.date, scope.region, scope.service, SigningScope.terminator].reduce(Array("AWS4\(secret)".utf8)) {
            code($1, $0)
        }
    }

    private static func code(_ text: String, _ key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: key)))
    }
}
