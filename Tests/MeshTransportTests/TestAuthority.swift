import Crypto
import Foundation
import MeshTestKit
import SwiftASN1
import X509

/// A certificate authority of a test, and the directories with TLS material that it issues.
struct TestAuthority {
    private let key = P256.Signing.PrivateKey()
    private let name: DistinguishedName
    private let certificate: Certificate

    init() throws {
        name = try DistinguishedName { CommonName("Test authority") }
        certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(key.publicKey), notValidBefore: .now - 60,
            notValidAfter: .now + 3600, issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true))
            }, issuerPrivateKey: .init(key))
    }

    var pem: String {
        get throws { try certificate.serializeAsPEM().pemString }
    }

    /// Writes `ca.pem`, `cert.pem` and `key.pem` for somebody with these URIs.
    func issue(_ identities: [String], into directory: TemporaryDirectory, validFor seconds: TimeInterval = 3600) throws
    {
        let key = P256.Signing.PrivateKey()
        let issued = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(key.publicKey), notValidBefore: .now - 120,
            notValidAfter: .now + seconds, issuer: name, subject: try DistinguishedName { CommonName("Test workload") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth, .clientAuth])
                SubjectAlternativeNames(identities.map { .uniformResourceIdentifier($0) } + [.dnsName("localhost")])
            }, issuerPrivateKey: .init(self.key))
        _ = try directory.write("ca.pem", try pem)
        _ = try directory.write("cert.pem", try issued.serializeAsPEM().pemString)
        _ = try directory.write("key.pem", key.pemRepresentation)
    }
}
