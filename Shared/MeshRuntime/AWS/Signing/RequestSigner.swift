import Crypto
import FoundationEssentials
package import HTTPTypes
package import MeshCore
package import NIOCore

/// Signs requests as clients of AWS do, for our own tools.
package struct RequestSigner: Sendable {
    private let accessKeyID: String
    private let secretAccessKey: String
    private let region: String

    package init(accessKeyID: String, secretAccessKey: String, region: String) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.region = region
    }

    /// Adds the time and the signature to a request, which must have its authority and path.
    ///
    /// - Parameters:
    ///   - request: Its fields of AWS's own and its content type are signed.
    ///   - body: The whole body.
    ///   - service: What it is signed for (`states`).
    package func sign(_ request: inout HTTPRequest, body: ByteBuffer, service: String, at now: Timestamp) {
        let date = SigningTime.text(now)
        request.headerFields[.amazonDate] = date
        let scope = SigningScope(
            accessKeyID: accessKeyID, date: String(date.prefix(8)), region: region, service: service)
        let names = request.headerFields.map(\.name.canonicalName).filter {
            $0.hasPrefix("x-amz-") || $0 == "content-type"
        }
        let signed = Set(names + ["host"]).sorted()
        let canonical = CanonicalRequest(
            request, signedHeaders: signed, payloadHash: CanonicalRequest.hash(Data(body.readableBytesView)))
        let text = SignatureV4.stringToSign(canonical, date: date, scope: scope)
        let code = Self.code(text, Self.derivedKey(secretAccessKey, scope))
        request.headerFields[.authorization] =
            "\(SignatureV4.algorithm) Credential=\(scope.credential), SignedHeaders=\(signed.joined(separator: ";")), Signature=\(CanonicalRequest.hexadecimal(code))"
    }

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
