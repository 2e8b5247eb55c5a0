import Crypto
import FoundationEssentials
import HTTPTypes
import MeshCore

/// A signature of version 4 as a request carries it; nothing is proven before ``verify(_:payload:by:at:)``.
struct SignatureV4: Sendable {
    static let algorithm = "AWS4-HMAC-SHA256"

    /// What the clocks of a client and of ours may differ by.
    static let leeway = Duration.seconds(300)

    let scope: SigningScope
    /// When it was made, as it was sent.
    let date: String
    let time: Timestamp
    /// How long a presigned request is good; nil for a signature in the header.
    let lifetime: Duration?
    /// In lower case, as they were sent.
    let signedHeaders: [String]
    /// In hexadecimal.
    let signature: String
    /// What the client says of the body (`UNSIGNED-PAYLOAD`, or its hash); nil when it leaves that to the signature.
    let statedHash: String?

    /// Whether the signature fits, and its time is now.
    ///
    /// - Parameters:
    ///   - head: The request as the client sent it.
    ///   - payload: The whole body.
    ///   - key: Derived for the scope.
    /// - Throws: `InvalidSignatureException`.
    func verify(_ head: HTTPRequest, payload: some DataProtocol, by key: [UInt8], at now: Timestamp) throws(AWSError) {
        try checkTime(at: now)
        let hash = try payloadHash(payload)
        let request = CanonicalRequest(head, signedHeaders: signedHeaders, payloadHash: hash)
        let authenticated = Self.stringToSign(request, date: date, scope: scope)
        guard let code = Self.bytes(ofHexadecimal: signature),
            HMAC<SHA256>.isValidAuthenticationCode(
                code, authenticating: Data(authenticated.utf8), using: SymmetricKey(data: key))
        else {
            throw .invalidSignature(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
            )
        }
    }

    /// What is signed.
    static func stringToSign(_ request: CanonicalRequest, date: String, scope: SigningScope) -> String {
        [algorithm, date, scope.text, request.hash].joined(separator: "\n")
    }

    private func checkTime(at now: Timestamp) throws(AWSError) {
        let end = time + (lifetime ?? Self.leeway)
        guard now <= end else {
            let limit = lifetime ?? Self.leeway
            throw .invalidSignature(
                "Signature expired: \(date) is now earlier than \(SigningTime.text(now - limit)) (\(SigningTime.text(now)) - \(Self.words(limit)).)"
            )
        }
        guard time <= now + Self.leeway else {
            throw .invalidSignature(
                "Signature not yet current: \(date) is still later than \(SigningTime.text(now + Self.leeway)) (\(SigningTime.text(now)) + \(Self.words(Self.leeway)).)"
            )
        }
    }

    private static func words(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        return seconds.isMultiple(of: 60) ? "\(seconds / 60) min" : "\(seconds) s"
    }

    private func payloadHash(_ payload: some DataProtocol) throws(AWSError) -> String {
        if statedHash == Self.unsignedPayload { return Self.unsignedPayload }
        let hash = CanonicalRequest.hash(payload)
        guard let statedHash, statedHash.lowercased() != hash else { return hash }
        guard !statedHash.hasPrefix("STREAMING-") else {
            throw .invalidSignature(
                "Bodies that are signed in chunks (\(statedHash.prefix(64))) are not taken; sign the whole body, or UNSIGNED-PAYLOAD."
            )
        }
        throw .invalidSignature("The provided 'x-amz-content-sha256' header does not match what was computed.")
    }

    static let unsignedPayload = "UNSIGNED-PAYLOAD"

    private static func bytes(ofHexadecimal text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: 64, by: 2) {
            guard let byte = Hexadecimal.value(digits[start..<start + 2]) else { return nil }
            bytes.append(UInt8(byte))
        }
        return bytes
    }
}
