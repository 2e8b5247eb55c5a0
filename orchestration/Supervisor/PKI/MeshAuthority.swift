package import Crypto
package import FoundationEssentials
import SwiftASN1
import X509

/// The mesh's own certificate authority: it proves to every instance which service its peer is.
///
/// Its key never leaves the data folder. Certificates are SPIFFE X.509-SVIDs: the identity is the one URI name of the
/// leaf (https://github.com/spiffe/spiffe, X509-SVID, section 2).
package struct MeshAuthority: Sendable {
    package let certificatePEM: String
    private let certificate: Certificate
    private let key: P256.Signing.PrivateKey

    /// How long the authority itself is valid: longer than a data folder lives.
    static let lifetime: TimeInterval = 10 * 365 * 86_400
    /// How long a leaf is valid: a day, so that a stolen one is worth little. It is renewed at half of that.
    package static let leafLifetime: TimeInterval = 86_400
    /// How far a leaf reaches back, for clocks that are not quite the same.
    static let clockSkew: TimeInterval = 300

    /// Makes a new authority.
    ///
    /// - Throws: What X509 throws.
    package init(at now: Date) throws {
        key = P256.Signing.PrivateKey()
        let name = try DistinguishedName {
            OrganizationName("Orrery")
            CommonName("Orrery mesh authority")
        }
        let publicKey = Certificate.PublicKey(key.publicKey)
        certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
            notValidBefore: now.addingTimeInterval(-Self.clockSkew),
            notValidAfter: now.addingTimeInterval(Self.lifetime),
            issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: publicKey)
            },
            issuerPrivateKey: Certificate.PrivateKey(key))
        certificatePEM = try certificate.serializeAsPEM().pemString
    }

    /// Reads an authority back.
    ///
    /// - Throws: What X509 and Crypto throw when the PEM is broken, or ``MeshAuthorityError/mismatch``.
    package init(certificatePEM: String, keyPEM: String) throws {
        key = try P256.Signing.PrivateKey(pemRepresentation: keyPEM)
        certificate = try Certificate(pemEncoded: certificatePEM)
        self.certificatePEM = certificatePEM
        guard certificate.publicKey == Certificate.PublicKey(key.publicKey) else { throw MeshAuthorityError.mismatch }
    }

    package var keyPEM: String { key.pemRepresentation }

    /// Issues a certificate for an instance of a service.
    ///
    /// - Throws: What X509 throws.
    package func issue(service: String, to leafKey: P256.Signing.PublicKey, at now: Date) throws -> String {
        let publicKey = Certificate.PublicKey(leafKey)
        let leaf = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
            notValidBefore: now.addingTimeInterval(-Self.clockSkew),
            notValidAfter: now.addingTimeInterval(Self.leafLifetime),
            issuer: certificate.subject, subject: try DistinguishedName { CommonName(service) },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth, .clientAuth])
                SubjectAlternativeNames([
                    .uniformResourceIdentifier(Self.spiffeID(of: service)),
                    .dnsName("localhost"),
                    .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
                ])
                SubjectKeyIdentifier(hash: publicKey)
                AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: certificate.publicKey).keyIdentifier)
            },
            issuerPrivateKey: Certificate.PrivateKey(key))
        return try leaf.serializeAsPEM().pemString
    }

    /// The identity of a service in the mesh.
    package static func spiffeID(of service: String) -> String { "spiffe://orrery/service/\(service)" }
}
