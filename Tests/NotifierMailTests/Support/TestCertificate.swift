import Crypto
import Foundation
import MeshTestKit
import SwiftASN1
import X509

/// A certificate for `localhost` that is its own authority.
struct TestCertificate {
    let certificate: String
    let key: String

    /// - Parameter name: Whom it is for.
    init(in directory: TemporaryDirectory, for name: String = "localhost") throws {
        let secret = P256.Signing.PrivateKey()
        let subject = try DistinguishedName { CommonName(name) }
        let issued = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(secret.publicKey), notValidBefore: .now - 60,
            notValidAfter: .now + 3600, issuer: subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                SubjectAlternativeNames([.dnsName(name)])
            }, issuerPrivateKey: .init(secret))
        certificate = try directory.write("\(name).pem", try issued.serializeAsPEM().pemString)
        key = try directory.write("\(name).key", secret.pemRepresentation)
    }
}
