package import Crypto
package import CryptoExtras
import FoundationEssentials

/// The private key of a domain's signatures.
package enum DKIMKey: Sendable {
    case rsa(_RSA.Signing.PrivateKey)
    case ed25519(Curve25519.Signing.PrivateKey)

    /// Why a key cannot be used.
    package enum Failure: Error, Hashable {
        /// The text is neither an RSA key of 1024 bits or more nor an Ed25519 key, in PEM.
        case unreadable
        /// The library refused to sign.
        case signing
    }

    /// The fixed beginning of a PKCS #8 document of an Ed25519 key (RFC 8410, section 7): what follows is the key.
    private static let ed25519Prefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]
    /// The least that verifiers take (RFC 8301, section 3.2).
    private static let leastRSABits = 1024

    /// Reads a key in PEM, as `openssl genpkey` writes it.
    ///
    /// - Throws: ``Failure/unreadable``.
    package init(pem: String) throws(Failure) {
        let lines = pem.split { $0.isNewline }.filter { !$0.hasPrefix("-----") }
        if let document = Data(base64Encoded: lines.joined()), document.count == 48,
            document.starts(with: Self.ed25519Prefix)
        {
            guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: document.dropFirst(16)) else {
                // The reason would tell of the key.
                throw .unreadable
            }
            self = .ed25519(key)
            return
        }
        guard let key = try? _RSA.Signing.PrivateKey(pemRepresentation: pem), key.keySizeInBits >= Self.leastRSABits
        else {
            // As above.
            throw .unreadable
        }
        self = .rsa(key)
    }

    /// The name of its algorithm in a signature (RFC 6376, section 3.3; RFC 8463, section 3).
    var algorithm: String {
        switch self {
        case .rsa: "rsa-sha256"
        case .ed25519: "ed25519-sha256"
        }
    }

    /// What the domain publishes at `{selector}._domainkey.{domain}` as TXT (RFC 6376, section 3.6.1; RFC 8463, section 4.2).
    package var record: String {
        switch self {
        case .rsa(let key): "v=DKIM1; k=rsa; p=\(key.publicKey.derRepresentation.base64EncodedString())"
        case .ed25519(let key):
            "v=DKIM1; k=ed25519; p=\(key.publicKey.rawRepresentation.base64EncodedString())"
        }
    }

    /// Signs the hash of a header.
    ///
    /// - Throws: ``Failure/signing``.
    func signature(over header: [UInt8]) throws(Failure) -> [UInt8] {
        let digest = SHA256.hash(data: header)
        do {
            switch self {
            case .rsa(let key):
                return Array(try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation)
            case .ed25519(let key): return Array(try key.signature(for: Data(digest)))
            }
        } catch {
            throw .signing
        }
    }
}
